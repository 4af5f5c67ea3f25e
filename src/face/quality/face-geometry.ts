import { must } from '../../kernel/index.ts'
import { centre } from '../centre.ts'
import type { Point } from '../face.ts'

/** Lengths and places in a face, in pixels of the photo. Left and right are those of the picture. */
export type FaceGeometry = {
  /** Midpoints of the corners of each eye. */
  readonly leftEye: Point
  readonly rightEye: Point
  readonly eyeMidpoint: Point
  /** Between the two, in the plane of the picture. */
  readonly eyesApartPx: number
  /** From the midpoint of the eyes to the chin; T of ISO/IEC 29794-5. */
  readonly eyeToChinPx: number
  /** Lids of the eye that is less open. */
  readonly eyeOpeningPx: number
  readonly mouthOpeningPx: number
  readonly eyeToMouthPx: number
}

/** Numbers of the iBUG annotation that stand for those of the standard's 98 points. */
const corners = { left: [36, 39], right: [42, 45] } as const
const lids = {
  left: [
    [37, 41],
    [38, 40],
  ],
  right: [
    [43, 47],
    [44, 46],
  ],
} as const
const innerLips = [
  [61, 67],
  [62, 66],
  [63, 65],
] as const
const chin = 8

export function faceGeometry(landmarks: readonly Point[]): FaceGeometry {
  const point = (at: number) => must(landmarks[at], 'landmark')
  const widest = (pairs: readonly (readonly [number, number])[]) =>
    Math.max(...pairs.map(([upper, lower]) => distancePx(point(upper), point(lower))))
  const leftEye = centre(corners.left.map(point))
  const rightEye = centre(corners.right.map(point))
  const eyeMidpoint = centre([leftEye, rightEye])
  const mouth = centre([point(62), point(66)])
  return {
    leftEye,
    rightEye,
    eyeMidpoint,
    eyesApartPx: Math.max(1, distancePx(leftEye, rightEye)),
    eyeToChinPx: Math.max(1, distancePx(eyeMidpoint, point(chin))),
    eyeOpeningPx: Math.min(widest(lids.left), widest(lids.right)),
    mouthOpeningPx: widest(innerLips),
    eyeToMouthPx: distancePx(eyeMidpoint, mouth),
  }
}

const distancePx = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
