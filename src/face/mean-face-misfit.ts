import { alignFace } from './align-face.ts'
import { dlibMeanFace } from './dlib-mean-face.ts'
import type { Point } from './face.ts'
import { pointOf } from './reference-points.ts'

/**
 * How unlike a face some landmarks lie: mean distance from the mean face laid on them as well as a similarity can, as a
 * share of that face's size. About 0.03 to 0.06 on a face; more where the network was shown something else, or a face askew.
 */
export function meanFaceMisfit(landmarks: readonly Point[]): number {
  const { points, padding, sizePx } = dlibMeanFace
  const { a, b, x0, y0 } = alignFace(landmarks)
  const unitPx = sizePx / (2 * padding + 1)
  const distances = points.map(({ from, x, y }) => {
    const chipX = (padding + x) * unitPx
    const chipY = (padding + y) * unitPx
    const seen = pointOf(landmarks, from)
    return Math.hypot(a * chipX - b * chipY + x0 - seen.x, b * chipX + a * chipY + y0 - seen.y)
  })
  const sizeInPhotoPx = Math.max(1e-6, Math.hypot(a, b) * unitPx)
  return distances.reduce((sum, distance) => sum + distance, 0) / distances.length / sizeInPhotoPx
}
