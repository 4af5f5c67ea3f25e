import { must } from '../kernel/index.ts'
import { centre } from './align-face.ts'
import type { Face, Point } from './face.ts'
import type { Photo } from './photo.ts'

/** How a face sits in its photo and how far it is turned. */
export type FaceFrame = {
  /** Nearer side edge to the nearer eye, in eye distances (OFIQ leftward and rightward crop). */
  readonly sideMargin: number
  /** Upper edge to the eyes, in eye-to-chin lengths (OFIQ margin above). */
  readonly marginAbove: number
  /** Eyes to lower edge, in eye-to-chin lengths (OFIQ margin below). */
  readonly marginBelow: number
  /** 0 when the nose lies midway between the cheeks, 1 when it lies on one: a stand-in for yaw, without a pose network. */
  readonly turn: number
}

export function faceFrame(photo: Photo, { landmarks, eyeDistancePx }: Face): FaceFrame {
  const leftEye = centre(landmarks.slice(36, 42))
  const rightEye = centre(landmarks.slice(42, 48))
  const eyes = centre([leftEye, rightEye])
  const chin = must(landmarks[8], 'chin')
  const eyeToChinPx = Math.max(1, distancePx(eyes, chin))
  const nose = must(landmarks[30], 'nose tip')
  const leftCheekPx = distancePx(must(landmarks[2], 'left cheek'), nose)
  const rightCheekPx = distancePx(must(landmarks[14], 'right cheek'), nose)
  const sidePx = Math.min(leftEye.x, rightEye.x, photo.widthPx - leftEye.x, photo.widthPx - rightEye.x)
  return {
    sideMargin: sidePx / Math.max(1, eyeDistancePx),
    marginAbove: eyes.y / eyeToChinPx,
    marginBelow: (photo.heightPx - eyes.y) / eyeToChinPx,
    turn: Math.abs(leftCheekPx - rightCheekPx) / Math.max(1, leftCheekPx + rightCheekPx),
  }
}

const distancePx = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
