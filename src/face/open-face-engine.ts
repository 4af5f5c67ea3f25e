import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { assert } from '../kernel/index.ts'
import { assessFace, type QualityMeasure } from './assess-face.ts'
import { type AnchorSizes, priorFloats, readAnchorSizes } from './detector-anchors.ts'
import { embedFaces } from './embed-faces.ts'
import type { Face } from './face.ts'
import { findFaces } from './find-faces.ts'
import { findingFiles } from './finding.ts'
import type { ModelInfo } from './model-description.ts'
import { verifiedModel } from './model-folder.ts'
import { openNetwork } from './network.ts'
import type { Photo } from './photo.ts'
import { type EyeMarks, placeFace } from './place-face.ts'
import { readPhoto } from './read-photo.ts'
import { openRecogniser } from './recogniser.ts'

/** From bytes to templates with one model. Calls may overlap; they share the same threads. */
export type FaceEngine = {
  readonly model: ModelInfo
  /**
   * Decodes hostile bytes within `photoLimits`. Refuses IMAGE_TOO_LARGE, IMAGE_TOO_MANY_PIXELS, IMAGE_TOO_SMALL,
   * IMAGE_NOT_STILL or IMAGE_UNREADABLE.
   */
  readonly readPhoto: (bytes: Uint8Array) => Promise<Photo>
  /** All faces, largest box first, each once. */
  readonly findFaces: (photo: Photo) => Promise<readonly Face[]>
  /**
   * A face where detection found none, from the centres of its eyes as a person marked them, in pixels of the photo, left
   * and right as seen in the picture. Refuses MARKS_UNUSABLE.
   */
  readonly placeFace: (photo: Photo, marks: EyeMarks) => Promise<Face>
  /** What the quality components say about one face beside the others of its photo; never a verdict, see `QualityMeasure`. */
  readonly assess: (photo: Photo, face: Face, others?: readonly Face[]) => readonly QualityMeasure[]
  /** One unit-length template per face, in the same order; similarity is their dot product. */
  readonly embed: (photo: Photo, faces: readonly Face[]) => Promise<readonly Float32Array[]>
  /** Frees the networks; the engine is of no use afterwards. */
  readonly close: () => Promise<void>
}

/**
 * Opens a model after checking every file of it. `threads` defaults to the cores of the machine. A model without
 * detector and landmarks borrows those of the default model beside it. Refuses MODEL_MISSING or MODEL_DAMAGED.
 */
export async function openFaceEngine(options: { modelDir: string; threads?: number }): Promise<FaceEngine> {
  const { modelDir, threads = availableParallelism() } = options
  const { info: model, description, findingDir, recogniserBytes } = await verifiedModel(modelDir)
  const open = (file: string) => openNetwork(join(findingDir, file), { threads })
  const detector = {
    network: await open(findingFiles.detector),
    anchorSizes: await anchorSizes(join(findingDir, findingFiles.priors)),
  }
  const landmarks = await open(findingFiles.landmarks)
  const recogniser = await openRecogniser(recogniserBytes, { description: description.recogniser, threads })
  return {
    model,
    readPhoto,
    findFaces: (photo) => findFaces(photo, { detector, landmarks }),
    placeFace: (photo, marks) => placeFace(photo, { marks, network: landmarks }),
    assess: assessFace,
    embed: (photo, faces) => embedFaces(photo, { faces, recogniser }),
    close: async () => {
      await Promise.all([detector.network.close(), landmarks.close(), recogniser.close()])
    },
  }
}

async function anchorSizes(path: string): Promise<AnchorSizes> {
  const bytes = await readFile(path)
  assert(bytes.length === priorFloats * 4, 'detector priors have their size')
  return readAnchorSizes(Float32Array.from({ length: priorFloats }, (_, at) => bytes.readFloatLE(at * 4)))
}
