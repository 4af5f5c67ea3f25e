import { type Assignment, assignmentsOf, awaitedSeconds } from '../examination/index.ts'
import { Refused, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { type SearchRecord, type SearchRefusalCode, searchById } from '../search/index.ts'
import { askNext, assignVerifier, type SecondExamination, waitsForSecond } from './assign-verifier.ts'
import type { House } from './house.ts'
import { onRecord } from './on-record.ts'

export type AssignmentRefusalCode =
  | 'ROLE_MISSING'
  | 'OWN_SEARCH'
  | 'REASON_MISSING'
  | 'NOTHING_ASSIGNED'
  | 'NOBODY_FREE'

/** A search that waits for its second examination, and how that stands. */
export type WaitingSecond = SecondExamination & {
  readonly search: SearchRecord
  readonly firstSealedAt: Date
}

/**
 * Every search of an agency that waits for its second examination, each assigned first where somebody is free; so whoever looks sees
 * what is stuck, and who became free since is asked.
 */
export async function waitingSeconds(house: House, agencyId: string): Promise<readonly WaitingSecond[]> {
  const waiting: WaitingSecond[] = []
  for (const { searchId, firstSealedAt } of await awaitedSeconds(house.storage.db, agencyId)) {
    const stands = await assignVerifier(house, searchId)
    const search = await searchById(house.storage.db, searchId)
    if (stands) waiting.push({ ...stands, search, firstSealedAt })
  }
  return waiting
}

/** Assigns what nobody is assigned to, and what is overdue; gives how many were assigned. Nothing is asked of what is in order. */
export async function assignWhatWaits(house: House, agencyId?: string): Promise<number> {
  const now = house.clock.now()
  const late = (await awaitedSeconds(house.storage.db, agencyId)).filter(
    ({ dueAt }) => dueAt === undefined || dueAt <= now,
  )
  for (const { searchId } of late) await assignVerifier(house, searchId)
  return late.length
}

/**
 * A supervisor takes a second examination from the one who is assigned, for a reason; the system asks the next, whom he does not choose.
 * Refuses SEARCH_UNKNOWN, ROLE_MISSING, OWN_SEARCH, REASON_MISSING, NOTHING_ASSIGNED, NOBODY_FREE; refusals are on record.
 */
export async function reassignVerifier(
  house: House,
  order: { user: User; searchId: SearchId; reason: string },
): Promise<Assignment> {
  const { user } = order
  const search = await searchById(house.storage.db, order.searchId)
  if (search.agencyId !== user.agency.id) throw unknown()
  return onRecord(house, { act: 'assign', user, search }, async () => {
    const reason = order.reason.trim()
    if (!user.roles.includes('supervisor'))
      throw refuse('ROLE_MISSING', 'Only a supervisor assigns anew.', 'Ask a supervisor.')
    if (search.requesterId === user.id)
      throw refuse('OWN_SEARCH', 'You asked for this search yourself.', 'Another supervisor assigns it anew.')
    if (reason === '')
      throw refuse('REASON_MISSING', 'No reason is given.', 'Say in a sentence why another is to examine.')
    const asked = await assignmentsOf(house.storage.db, search.id)
    if (asked.length === 0 || !(await waitsForSecond(house, search)))
      throw refuse(
        'NOTHING_ASSIGNED',
        'Nobody is waited for: no second examination of this search is assigned.',
        'Look at the list of what waits.',
      )
    const next = await askNext(house, { search, asked, cause: 'supervisor', by: { user, reason } })
    if (next) return next
    throw refuse(
      'NOBODY_FREE',
      'Nobody else is free to examine this search: each asked for it, knows it, was asked before, or has no certificate in date.',
      'Have another examiner trained or assigned to the agency; until then it stays where it is.',
    )
  })
}

const refuse = (code: AssignmentRefusalCode, reason: string, needed: string) =>
  new Refused<AssignmentRefusalCode>({ code, reason, needed })

const unknown = () =>
  new Refused<SearchRefusalCode>({
    code: 'SEARCH_UNKNOWN',
    reason: 'There is no such search in your agency.',
    needed: 'Open it from the list of what waits.',
  })
