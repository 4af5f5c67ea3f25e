import { nearestSimilarity } from './align-face.ts'
import { dlibMeanFace } from './dlib-mean-face.ts'
import type { Point } from './face.ts'
import { pointOf } from './reference-points.ts'

/**
 * How unlike a face some landmarks lie: mean distance from the mean face laid on them as well as a similarity can, as a
 * share of that face's size. About 0.03 to 0.06 on a face; more where the network was shown something else, or a face askew.
 */
export function meanFaceMisfit(landmarks: readonly Point[]): number {
  const { points } = dlibMeanFace
  const seen = points.map(({ from }) => pointOf(landmarks, from))
  const { a, b, x0, y0 } = nearestSimilarity(points, seen)
  const distances = points.map(({ x, y }, at) =>
    Math.hypot(a * x - b * y + x0 - (seen[at]?.x ?? 0), b * x + a * y + y0 - (seen[at]?.y ?? 0)),
  )
  return (
    distances.reduce((sum, distance) => sum + distance, 0) /
    distances.length /
    Math.max(1e-6, Math.hypot(a, b))
  )
}
