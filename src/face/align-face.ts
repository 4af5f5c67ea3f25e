import { must } from '../kernel/index.ts'
import { centre } from './centre.ts'
import { dlibMeanFace } from './dlib-mean-face.ts'
import type { Point } from './face.ts'
import { pointOf, type ReferencePoint } from './reference-points.ts'
import type { Similarity } from './warp-photo.ts'

/** How a recogniser wants a face to lie in its input: where each point belongs, and the edge of the input. */
export type Alignment = {
  readonly points: readonly ReferencePoint[]
  /** Room around the unit square of the points, on each side, in edges of that square. */
  readonly padding: number
  readonly sizePx: number
}

/** The similarity that puts a face's points nearest to the reference points; dlib's mean face unless another is given. */
export function alignFace(
  landmarks: readonly Point[],
  { points, padding, sizePx }: Alignment = dlibMeanFace,
): Similarity {
  const inChip = (share: number): number => ((padding + share) / (2 * padding + 1)) * sizePx
  return nearestSimilarity(
    points.map(({ x, y }) => ({ x: inChip(x), y: inChip(y) })),
    points.map(({ from }) => pointOf(landmarks, from)),
  )
}

/** Least squares similarity that takes the first points to the second (Umeyama 1991, without reflection). */
function nearestSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  const fromMean = centre(from)
  const toMean = centre(to)
  let along = 0
  let across = 0
  let spread = 0
  for (const [at, point] of from.entries()) {
    const other = must(to[at], 'paired point')
    const x = point.x - fromMean.x
    const y = point.y - fromMean.y
    along += x * (other.x - toMean.x) + y * (other.y - toMean.y)
    across += x * (other.y - toMean.y) - y * (other.x - toMean.x)
    spread += x * x + y * y
  }
  const a = along / spread
  const b = across / spread
  return {
    a,
    b,
    x0: toMean.x - a * fromMean.x + b * fromMean.y,
    y0: toMean.y - b * fromMean.x - a * fromMean.y,
  }
}
