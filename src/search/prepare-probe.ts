import type { FaceEngine } from '../face/index.ts'
import { type Clock, type RecipeId, Refused, type UserId } from '../kernel/index.ts'
import { type Recipe, recipeLimits } from '../preparation/index.ts'
import type { Storage, Tx } from '../storage/index.ts'
import { makeCopy } from './make-copy.ts'
import {
  insertRecipe,
  type ProbeRecipe,
  recipeById,
  recipesOf,
  removeRecipe,
  updateRecipe,
} from './probe-recipe.ts'
import type { SearchRefusalCode } from './refusal-code.ts'
import { changeDraft, type SearchRequest } from './search-request.ts'

type House = { readonly storage: Storage; readonly face: FaceEngine; readonly clock: Clock }
type Content = { readonly title: string; readonly steps: Recipe }

/** Adds a way of preparing the probe. Refuses PROBE_MISSING, RECIPES_TOO_MANY, REQUEST_NOT_DRAFT and what the steps refuse. */
export async function addRecipe(
  house: House,
  added: Content & { request: SearchRequest; userId: UserId },
): Promise<ProbeRecipe> {
  const { request, title, steps } = added
  const copy = await makeCopy(house, { request, steps })
  const id = await changeDraft(house, request, async (tx) => {
    await roomForOneMore(tx, request)
    const now = house.clock.now()
    return insertRecipe(tx, { requestId: request.id, title, steps, copy, createdBy: added.userId, now })
  })
  return recipeById(house.storage.db, { requestId: request.id, recipeId: id })
}

async function roomForOneMore(tx: Tx, request: SearchRequest): Promise<void> {
  const count = (await recipesOf(tx, request.id)).length
  if (count < recipeLimits.recipes) return
  throw new Refused<SearchRefusalCode>({
    code: 'RECIPES_TOO_MANY',
    reason: `The request has ${count} recipes, which is the limit.`,
    needed: 'Change or remove one of them.',
    evidence: { recipes: count, limit: recipeLimits.recipes },
  })
}

/** Puts other steps or another title in the place of a recipe's. The choice of a face in its copy begins anew. */
export async function changeRecipe(
  house: House,
  change: Content & { request: SearchRequest; recipeId: RecipeId },
): Promise<ProbeRecipe> {
  const { request, recipeId, title, steps } = change
  const before = await recipeById(house.storage.db, { requestId: request.id, recipeId })
  const sameSteps = JSON.stringify(before.steps) === JSON.stringify(steps)
  const copy = sameSteps ? before.copy : await makeCopy(house, { request, steps })
  await changeDraft(house, request, async (tx) => {
    await updateRecipe(tx, { id: recipeId, title, steps, copy, now: house.clock.now() })
    if (!sameSteps && request.recipe?.id === recipeId) await setChoice(tx, { request, recipeId })
  })
  return recipeById(house.storage.db, { requestId: request.id, recipeId })
}

/** Removes a recipe; where it was the chosen one, the original is searched again. */
export async function deleteRecipe(
  house: House,
  removed: { request: SearchRequest; recipeId: RecipeId },
): Promise<void> {
  const { request, recipeId } = removed
  await recipeById(house.storage.db, { requestId: request.id, recipeId })
  await changeDraft(house, request, async (tx) => {
    if (request.recipe?.id === recipeId) await setChoice(tx, { request, recipeId: undefined })
    await removeRecipe(tx, recipeId)
  })
}

/** Chooses the recipe whose working copy is searched; without one, the original. The face is then chosen anew. */
export async function chooseRecipe(
  house: House,
  choice: { request: SearchRequest; recipeId: RecipeId | undefined },
): Promise<void> {
  const { request, recipeId } = choice
  if (recipeId !== undefined) await recipeById(house.storage.db, { requestId: request.id, recipeId })
  if (request.recipe?.id === recipeId) return
  await changeDraft(house, request, (tx) => setChoice(tx, { request, recipeId }))
}

async function setChoice(
  tx: Tx,
  { request, recipeId }: { request: SearchRequest; recipeId: RecipeId | undefined },
): Promise<void> {
  const { faceIndex: _, ...details } = request.details
  await tx
    .updateTable('requests')
    .set({ recipe_id: recipeId ?? null, details_json: JSON.stringify(details) })
    .where('id', '=', request.id)
    .execute()
}
