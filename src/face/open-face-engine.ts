import { availableParallelism } from 'node:os'
import type { QualityMeasure } from './assess-face.ts'
import { templatesOf, viewsOf } from './embed-faces.ts'
import type { Face } from './face.ts'
import { openFaceCrew } from './face-crew.ts'
import type { ModelInfo } from './model-description.ts'
import { type VerifiedModel, verifiedModel } from './model-folder.ts'
import type { Photo } from './photo.ts'
import type { EyeMarks } from './place-face.ts'
import { readPhoto } from './read-photo.ts'
import { seeTogether } from './see-together.ts'

/** From bytes to templates with one model, in threads of their own: the calling thread stays free. Calls may overlap. */
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
  /** What the quality components say about each of these faces beside the others; never a verdict, see `QualityMeasure`. */
  readonly assess: (photo: Photo, faces: readonly Face[]) => Promise<readonly (readonly QualityMeasure[])[]>
  /** One unit-length template per face, in the same order; similarity is their dot product. */
  readonly embed: (photo: Photo, faces: readonly Face[]) => Promise<readonly Float32Array[]>
  /** Resolves when a thread has opened the networks, which else the first photo waits for; fails where they cannot run. */
  readonly ready: () => Promise<void>
  /** Frees the networks; the engine is of no use afterwards. */
  readonly close: () => Promise<void>
}

/** More workers than this would take more memory than a bulk import may; what cores are left run inside them. */
const mostWorkers = 6

/**
 * Opens a model after checking every file of it; its threads start with the first photo. `threads`, by default the cores of the machine, are how many photos are
 * worked on at once; `verified` is what has just been read of the folder. A model without detector and landmarks borrows those of the default model beside it.
 * Refuses MODEL_MISSING or MODEL_DAMAGED.
 */
export async function openFaceEngine(options: {
  modelDir: string
  verified?: VerifiedModel | undefined
  threads?: number
}): Promise<FaceEngine> {
  const { modelDir, threads = availableParallelism() } = options
  const verified = options.verified ?? (await verifiedModel(modelDir))
  const { info: model, description, findingDir, recogniserBytes } = verified
  const workers = Math.min(mostWorkers, Math.max(1, threads))
  const crew = openFaceCrew({
    findingDir,
    recogniser: description.recogniser,
    recogniserBytes,
    threads: Math.max(1, Math.floor(threads / workers)),
    workers,
  })
  return {
    model,
    readPhoto,
    findFaces: async (photo) => {
      const sight = crew.twoFree() ? await seeTogether(crew, photo) : undefined
      return (await crew.ask({ kind: 'find', photo, sight })) as readonly Face[]
    },
    placeFace: async (photo, marks) => (await crew.ask({ kind: 'place', photo, marks })) as Face,
    assess: async (photo, faces) =>
      (await crew.ask({ kind: 'assess', photo, faces })) as readonly (readonly QualityMeasure[])[],
    embed: async (photo, faces) => {
      if (faces.length === 0) return []
      const views = viewsOf(description.recogniser)
      // Two idle workers take a view each; the answers are those that one would give.
      const shares = crew.twoFree() ? views.map((view) => [view]) : [views]
      const answers = shares.map((share) => crew.ask({ kind: 'answer', photo, faces, views: share }))
      const all = ((await Promise.all(answers)) as readonly (readonly Float32Array[])[]).flat()
      return templatesOf(all, { faces: faces.length, dimension: model.dimension })
    },
    ready: async () => void (await crew.ask({ kind: 'ready' })),
    close: crew.close,
  }
}
