import { firstBookings, probeOfPerson, readSynthetic, stillFiles } from '../../test/synthetic-people.ts'
import { type FeatureNotes, type Findings, letteredCandidates } from '../examination/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import {
  attachProbe,
  candidatesOf,
  createRequest,
  type RequestDetails,
  type SearchRequest,
  searchById,
} from '../search/index.ts'
import type { House } from './house.ts'
import { examine, request } from './probe-to-lead.ts'
import type { Revealed } from './reveal.ts'

// For tests only: requests and findings that nothing is wrong with.

export const permittedDetails: RequestDetails = {
  caseNumber: '26-004711',
  crime: 'robbery',
  purpose: 'investigate-crime',
  source: 'private-cctv',
  protectedActivity: false,
  narrative: 'The person at the counter of a shop at the time of the robbery, from its camera.',
}

/** The synthetic person whose still is the probe when no other is named; enrolled first. */
export const firstPerson = async (): Promise<string> =>
  must((await firstBookings(1))[0], 'first booking').draft.personId

/** A draft with a probe of a synthetic person; `probeBytes` null leaves the probe out. */
export async function draftRequest(
  house: House,
  of: { user: User; details?: RequestDetails; personId?: string; probeBytes?: Uint8Array | null },
): Promise<SearchRequest> {
  const { user, details } = of
  const personId = of.personId ?? (await firstPerson())
  const drafted = await createRequest(house, {
    agencyId: user.agency.id,
    requesterId: user.id,
    details: { ...permittedDetails, ...details },
  })
  if (of.probeBytes === null) return drafted
  return attachProbe(house, { request: drafted, image: of.probeBytes ?? (await probeOfPerson(personId)) })
}

const given = new WeakMap<object, number>()

/** The still of the first person, and at each call in the same house that of the next: who examined one try of a picture examines no other. */
export async function nextStill({ clock }: House): Promise<Uint8Array> {
  const files = await stillFiles()
  const at = given.get(clock) ?? 0
  given.set(clock, at + 1)
  return readSynthetic(must(files[at % files.length], 'still'))
}

/** A permitted search that ended with a list, of a picture that was not searched before. */
export const searchFor = async (house: House, user: User): Promise<Revealed> =>
  request(house, {
    user,
    request: await draftRequest(house, { user, probeBytes: await nextStill(house) }),
  })

export const threeFeatures: FeatureNotes = {
  nose: { relation: 'similar' },
  ears: { relation: 'similar', note: 'attached lobes' },
  chin: { relation: 'different' },
}

/** The letter under which the examiner at this position sees a person. */
export async function letterOf(
  house: House,
  of: { searchId: SearchId; position: 1 | 2; rank: number },
): Promise<string> {
  const search = await searchById(house.storage.db, of.searchId)
  const shown = letteredCandidates({
    candidates: await candidatesOf(house.storage.db, search.id),
    orderSeed: must(search.end?.orderSeed, 'order seed'),
    position: of.position,
  })
  return must(
    shown.find(({ candidate }) => candidate.rank === of.rank),
    'candidate of this rank',
  ).letter
}

/** Seals one conclusion; `rank` names the candidate it concerns, where it concerns one. */
export async function seal(
  house: House,
  of: { user: User; searchId: SearchId; position: 1 | 2; conclusion: Findings['conclusion']; rank?: number },
) {
  const { user, searchId, position, conclusion, rank } = of
  const letter = rank === undefined ? undefined : await letterOf(house, { searchId, position, rank })
  const reason = 'Ears, nose and chin were compared at full size.'
  return examine(house, { user, searchId, findings: { conclusion, letter, features: threeFeatures, reason } })
}
