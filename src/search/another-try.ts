import type { FaceEngine } from '../face/index.ts'
import type { Clock, RecipeId } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import { probeOf } from './probe.ts'
import { insertRecipe, recipeById, recipesOf } from './probe-recipe.ts'
import { createRequest, ownRequest, type SearchRequest } from './search-request.ts'

type House = { readonly storage: Storage; readonly face: FaceEngine; readonly clock: Clock }

/**
 * A new draft with the same answers, the same original and the same recipes, of which one is chosen (or the original): so
 * that several recipes are searched side by side. Each is a search of its own, with its own decision and entry in the log, and
 * is counted as another try of one picture. `recipes: 'none'` leaves the recipes behind. Refuses PROBE_MISSING, RECIPE_UNKNOWN.
 */
export async function anotherTry(
  house: House,
  of: { request: SearchRequest; recipeId: RecipeId | undefined; recipes?: 'all' | 'none' },
): Promise<SearchRequest> {
  const { request, recipeId } = of
  const probe = probeOf(request)
  if (recipeId !== undefined) await recipeById(house.storage.db, { requestId: request.id, recipeId })
  // A copy of its own: a draft whose image is replaced erases the bytes it had.
  const { blobId } = await house.storage.blobs.put(await house.storage.blobs.get(probe.blobId))
  const { faceIndex, ...details } = request.details
  const sameChoice = request.recipe?.id === recipeId
  const made = await createRequest(house, {
    agencyId: request.agencyId,
    requesterId: request.requesterId,
    details: { ...details, ...(sameChoice && faceIndex !== undefined ? { faceIndex } : {}) },
  })
  await house.storage.transaction(async (tx) => {
    const now = house.clock.now()
    let chosen: RecipeId | null = null
    for (const recipe of of.recipes === 'none' ? [] : await recipesOf(tx, request.id)) {
      const copied = await insertRecipe(tx, { ...recipe, requestId: made.id, now: recipe.createdAt })
      if (recipe.id === recipeId) chosen = copied
    }
    await tx
      .updateTable('requests')
      .set({
        probe_blob_id: blobId,
        probe_sha256: probe.sha256,
        probe_json: JSON.stringify({ ...probe, blobId }),
        recipe_id: chosen,
        updated_at: now,
      })
      .where('id', '=', made.id)
      .execute()
  })
  return ownRequest(house.storage.db, made)
}
