import { isRefused, type SearchId } from '../kernel/index.ts'
import { openSearches, type SearchRecord, searchById } from '../search/index.ts'
import type { House } from './house.ts'
import { logFailure } from './search-failure.ts'

/**
 * Runs a step of a search that waits for the log. When the log's witnesses do not answer, the step is refused and the search is over
 * for whoever asked; as soon as they answer again it is ended on record, unless its result was only waiting to be published.
 */
export async function endedWhenCutOff<T>(
  house: House,
  searchId: SearchId,
  step: () => Promise<T>,
): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (isRefused(error) && error.code === 'WITNESSES_MISSING')
      house.ledger.onResumed(() => void endCutOff(house, searchId))
    throw error
  }
}

async function endCutOff(house: House, searchId: SearchId): Promise<void> {
  try {
    await house.storage.actingFor(undefined, async () => {
      const search = await searchById(house.storage.db, searchId)
      if (search.end === undefined) await endOnRecord(house, search)
    })
  } catch (error) {
    if (isRefused(error) && error.code === 'WITNESSES_MISSING')
      house.ledger.onResumed(() => void endCutOff(house, searchId))
    // Anything else stopped the log itself; the next start ends every search without an end.
  }
}

/**
 * Ends what a crash cut off: a search with an intent and no end is logged as interrupted. Run once at start-up,
 * before anyone can search. Gives their ids.
 */
export async function endInterruptedSearches(house: House): Promise<readonly SearchId[]> {
  const open = await openSearches(house.storage.db)
  for (const search of open) await endOnRecord(house, search)
  return open.map(({ id }) => id)
}

async function endOnRecord(house: House, search: SearchRecord): Promise<void> {
  await house.ledger.settled(search.entryId)
  await logFailure(house, {
    search,
    as: 'interrupted',
    code: 'INTERRUPTED',
    detail: 'The system stopped before this search had a result.',
  })
}
