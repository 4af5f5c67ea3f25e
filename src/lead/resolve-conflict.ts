import { createHash } from 'node:crypto'
import { examinerCertificate, type LeadDecision } from '../examination/index.ts'
import { type BookingId, canonicalJson, newId, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { isUniqueViolation } from '../storage/index.ts'
import { insertResolution, insertSignature, type Resolution } from './conflict-record.ts'
import type { House } from './house.ts'
import { onRecord } from './on-record.ts'
import { type OpenConflict, openConflict, refuseConflict, searchInAgency } from './open-conflict.ts'
import { caseFor } from './planted/cases/case-for.ts'

/** What a meeting about a conflict came to. */
export type ResolutionDraft = {
  readonly outcome: LeadDecision
  /** Of a lead: the booking on which the two agree; one that one of them supported. */
  readonly bookingId?: string | undefined
  readonly reason: string
  readonly tookPart: string
}
type Actor = { readonly user: User; readonly searchId: SearchId }

/**
 * A supervisor or a third examiner records what a meeting about two contradicting conclusions came to. That it remains inconclusive ends
 * the search; an agreed conclusion ends it only when both examiners have signed. Refuses SEARCH_UNKNOWN, ROLE_MISSING, NO_CERTIFICATE,
 * CERT_EXPIRED, OWN_SEARCH, NO_CONFLICT, ALREADY_EXAMINED, REASON_MISSING, CANDIDATE_UNKNOWN; refusals are on record.
 */
export const recordResolution = (
  house: House,
  order: Actor & { draft: ResolutionDraft },
): Promise<Resolution> =>
  onConflict(house, order, async (conflict) => {
    const { user, draft } = order
    await checkRecorder(house, { user, conflict })
    const reason = draft.reason.trim()
    const tookPart = draft.tookPart.trim()
    if (reason.length < 10 || tookPart === '')
      throw refuseConflict(
        'REASON_MISSING',
        'It is not said why the meeting came to this, or who took part.',
        'Name who met, and write in a sentence or two what decided it.',
      )
    const bookingId = agreedBooking(conflict, draft)
    const now = house.clock.now()
    const n = conflict.resolutions.length + 1
    const { outcome } = draft
    const recording = house.storage.transaction(async (tx) => {
      const content = canonicalJson({ outcome, reason, tookPart, bookingId: bookingId ?? 'none' })
      const entryId = await house.ledger.queue(tx, {
        ...{ type: 'resolve', unit: conflict.search.agencyId, ref: conflict.search.entryId },
        fields: { step: 'recorded', out: outcome },
        hidden: { actor: user.id, content: createHash('sha256').update(content).digest('hex') },
      })
      const made = { id: newId<string>(), searchId: conflict.search.id, n, outcome, bookingId, entryId }
      const resolution: Resolution = {
        ...{ ...made, reason, tookPart, recordedBy: user.id, recordedAt: now, signatures: [] },
      }
      await insertResolution(tx, resolution)
      return resolution
    })
    const resolution = await recording.catch(changedMeanwhile)
    await house.ledger.settled(resolution.entryId)
    return resolution
  })

/**
 * One of the two examiners signs the agreed conclusion that was recorded last, or declines it. Refuses SEARCH_UNKNOWN, NO_CONFLICT,
 * NOT_YOURS, NOTHING_TO_SIGN, ALREADY_SIGNED; refusals are on record.
 */
export const signResolution = (house: House, order: Actor & { agrees: boolean }): Promise<void> =>
  onConflict(house, order, async ({ search, first, second, resolutions }) => {
    const { user, agrees } = order
    if (![first, second].some(({ examinerId }) => examinerId === user.id))
      throw refuseConflict(
        'NOT_YOURS',
        'Only the two who examined this search sign what they agreed on.',
        'Leave it to them.',
      )
    const last = resolutions.at(-1)
    if (!last || last.outcome === 'inconclusive' || last.signatures.some((one) => !one.agrees))
      throw refuseConflict(
        'NOTHING_TO_SIGN',
        'No agreed conclusion waits for your signature.',
        'Wait until the meeting is recorded.',
      )
    if (last.signatures.some(({ examinerId }) => examinerId === user.id))
      throw refuseConflict(
        'ALREADY_SIGNED',
        'You signed this already; it is not changed.',
        'Nothing more is needed of you.',
      )
    const signing = house.storage.transaction(async (tx) => {
      const entryId = await house.ledger.queue(tx, {
        ...{ type: 'resolve', unit: search.agencyId, ref: search.entryId },
        fields: { step: agrees ? 'signed' : 'declined', out: last.outcome },
        hidden: { actor: user.id },
      })
      const signature = { examinerId: user.id, agrees, entryId, signedAt: house.clock.now() }
      await insertSignature(tx, { ...signature, resolutionId: last.id })
      return entryId
    })
    await house.ledger.settled(await signing.catch(changedMeanwhile))
  })

/** Runs an act on the open conflict of a search; its refusals are on record. Refuses SEARCH_UNKNOWN, NO_CONFLICT. */
async function onConflict<T>(
  house: House,
  { user, searchId }: Actor,
  work: (conflict: OpenConflict) => Promise<T>,
): Promise<T> {
  const planted = await caseFor(house, { user, id: searchId })
  const search = planted ? undefined : await searchInAgency(house, { searchId, agencyId: user.agency.id })
  return onRecord(house, { act: 'resolve', user, search }, async () => {
    const conflict = search && (await openConflict(house, search))
    if (conflict) return work(conflict)
    throw refuseConflict(
      'NO_CONFLICT',
      'No two conclusions of this search contradict each other, or it is ended already.',
      'Look at the list of conflicts.',
    )
  })
}

/** Who records a meeting stands outside it: no requester, and neither of the two. */
async function checkRecorder(house: House, of: { user: User; conflict: OpenConflict }): Promise<void> {
  const { user, conflict } = of
  if (!user.roles.includes('supervisor'))
    await examinerCertificate(house.storage.db, { user, clock: house.clock })
  if (conflict.search.requesterId === user.id)
    throw refuseConflict('OWN_SEARCH', 'You asked for this search yourself.', 'Somebody else records it.')
  if ([conflict.first, conflict.second].some(({ examinerId }) => examinerId === user.id))
    throw refuseConflict(
      'ALREADY_EXAMINED',
      'Yours is one of the two conclusions.',
      'A supervisor or a third examiner records the meeting; you sign what you agree on.',
    )
}

function agreedBooking(
  { first, second }: OpenConflict,
  { outcome, bookingId }: ResolutionDraft,
): BookingId | undefined {
  if (outcome !== 'lead') return undefined
  const supported = [first, second].filter(({ conclusion }) => conclusion === 'supports-same-source')
  const agreed = supported.find((one) => one.bookingId !== undefined && one.bookingId === bookingId)
  if (agreed?.bookingId) return agreed.bookingId
  throw refuseConflict(
    'CANDIDATE_UNKNOWN',
    'The candidate of an agreed lead must be one whom one of the two supported.',
    'Name his booking, or record that it remains inconclusive.',
  )
}

function changedMeanwhile(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  throw refuseConflict(
    'NOTHING_TO_SIGN',
    'Something else was recorded about this conflict at the same moment.',
    'Open it again.',
  )
}
