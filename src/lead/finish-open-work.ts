import { asId, type SearchId } from '../kernel/index.ts'
import { assignVerifier } from './assign-verifier.ts'
import type { House } from './house.ts'
import { conclude } from './probe-to-lead.ts'
import { endInterruptedSearches } from './searches-cut-off.ts'

export type FinishedWork = {
  readonly interrupted: readonly SearchId[]
  readonly concluded: readonly SearchId[]
}

/**
 * Finishes what the last stop left half done: searches without an end are logged as interrupted, searches whose
 * examinations are sealed but not concluded are concluded, and a second examination that nobody was asked for is assigned. Planted
 * cases that are due are begun in the background. Run once at start-up.
 */
export async function finishOpenWork(house: House): Promise<FinishedWork> {
  const interrupted = await endInterruptedSearches(house)
  const rows = await house.storage.db
    .selectFrom('examinations')
    .leftJoin('leads', 'leads.search_id', 'examinations.search_id')
    .leftJoin('withdrawals', 'withdrawals.search_id', 'examinations.search_id')
    .select('examinations.search_id')
    .distinct()
    .where('leads.id', 'is', null)
    .where('withdrawals.search_id', 'is', null)
    .execute()
  const concluded: SearchId[] = []
  for (const { search_id } of rows) {
    const searchId = asId<SearchId>(search_id)
    await assignVerifier(house, searchId)
    // One that is withheld, or waits for somebody, stays without a conclusion.
    if (await conclude(house, searchId)) concluded.push(searchId)
  }
  house.cases.look()
  return { interrupted, concluded }
}
