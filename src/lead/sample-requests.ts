import { firstBookings, probeOfPerson, readSynthetic, stillFiles } from '../../test/synthetic-people.ts'
import type { AnalysisDraft, Conclusion, FeatureNotes, Pin } from '../examination/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import {
  attachProbe,
  createRequest,
  type RequestDetails,
  type SearchRequest,
  searchById,
} from '../search/index.ts'
import type { House } from './house.ts'
import { examinedList } from './planted/examined-list.ts'
import { analyse, examine, request } from './probe-to-lead.ts'
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

/** The letter under which an examiner sees the candidate of this rank. */
export async function letterOf(
  house: House,
  of: { searchId: SearchId; user: User; rank: number },
): Promise<string> {
  const search = await searchById(house.storage.db, of.searchId)
  const { shown } = await examinedList(house, {
    search,
    bench: { searchId: of.searchId, examinerId: of.user.id },
  })
  return must(
    shown.find(({ candidate }) => candidate.rank === of.rank),
    'candidate of this rank',
  ).letter
}

/** An analysis of the probe that nothing is wrong with. */
export const fitProbe: AnalysisDraft = {
  suitability: 'fit',
  visible: ['nose', 'ears', 'chin'],
  partly: ['hairline'],
  limits: 'Nothing limits it: sharp, from the front, evenly lit.',
}

/** Seals the analysis of a fit probe. */
export const analysed = (house: House, { user, searchId }: { user: User; searchId: SearchId }) =>
  analyse(house, { user, searchId, draft: fitProbe })

/**
 * Seals an analysis and one conclusion: about the candidate of this rank, the others being other persons, or about all. A probe that is not
 * suitable ends with its analysis.
 */
export async function seal(
  house: House,
  of: { user: User; searchId: SearchId; conclusion: Conclusion; rank?: number; pins?: readonly Pin[] },
) {
  const { user, searchId, conclusion, rank, pins } = of
  const reason = 'Ears, nose and chin were compared at full size.'
  if (conclusion === 'not-suitable') {
    const draft: AnalysisDraft = { suitability: 'unfit', visible: [], partly: [], limits: reason }
    const { ended, logIndex, complete } = await analyse(house, { user, searchId, draft })
    return { examination: must(ended, 'ended examination'), logIndex, complete, revealed: [] }
  }
  await analysed(house, of)
  const others = { conclusion: 'supports-different-sources', reason } as const
  const said = conclusion === 'none-of-these' ? 'supports-different-sources' : conclusion
  if (rank === undefined)
    return examine(house, { user, searchId, findings: { answers: [], others: { conclusion: said, reason } } })
  const letter = await letterOf(house, { searchId, user, rank })
  const answer = { letter, conclusion: said, features: threeFeatures, reason, pins }
  return examine(house, { user, searchId, findings: { answers: [answer], others } })
}
