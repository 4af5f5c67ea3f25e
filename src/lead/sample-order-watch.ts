import { AsyncLocalStorage } from 'node:async_hooks'
import { publishedEntries } from '../../test/published-entries.ts'
import type { RequestId } from '../kernel/index.ts'
import type { House } from './house.ts'
import type { Revealed } from './reveal.ts'
import { aroundComparisons } from './sample-comparisons.ts'

/**
 * For tests only: watches the one promise that everything rests on. A comparison begins only when the `search` entry of
 * its own request is in the checkpoint on the disk; a list is seen only when its `result` entry is there too.
 */
export type OrderWatch = {
  /** The house with its matcher watched; underneath it is the real one. */
  readonly house: House
  /** Runs one request and looks at the disk at the moment its list appears. */
  readonly during: (id: RequestId, work: () => Promise<Revealed>) => Promise<Revealed>
  /** What was seen too early, in words. */
  readonly faults: readonly string[]
  readonly comparisons: () => number
}

export function watchOrder(house: House, logDir: string): OrderWatch {
  const faults: string[] = []
  const asking = new AsyncLocalStorage<RequestId>()
  let comparisons = 0

  const recorded = async (id: RequestId | undefined, wanted: readonly ('search' | 'result')[]) => {
    const row = await house.storage.db
      .selectFrom('searches')
      .leftJoin('search_results', 'search_results.search_id', 'searches.id')
      .select(['searches.entry_id as search', 'search_results.entry_id as result'])
      .where('request_id', '=', id ?? '')
      .executeTakeFirst()
    const published = await publishedEntries(logDir, house.ledger.vkey)
    return wanted.filter((type) => !published.some((entry) => entry.t === type && entry.id === row?.[type]))
  }

  const watched = aroundComparisons(house, async (compare) => {
    comparisons++
    for (const type of await recorded(asking.getStore(), ['search'])) {
      faults.push(`compared before ${type} was published`)
    }
    return compare()
  })
  return {
    house: watched,
    faults,
    comparisons: () => comparisons,
    during: (id, work) =>
      asking.run(id, async () => {
        const revealed = await work()
        for (const type of await recorded(id, ['search', 'result'])) {
          faults.push(`list seen before ${type} was published`)
        }
        return revealed
      }),
  }
}
