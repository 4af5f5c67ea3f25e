import type { SearchRequest } from '../../search/index.ts'
import type { Tx } from '../../storage/index.ts'
import { searchFacts } from './search-facts.ts'
import { type Tripped, trippedBySearch } from './tripwires.ts'
import { wireSetting } from './wire-setting.ts'

/** The wires that a search trips, read in the transaction of its intent, before it is recorded itself. */
export async function searchTrips(
  tx: Tx,
  of: { request: SearchRequest; perceptualHash: string; now: Date },
): Promise<readonly Tripped[]> {
  const setting = await wireSetting(tx)
  return setting.wires.length === 0 ? [] : trippedBySearch(await searchFacts(tx, of), setting)
}
