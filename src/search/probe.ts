import { blurOtherFaces, type Face, type FaceEngine, type Photo, type QualityMeasure } from '../face/index.ts'
import { type Clock, must, Refused } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import type { SearchRefusalCode } from './refusal-code.ts'
import { mayChange, notDraft, ownRequest, type SearchRequest } from './search-request.ts'

export type ProbeFace = { readonly face: Face; readonly quality: readonly QualityMeasure[] }

/** The original image of a request, kept byte for byte in a blob, and the faces found in it. Never part of the gallery. */
export type Probe = {
  readonly blobId: string
  readonly sha256: string
  readonly bytes: number
  readonly widthPx: number
  readonly heightPx: number
  readonly faces: readonly ProbeFace[]
}

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
    bytes: offer.image.length,
    widthPx: photo.widthPx,
    heightPx: photo.heightPx,
    faces: found.map((face) => ({ face, quality: house.face.assess(photo, face) })),
  }
  const { faceIndex: _, ...details } = offer.request.details
  const attached = await house.storage.db
    .updateTable('requests')
    .set({
      probe_blob_id: blobId,
      probe_sha256: sha256,
      probe_json: JSON.stringify(probe),
      details_json: JSON.stringify(details),
      status: 'draft',
      updated_at: house.clock.now(),
    })
    .where('id', '=', offer.request.id)
    .where('status', '<>', 'searched')
    .executeTakeFirst()
  // It may have been searched since it was read.
  if (attached.numUpdatedRows === 0n) {
    await house.storage.blobs.erase(blobId)
    throw notDraft()
  }
  const before = offer.request.probe?.blobId
  if (before !== undefined) await house.storage.blobs.erase(before)
  return ownRequest(house.storage.db, offer.request)
}

/** The probe of a request. Refuses PROBE_MISSING. */
export function probeOf(request: SearchRequest): Probe {
  if (request.probe) return request.probe
  throw new Refused<SearchRefusalCode>({
    code: 'PROBE_MISSING',
    reason: 'The request has no image yet.',
    needed: 'Add the image from the investigation.',
  })
}

/** The one face that is searched with. Refuses NO_FACE, FACE_NOT_CHOSEN, FACE_UNKNOWN. */
export function chosenFace(request: SearchRequest): ProbeFace {
  const { faces } = probeOf(request)
  const index = request.details.faceIndex ?? (faces.length === 1 ? 0 : undefined)
  if (faces.length === 0) {
    throw new Refused<'NO_FACE'>({
      code: 'NO_FACE',
      reason: 'No face was found in the probe.',
      needed: 'Use another frame in which the face is larger, brighter or less turned away.',
      evidence: { faces: 0 },
    })
  }
  if (index === undefined) {
    throw new Refused<SearchRefusalCode>({
      code: 'FACE_NOT_CHOSEN',
      reason: `The probe shows ${faces.length} faces; a search is for one.`,
      needed: `Say which face (0 to ${faces.length - 1}, from left to right in the list); the others will be blurred.`,
      evidence: { faces: faces.length },
    })
  }
  const face = faces[index]
  if (face) return face
  throw new Refused<SearchRefusalCode>({
    code: 'FACE_UNKNOWN',
    reason: `There is no face ${index}; the probe shows ${faces.length}.`,
    needed: `Choose 0 to ${faces.length - 1}.`,
    evidence: { faces: faces.length, asked: index },
  })
}

/** The decoded original. */
export async function readProbe(house: House, request: SearchRequest): Promise<Photo> {
  return house.face.readPhoto(await house.storage.blobs.get(probeOf(request).blobId))
}

/** The probe as others may see it: a JPEG in which every face but the chosen one is blurred. */
export async function probeForDisplay(house: House, request: SearchRequest): Promise<Uint8Array> {
  const keep = chosenFace(request).face
  const others = probeOf(request).faces.flatMap(({ face }) => (face === keep ? [] : [face]))
  return blurOtherFaces(await readProbe(house, request), { keep, others })
}

/** Template of the chosen face: unit-length float32 vector. */
export async function embedProbe(house: House, request: SearchRequest): Promise<Float32Array> {
  const [template] = await house.face.embed(await readProbe(house, request), [chosenFace(request).face])
  return must(template, 'template of the chosen face')
}
