import { detectBoxes } from './detect-boxes.ts'
import type { SquarePlace } from './detector-look.ts'
import type { Face, FaceBox, Point } from './face.ts'
import { eyesOf, findLandmarks, type LandmarkSets } from './find-landmarks.ts'
import type { LooseBox } from './loose-box.ts'
import type { Network } from './network.ts'
import type { Photo } from './photo.ts'
import type { Detector } from './run-detector.ts'

/** What has been seen of a photo: the boxes of all its faces, and per box what `lookAtTurns` saw at its first turns. */
export type FirstSight = {
  readonly boxes: readonly LooseBox[]
  readonly turned: readonly LandmarkSets[]
}

/** All faces of a photo with their landmarks, largest box first; goes on from `sight`, if there is one. */
export async function findFaces(
  photo: Photo,
  of: { detector: Detector; landmarks: Network; sight?: FirstSight | undefined },
): Promise<readonly Face[]> {
  const boxes = of.sight?.boxes ?? (await detectBoxes(photo, of))
  const landmarks = await findLandmarks(photo, {
    network: of.landmarks,
    places: boxes.map(placeOf),
    atFirst: of.sight?.turned,
  })
  return boxes
    .map((box, at) => faceOf(box, { photo, landmarks: landmarks[at] ?? [] }))
    .sort((a, b) => b.box.widthPx * b.box.heightPx - a.box.widthPx * a.box.heightPx)
}

/** The square with the same centre that just holds the box. */
export const placeOf = (box: LooseBox): SquarePlace => ({
  x: (box.left + box.right) / 2,
  y: (box.top + box.bottom) / 2,
  edge: Math.max(box.right - box.left, box.bottom - box.top, 1),
  turn: box.turn,
})

/** One face from its box and its landmarks. */
export function faceOf(
  box: Omit<LooseBox, 'turn'>,
  { photo, landmarks }: { photo: Photo; landmarks: readonly Point[] },
): Face {
  const { leftEye, rightEye } = eyesOf(landmarks)
  return {
    box: clipped(box, photo),
    confidence: box.confidence,
    landmarks,
    eyeDistancePx: Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y),
    rollDegrees: (Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x) * 180) / Math.PI,
  }
}

/** Whole pixels inside the photo, never empty. */
function clipped(box: Omit<LooseBox, 'turn'>, photo: Photo): FaceBox {
  const inside = (value: number, last: number) => Math.min(Math.max(Math.round(value), 0), last)
  const x = inside(box.left, photo.widthPx - 1)
  const y = inside(box.top, photo.heightPx - 1)
  return {
    x,
    y,
    widthPx: Math.max(1, inside(box.right, photo.widthPx) - x),
    heightPx: Math.max(1, inside(box.bottom, photo.heightPx) - y),
  }
}
