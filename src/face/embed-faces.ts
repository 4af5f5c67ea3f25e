import { alignFace } from './align-face.ts'
import type { Face } from './face.ts'
import type { Photo } from './photo.ts'
import type { Recogniser } from './recogniser.ts'
import type { RecogniserDescription } from './recogniser-description.ts'
import { mirrorChip, warpPhoto } from './warp-photo.ts'

/** A face is shown to the recogniser as it is, and by some descriptions also in a mirror. */
export type FaceView = 'as-it-is' | 'in-a-mirror'

/** The views whose answers make a template together. */
export const viewsOf = ({ mirrored }: RecogniserDescription): readonly FaceView[] =>
  mirrored ? ['as-it-is', 'in-a-mirror'] : ['as-it-is']

/**
 * The recogniser's answers to every aligned face, per view; `templatesOf` makes the templates. All chips of a photo go
 * through the recogniser together.
 */
export async function lookAtFaces(
  photo: Photo,
  of: { faces: readonly Face[]; views: readonly FaceView[]; recogniser: Recogniser },
): Promise<readonly Float32Array[]> {
  const { faces, views } = of
  const { input, output, alignment } = of.recogniser.description
  const { sizePx } = input
  const perChip = 3 * sizePx * sizePx
  const chips = new Float32Array(views.length * faces.length * perChip)
  const seen = views[0] === 'as-it-is' ? chips : new Float32Array(faces.length * perChip)
  for (const [at, face] of faces.entries()) {
    const place = { into: seen, offset: at * perChip, sizePx }
    warpPhoto(photo, alignFace(face.landmarks, { ...alignment, sizePx }), place)
    const mirror = views.indexOf('in-a-mirror')
    if (mirror >= 0) mirrorChip(place, { into: chips, offset: (mirror * faces.length + at) * perChip })
  }
  const answers = await of.recogniser.run(chips, views.length * faces.length)
  const perView = faces.length * output.dimension
  return views.map((_, at) => answers.subarray(at * perView, (at + 1) * perView))
}

/** One unit-length template per face: the sum of its answers in all views. */
export const templatesOf = (
  answers: readonly Float32Array[],
  { faces, dimension }: { faces: number; dimension: number },
): readonly Float32Array[] => Array.from({ length: faces }, (_, at) => templateOf(answers, { at, dimension }))

/** The unit-length sum of what was answered to the face in place `at`. */
export function templateOf(
  answers: readonly Float32Array[],
  { at, dimension }: { at: number; dimension: number },
): Float32Array {
  const template = new Float32Array(dimension)
  for (const ofView of answers) {
    for (let index = 0; index < dimension; index++)
      template[index] = (template[index] ?? 0) + (ofView[at * dimension + index] ?? 0)
  }
  return unitLength(template)
}

function unitLength(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  if (!(length > 0 && Number.isFinite(length))) throw new Error('the recogniser gave no usable template')
  return vector.map((value) => value / length)
}
