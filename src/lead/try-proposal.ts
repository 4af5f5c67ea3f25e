import type { CopyProposal } from '../examination/index.ts'
import { asId, type RequestId } from '../kernel/index.ts'
import { addRecipe, anotherTry, chooseRecipe, ownRequest, type SearchRequest } from '../search/index.ts'
import type { House } from './house.ts'

/** The requester takes a proposal up: a draft of a further try, with the proposed copy chosen. */
export async function tryProposal(
  house: House,
  of: { request: SearchRequest; proposal: CopyProposal },
): Promise<SearchRequest> {
  const { request, proposal } = of
  const draft = await anotherTry(house, { request, recipeId: undefined, recipes: 'none' })
  const { id } = await addRecipe(house, {
    request: draft,
    userId: proposal.examinerId,
    title: 'Proposed by an examiner',
    steps: proposal.steps,
  })
  await chooseRecipe(house, { request: draft, recipeId: id })
  return ownRequest(house.storage.db, draft)
}

/** The newest request of this requester that takes a proposal up, if there is one. */
export async function takenUpAs(
  house: House,
  { request, proposal }: { request: SearchRequest; proposal: CopyProposal },
): Promise<RequestId | undefined> {
  const recipes = await house.storage.db
    .selectFrom('probe_recipes')
    .innerJoin('requests', 'requests.id', 'probe_recipes.request_id')
    .where('requests.requester_id', '=', request.requesterId)
    .where('probe_recipes.created_by', '=', proposal.examinerId)
    .where('probe_recipes.copy_json', 'like', `%"${proposal.copySha256}"%`)
    .select('probe_recipes.request_id')
    .orderBy('probe_recipes.created_at', 'desc')
    .executeTakeFirst()
  return recipes && asId<RequestId>(recipes.request_id)
}
