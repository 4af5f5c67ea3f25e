import { asId, type RequestId } from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import { ownRequest, type SearchRequest } from '../../search/index.ts'
import type { Services } from '../services.ts'

/** A request of the user's own, by the id in the address. Refuses what `ownRequest` refuses. */
export type Own = (id: string, user: User) => Promise<SearchRequest>

export const ownOf = ({ house }: Services): Own => {
  return (id, user) => ownRequest(house.storage.db, { id: asId<RequestId>(id), requesterId: user.id })
}
