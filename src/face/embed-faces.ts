import { must } from '../kernel/index.ts'
import { alignFace } from './align-face.ts'
import type { Face } from './face.ts'
import type { Network } from './network.ts'
import type { Photo } from './photo.ts'
import { recogniserInputPx, templateDimension } from './recogniser-graph.ts'
import { mirrorChip, warpPhoto } from './warp-photo.ts'

/**
 * One unit-length template per face: the mean of the recogniser's answers to the aligned face and to its mirror image.
 * All chips of a photo go through the recogniser in one call.
 */
export async function embedFaces(
  photo: Photo,
  { faces, network }: { faces: readonly Face[]; network: Network },
): Promise<readonly Float32Array[]> {
  if (faces.length === 0) return []
  const sizePx = recogniserInputPx
  const perChip = 3 * sizePx * sizePx
  const pixels = new Float32Array(faces.length * 2 * perChip)
  for (const [at, face] of faces.entries()) {
    const place = { into: pixels, offset: at * 2 * perChip, sizePx }
    warpPhoto(photo, alignFace(face.landmarks), place)
    mirrorChip(place, place.offset + perChip)
  }
  const answers = must((await network.run(pixels, faces.length * 2))[0], 'recogniser output')
  return faces.map((_, at) => {
    const from = at * 2 * templateDimension
    const template = new Float32Array(templateDimension)
    for (let index = 0; index < templateDimension; index++) {
      template[index] = (answers[from + index] ?? 0) + (answers[from + templateDimension + index] ?? 0)
    }
    return unitLength(template)
  })
}

function unitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  if (!(length > 0)) throw new Error('the recogniser gave an empty template')
  return vector.map((value) => value / length)
}
