import type { FaceEngine, Photo } from '../../face/index.ts'
import { exercisePicture, loadExercise } from '../../training/index.ts'

/** A booking picture of the practice set, whose person does not exist, with its template of one model. */
export type PracticeFace = {
  readonly picture: string
  readonly photo: Photo
  readonly template: Float32Array
}

let made: { readonly modelId: string; readonly faces: Promise<readonly PracticeFace[]> } | undefined

/**
 * The booking pictures of the practice set as the model sees them. The first call for a model takes some seconds; what it gave is kept
 * in memory and nowhere else: these faces enter no gallery.
 */
export function practiceFaces(engine: FaceEngine): Promise<readonly PracticeFace[]> {
  const modelId = engine.model.id
  if (made?.modelId === modelId) return made.faces
  const faces = embedded(engine)
  made = { modelId, faces }
  faces.catch(() => {
    made = undefined
  })
  return faces
}

async function embedded(engine: FaceEngine): Promise<readonly PracticeFace[]> {
  const { probes } = await loadExercise()
  const pictures = [...new Set(probes.flatMap(({ same, strangers }) => [same, ...strangers]))].sort()
  const found = await Promise.all(pictures.map((picture) => practiceFace(engine, picture)))
  return found.flat()
}

/** None where the model finds no face, or more than one. */
async function practiceFace(engine: FaceEngine, picture: string): Promise<PracticeFace[]> {
  const bytes = await exercisePicture(picture)
  if (bytes === undefined) return []
  const photo = await engine.readPhoto(bytes)
  const faces = await engine.findFaces(photo)
  if (faces.length !== 1) return []
  const [template] = await engine.embed(photo, faces)
  return template === undefined ? [] : [{ picture, photo, template }]
}
