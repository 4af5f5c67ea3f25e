import { asId, type SearchId } from '../kernel/index.ts'
import type { RequestDetails } from '../search/index.ts'
import type { House } from './house.ts'

/** A search with a list that nobody has examined yet. */
export type AwaitedFirst = {
  readonly searchId: SearchId
  readonly caseNumber: string
  readonly searchedAt: Date
}

/** Searches of an agency that wait for a first examination, the longest wait first: one query. */
export async function awaitedFirsts(
  { storage }: Pick<House, 'storage'>,
  agencyId: string,
): Promise<readonly AwaitedFirst[]> {
  const rows = await storage.db
    .selectFrom('searches')
    .innerJoin('search_results', 'search_results.search_id', 'searches.id')
    .innerJoin('requests', 'requests.id', 'searches.request_id')
    .leftJoin('examinations', 'examinations.search_id', 'searches.id')
    .leftJoin('withdrawals', 'withdrawals.search_id', 'searches.id')
    .select(['searches.id', 'searches.created_at', 'requests.details_json'])
    .where('searches.agency_id', '=', agencyId)
    .where('search_results.ended_as', '=', 'done')
    .where('examinations.id', 'is', null)
    .where('withdrawals.search_id', 'is', null)
    .orderBy('searches.created_at')
    .execute()
  return rows.map((row) => ({
    searchId: asId<SearchId>(row.id),
    caseNumber: (JSON.parse(row.details_json) as RequestDetails).caseNumber ?? '',
    searchedAt: row.created_at,
  }))
}
