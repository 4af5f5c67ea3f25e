import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { assert } from '../kernel/index.ts'
import { detectBoxes, lookAtFirst } from './detect-boxes.ts'
import { type AnchorSizes, anchorTable, priorFloats, readAnchorSizes } from './detector-anchors.ts'
import { type FaceView, lookAtFaces } from './embed-faces.ts'
import type { Face } from './face.ts'
import { type FirstSight, findFaces, placeOf } from './find-faces.ts'
import { type LandmarkSets, lookAtTurns } from './find-landmarks.ts'
import { findingFiles } from './finding.ts'
import type { LooseBox } from './loose-box.ts'
import { openNetwork } from './network.ts'
import type { Photo } from './photo.ts'
import { type EyeMarks, placeFace } from './place-face.ts'
import { openRecogniser } from './recogniser.ts'
import type { RecogniserDescription } from './recogniser-description.ts'

/** What a thread needs to open the networks of one model, all of it checked before. */
export type NetworkPlan = {
  readonly findingDir: string
  readonly recogniser: RecogniserDescription
  readonly recogniserBytes: Uint8Array
  /** Threads of each network. */
  readonly threads: number
}

/** The three networks of a model, opened in this thread, which they block while they run. */
export type FaceNetworks = {
  readonly look: (photo: Photo, edgesPx: readonly number[]) => Promise<readonly LooseBox[]>
  readonly boxes: (photo: Photo, atFirst: readonly LooseBox[]) => Promise<readonly LooseBox[]>
  readonly turn: (
    photo: Photo,
    of: { boxes: readonly LooseBox[]; turns: readonly number[] },
  ) => Promise<readonly LandmarkSets[]>
  readonly find: (photo: Photo, sight: FirstSight | undefined) => Promise<readonly Face[]>
  readonly place: (photo: Photo, marks: EyeMarks) => Promise<Face>
  readonly answer: (
    photo: Photo,
    of: { faces: readonly Face[]; views: readonly FaceView[] },
  ) => Promise<readonly Float32Array[]>
}

export async function openFaceNetworks(plan: NetworkPlan): Promise<FaceNetworks> {
  const { findingDir, threads } = plan
  const open = (file: string) => openNetwork(join(findingDir, file), { threads })
  const detector = {
    network: await open(findingFiles.detector),
    anchorsOf: anchorTable(await anchorSizes(join(findingDir, findingFiles.priors))),
  }
  const landmarks = await open(findingFiles.landmarks)
  const recogniser = await openRecogniser(plan.recogniserBytes, { description: plan.recogniser, threads })
  return {
    look: (photo, edgesPx) => lookAtFirst(photo, { detector, edgesPx }),
    boxes: (photo, atFirst) => detectBoxes(photo, { detector, atFirst }),
    turn: (photo, { boxes, turns }) =>
      lookAtTurns(photo, { network: landmarks, places: boxes.map(placeOf), turns }),
    find: (photo, sight) => findFaces(photo, { detector, landmarks, sight }),
    place: (photo, marks) => placeFace(photo, { marks, network: landmarks }),
    answer: (photo, of) => lookAtFaces(photo, { ...of, recogniser }),
  }
}

async function anchorSizes(path: string): Promise<AnchorSizes> {
  const bytes = await readFile(path)
  assert(bytes.length === priorFloats * 4, 'detector priors have their size')
  return readAnchorSizes(Float32Array.from({ length: priorFloats }, (_, at) => bytes.readFloatLE(at * 4)))
}
