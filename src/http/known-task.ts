import { asId, type SearchId } from '../kernel/index.ts'
import { caseFor, type House } from '../lead/index.ts'
import type { User } from '../people/index.ts'
import { searchById } from '../search/index.ts'

/**
 * That there is such a search in the agency of whoever asks, or a planted case in his queue: it comes before his role is asked, so that another
 * agency hears that there is none, whatever its roles. Refuses SEARCH_UNKNOWN.
 */
export async function knownTask(house: House, of: { user: User; id: string }): Promise<SearchId> {
  const planted = await caseFor(house, of)
  return planted?.id ?? (await searchById(house.storage.db, asId<SearchId>(of.id))).id
}
