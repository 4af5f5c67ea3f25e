import type { EyeMarks, FaceEngine } from '../face/index.ts'
import { type Clock, must, type UserId } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import { searchedFaces } from './chosen-face.ts'
import { assessed, previewCopy } from './make-copy.ts'
import { type ProbeFace, probeOf } from './probe.ts'
import { type ProbeRecipe, updateRecipe } from './probe-recipe.ts'
import { changeDraft, ownRequest, type SearchRequest } from './search-request.ts'

type House = { readonly storage: Storage; readonly face: FaceEngine; readonly clock: Clock }

/**
 * Adds a face that a person marked to the picture that is searched, and chooses it; who marked it, when and where is kept
 * with it. Refuses PROBE_MISSING, REQUEST_NOT_DRAFT, and MARKS_UNUSABLE for marks that are not two eyes in the picture.
 */
export async function placeFace(
  house: House,
  placing: { request: SearchRequest; userId: UserId; eyes: EyeMarks },
): Promise<SearchRequest> {
  const { request, userId, eyes } = placing
  const photo = await previewCopy(house, { request, steps: request.recipe?.steps ?? [] })
  const [placed] = await assessed(house, photo, [await house.face.placeFace(photo, eyes)])
  const added: ProbeFace = {
    ...must(placed, 'face that was placed'),
    placed: { by: userId, at: house.clock.now().toISOString(), ...eyes },
  }
  await keepFace(house, request, added)
  return ownRequest(house.storage.db, request)
}

async function keepFace(house: House, request: SearchRequest, added: ProbeFace): Promise<void> {
  const { recipe } = request
  // A second placing takes the place of the first: one mistake should not stay in the list.
  const withAdded = (faces: readonly ProbeFace[]) => [...faces.filter(({ placed }) => !placed), added]
  const faces = withAdded(searchedFaces(request))
  await changeDraft(house, request, async (tx) => {
    if (recipe !== undefined) {
      const changed: ProbeRecipe = { ...recipe, copy: { ...recipe.copy, faces } }
      await updateRecipe(tx, { ...changed, now: house.clock.now() })
    }
    await tx
      .updateTable('requests')
      .set({
        details_json: JSON.stringify({ ...request.details, faceIndex: faces.length - 1 }),
        ...(recipe === undefined ? { probe_json: JSON.stringify({ ...probeOf(request), faces }) } : {}),
      })
      .where('id', '=', request.id)
      .execute()
  })
}
