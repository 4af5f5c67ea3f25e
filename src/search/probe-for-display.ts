import { encodePhoto, type FaceEngine, hideOtherFaces, type Photo } from '../face/index.ts'
import type { Recipe } from '../preparation/index.ts'
import type { Storage } from '../storage/index.ts'
import { chosenFace, otherFaces } from './chosen-face.ts'
import { preparedPhoto } from './make-copy.ts'
import { readProbe } from './probe.ts'
import type { Pictured } from './search-request.ts'

type House = { readonly storage: Storage; readonly face: FaceEngine }

/**
 * The original as others may see it: a JPEG in which every face but the chosen one is blurred. People compare on the
 * original, whatever copy was searched.
 */
export async function probeForDisplay(house: House, request: Pictured): Promise<Uint8Array> {
  return encodePhoto(await ofOnePerson(house, request))
}

/** What steps make of the original as others may see it: everybody else is blurred before the first step. */
export async function copyForDisplay(house: House, of: { request: Pictured; steps: Recipe }): Promise<Photo> {
  return preparedPhoto(await ofOnePerson(house, of.request), of.steps)
}

async function ofOnePerson(house: House, request: Pictured): Promise<Photo> {
  const keep = chosenFace(request).face
  return hideOtherFaces(await readProbe(house, request), { keep, others: otherFaces(request) })
}
