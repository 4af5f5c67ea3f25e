import { Refused } from '../kernel/index.ts'
import { type Candidate, candidatesOf, type SearchRecord } from '../search/index.ts'
import type { House } from './house.ts'

export type LoggedListCode = 'RESULT_NOT_LOGGED'

/**
 * The ranked candidates of a search, once its `result` entry stands in the published log. The rows are in the database a moment
 * earlier, and longer while the log waits for its witnesses: until then nobody sees them. Refuses RESULT_NOT_LOGGED.
 */
export async function loggedCandidates(
  house: Pick<House, 'storage' | 'ledger'>,
  search: SearchRecord,
): Promise<readonly Candidate[]> {
  const { end } = search
  if (end !== undefined && (await house.ledger.find(end.entryId)) === undefined)
    throw new Refused<LoggedListCode>({
      code: 'RESULT_NOT_LOGGED',
      reason: 'The list of this search does not stand in the published log yet, so nobody may see it.',
      needed:
        'Try again in a moment; if it lasts, the log waits for its witnesses (casebound log witnesses).',
    })
  return candidatesOf(house.storage.db, search.id)
}
