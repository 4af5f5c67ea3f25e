import { centre } from './align-face.ts'
import { type Detector, detectBoxes } from './detect-boxes.ts'
import type { Face, FaceBox, Point } from './face.ts'
import { findLandmarks } from './find-landmarks.ts'
import type { LooseBox } from './loose-box.ts'
import type { Network } from './network.ts'
import type { Photo } from './photo.ts'

/** All faces of a photo with their landmarks, largest box first. */
export async function findFaces(
  photo: Photo,
  networks: { detector: Detector; landmarks: Network },
): Promise<readonly Face[]> {
  const boxes = await detectBoxes(photo, networks.detector)
  const landmarks = await findLandmarks(photo, { network: networks.landmarks, boxes })
  return boxes
    .map((box, at) => faceOf(box, { photo, landmarks: landmarks[at] ?? [] }))
    .sort((a, b) => b.box.widthPx * b.box.heightPx - a.box.widthPx * a.box.heightPx)
}

function faceOf(box: LooseBox, { photo, landmarks }: { photo: Photo; landmarks: readonly Point[] }): Face {
  // iBUG numbering: 36 to 41 surround the eye on the left of the picture, 42 to 47 the one on the right.
  const leftEye = centre(landmarks.slice(36, 42))
  const rightEye = centre(landmarks.slice(42, 48))
  return {
    box: clipped(box, photo),
    confidence: box.confidence,
    landmarks,
    eyeDistancePx: Math.hypot(rightEye.x - leftEye.x, rightEye.y - leftEye.y),
    rollDegrees: (Math.atan2(rightEye.y - leftEye.y, rightEye.x - leftEye.x) * 180) / Math.PI,
  }
}

/** Whole pixels inside the photo, never empty. */
function clipped(box: LooseBox, photo: Photo): FaceBox {
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
