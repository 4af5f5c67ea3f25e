import type { Face, FaceEngine, Photo, Point, StoredQualityMeasure } from '../face/index.ts'
import { Refused, type UserId } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import type { SearchRefusalCode } from './refusal-code.ts'
import type { Pictured } from './search-request.ts'

/** Who said where the eyes are, when the machine found no face. Left and right as seen in the picture, in its pixels. */
export type PlacedFace = {
  readonly by: UserId
  /** ISO 8601 time. */
  readonly at: string
  readonly leftEye: Point
  readonly rightEye: Point
}

export type ProbeFace = {
  readonly face: Face
  readonly quality: readonly StoredQualityMeasure[]
  /** Only where a person placed it. */
  readonly placed?: PlacedFace
}

/** The original image of a request, kept byte for byte in a blob, and the faces found in it. Never part of the gallery. */
export type Probe = {
  readonly blobId: string
  readonly sha256: string
  /** Groups further tries of the same picture; drafts of an earlier version have none. */
  readonly perceptualHash?: string
  readonly bytes: number
  readonly widthPx: number
  readonly heightPx: number
  readonly faces: readonly ProbeFace[]
}

/** The probe of a request. Refuses PROBE_MISSING. */
export function probeOf(request: Pictured): Probe {
  if (request.probe) return request.probe
  throw new Refused<SearchRefusalCode>({
    code: 'PROBE_MISSING',
    reason: 'The request has no image yet.',
    needed: 'Add the image from the investigation.',
  })
}

/** The decoded original. */
export async function readProbe(
  house: { readonly storage: Storage; readonly face: FaceEngine },
  request: Pictured,
): Promise<Photo> {
  return house.face.readPhoto(await house.storage.blobs.get(probeOf(request).blobId))
}
