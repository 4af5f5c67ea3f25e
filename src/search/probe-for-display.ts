import { blurOtherFaces, type FaceEngine } from '../face/index.ts'
import type { Storage } from '../storage/index.ts'
import { chosenFace, otherFaces } from './chosen-face.ts'
import { readProbe } from './probe.ts'
import type { SearchRequest } from './search-request.ts'

type House = { readonly storage: Storage; readonly face: FaceEngine }

/**
 * The original as others may see it: a JPEG in which every face but the chosen one is blurred. People compare on the
 * original, whatever copy was searched.
 */
export async function probeForDisplay(house: House, request: SearchRequest): Promise<Uint8Array> {
  const keep = chosenFace(request).face
  return blurOtherFaces(await readProbe(house, request), { keep, others: otherFaces(request) })
}
