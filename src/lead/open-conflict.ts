import { inConflict, withdrawalOf } from '../examination/index.ts'
import { asId, Refused, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import { type SearchRecord, type SearchRefusalCode, searchById } from '../search/index.ts'
import { type Resolution, resolutionsOf, settledBy } from './conflict-record.ts'
import type { House } from './house.ts'
import { leadOfSearch } from './lead-record.ts'
import { type SealedExamination, sealedExaminations } from './seal-examination.ts'

export type ConflictRefusalCode =
  | 'ROLE_MISSING'
  | 'OWN_SEARCH'
  | 'ALREADY_EXAMINED'
  | 'NO_CONFLICT'
  | 'REASON_MISSING'
  | 'CANDIDATE_UNKNOWN'
  | 'NOT_YOURS'
  | 'NOTHING_TO_SIGN'
  | 'ALREADY_SIGNED'

/** Two sealed conclusions that contradict each other, and what was recorded of that so far; the search waits for its end. */
export type OpenConflict = {
  readonly search: SearchRecord
  readonly first: SealedExamination
  readonly second: SealedExamination
  readonly resolutions: readonly Resolution[]
}

/** The conflict of a search that waits; undefined where the two do not contradict each other, or the search has its end. */
export async function openConflict(house: House, search: SearchRecord): Promise<OpenConflict | undefined> {
  const { db } = house.storage
  const [first, second] = await sealedExaminations(house, search.id)
  if (!first || !second || !inConflict(first, second)) return undefined
  if ((await leadOfSearch(db, search.id)) || (await withdrawalOf(db, search.id))) return undefined
  const resolutions = await resolutionsOf(db, search.id)
  return settledBy(resolutions) ? undefined : { search, first, second, resolutions }
}

/** Every conflict of an agency that waits, the longest wait first. */
export async function openConflicts(house: House, agencyId: string): Promise<readonly OpenConflict[]> {
  const rows = await house.storage.db
    .selectFrom('examinations')
    .innerJoin('searches', 'searches.id', 'examinations.search_id')
    .leftJoin('leads', 'leads.search_id', 'searches.id')
    .select('searches.id')
    .where('searches.agency_id', '=', agencyId)
    .where('examinations.position', '=', 2)
    .where('leads.id', 'is', null)
    .orderBy('examinations.sealed_at')
    .execute()
  const found: OpenConflict[] = []
  for (const { id } of rows) {
    const conflict = await openConflict(house, await searchById(house.storage.db, asId<SearchId>(id)))
    if (conflict) found.push(conflict)
  }
  return found
}

/** Whether one of the two conclusions is this person’s. */
export const isOneOfTwo = ({ first, second }: OpenConflict, user: User): boolean =>
  [first, second].some(({ examinerId }) => examinerId === user.id)

/** Whether an agreed conclusion waits for the signature of this person. */
export function maySign(conflict: OpenConflict, user: User): boolean {
  if (waitsForMeeting(conflict) || !isOneOfTwo(conflict, user)) return false
  const last = conflict.resolutions.at(-1)
  return last?.signatures.every(({ examinerId }) => examinerId !== user.id) ?? false
}

/** Whether nothing is recorded that both might still sign. */
export const waitsForMeeting = ({ resolutions }: OpenConflict): boolean =>
  !(resolutions.at(-1)?.signatures.every(({ agrees }) => agrees) ?? false)

/** A search of this agency. Refuses SEARCH_UNKNOWN. */
export async function searchInAgency(
  house: House,
  of: { searchId: SearchId; agencyId: string },
): Promise<SearchRecord> {
  const search = await searchById(house.storage.db, of.searchId)
  if (search.agencyId === of.agencyId) return search
  throw new Refused<SearchRefusalCode>({
    code: 'SEARCH_UNKNOWN',
    reason: 'There is no such search in your agency.',
    needed: 'Open it from your list.',
  })
}

export const refuseConflict = (code: ConflictRefusalCode, reason: string, needed: string) =>
  new Refused<ConflictRefusalCode>({ code, reason, needed })
