import type { FaceEngine } from '../face/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import { assessed } from './make-copy.ts'
import { digestsOf } from './pixel-thread.ts'
import type { Probe } from './probe.ts'
import { removeRecipesOf } from './probe-recipe.ts'
import { mayChange, notDraft, ownRequest, type SearchRequest } from './search-request.ts'

type House = { readonly storage: Storage; readonly face: FaceEngine; readonly clock: Clock }

/** Reads the image of a request and keeps its original bytes. Refuses what the face room refuses of an image, and REQUEST_NOT_DRAFT. */
export async function attachProbe(
  house: House,
  offer: { request: SearchRequest; image: Uint8Array },
): Promise<SearchRequest> {
  mayChange(offer.request)
  const photo = await house.face.readPhoto(offer.image)
  const found = await house.face.findFaces(photo)
  const { blobId, sha256 } = await house.storage.blobs.put(offer.image)
  const probe: Probe = {
    blobId,
    sha256,
    perceptualHash: (await digestsOf(photo)).perceptualHash,
    bytes: offer.image.length,
    widthPx: photo.widthPx,
    heightPx: photo.heightPx,
    faces: await assessed(house, photo, found),
  }
  const attached = await keepProbe(house, { request: offer.request, probe })
  // It may have been searched since it was read.
  if (!attached) {
    await house.storage.blobs.erase(blobId)
    throw notDraft()
  }
  const before = offer.request.probe?.blobId
  if (before !== undefined) await house.storage.blobs.erase(before)
  return ownRequest(house.storage.db, offer.request)
}

async function keepProbe(house: House, of: { request: SearchRequest; probe: Probe }): Promise<boolean> {
  const { faceIndex: _, ...details } = of.request.details
  return house.storage.transaction(async (tx) => {
    const attached = await tx
      .updateTable('requests')
      .set({
        probe_blob_id: of.probe.blobId,
        probe_sha256: of.probe.sha256,
        probe_json: JSON.stringify(of.probe),
        details_json: JSON.stringify(details),
        recipe_id: null,
        status: 'draft',
        updated_at: house.clock.now(),
      })
      .where('id', '=', of.request.id)
      .where('status', '<>', 'searched')
      .executeTakeFirst()
    if (attached.numUpdatedRows === 0n) return false
    await removeRecipesOf(tx, of.request.id)
    return true
  })
}
