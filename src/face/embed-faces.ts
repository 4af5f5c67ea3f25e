import { alignFace } from './align-face.ts'
import type { Face } from './face.ts'
import type { Photo } from './photo.ts'
import type { Recogniser } from './recogniser.ts'
import { mirrorChip, warpPhoto } from './warp-photo.ts'

/**
 * One unit-length template per face: the recogniser's answer to the aligned face, or, where its description says so, the
 * mean of that and of the answer to the mirror image. All chips of a photo go through the recogniser together.
 */
export async function embedFaces(
  photo: Photo,
  { faces, recogniser }: { faces: readonly Face[]; recogniser: Recogniser },
): Promise<readonly Float32Array[]> {
  if (faces.length === 0) return []
  const { input, output, alignment, mirrored } = recogniser.description
  const { sizePx } = input
  const perChip = 3 * sizePx * sizePx
  const views = mirrored ? 2 : 1
  const chips = new Float32Array(faces.length * views * perChip)
  for (const [at, face] of faces.entries()) {
    const place = { into: chips, offset: at * views * perChip, sizePx }
    warpPhoto(photo, alignFace(face.landmarks, { ...alignment, sizePx }), place)
    if (mirrored) mirrorChip(place, place.offset + perChip)
  }
  const answers = await recogniser.run(chips, faces.length * views)
  return faces.map((_, at) => templateOf(answers, { at, views, dimension: output.dimension }))
}

/** The unit-length sum of one face's answers. */
export function templateOf(
  answers: Float32Array,
  { at, views, dimension }: { at: number; views: number; dimension: number },
): Float32Array {
  const template = new Float32Array(dimension)
  for (let view = 0; view < views; view++) {
    const from = (at * views + view) * dimension
    for (let index = 0; index < dimension; index++)
      template[index] = (template[index] ?? 0) + (answers[from + index] ?? 0)
  }
  return unitLength(template)
}

function unitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  if (!(length > 0 && Number.isFinite(length))) throw new Error('the recogniser gave no usable template')
  return vector.map((value) => value / length)
}
