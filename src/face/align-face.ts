import { must } from '../kernel/index.ts'
import type { Point } from './face.ts'
import { recogniserInputPx } from './recogniser-graph.ts'
import type { Similarity } from './warp-photo.ts'

/**
 * dlib's mean face (face landmarking data set iBUG 300-W; King, dlib `render_face_detections.h` order): landmark number,
 * then x and y in the unit square of the face. Brows and lower outer lip are left out as dlib does: they move.
 */
const meanFace: readonly (readonly [landmark: number, x: number, y: number])[] = [
  [27, 0.490127, 0.203352],
  [28, 0.490127, 0.307009],
  [29, 0.490127, 0.409805],
  [30, 0.490127, 0.515625],
  [31, 0.36688, 0.587326],
  [32, 0.426036, 0.609345],
  [33, 0.490127, 0.628106],
  [34, 0.554217, 0.609345],
  [35, 0.613373, 0.587326],
  [36, 0.121737, 0.216423],
  [37, 0.187122, 0.178758],
  [38, 0.265825, 0.179852],
  [39, 0.334606, 0.231733],
  [40, 0.260918, 0.245099],
  [41, 0.182743, 0.244077],
  [42, 0.645647, 0.231733],
  [43, 0.714428, 0.179852],
  [44, 0.793132, 0.178758],
  [45, 0.858516, 0.216423],
  [46, 0.79751, 0.244077],
  [47, 0.719335, 0.245099],
  [48, 0.254149, 0.780233],
  [49, 0.340985, 0.745405],
  [50, 0.428858, 0.727388],
  [51, 0.490127, 0.742578],
  [52, 0.551395, 0.727388],
  [53, 0.639268, 0.745405],
  [54, 0.726104, 0.780233],
  [60, 0.290379, 0.784792],
  [61, 0.428096, 0.778746],
  [62, 0.490127, 0.785343],
  [63, 0.552157, 0.778746],
  [64, 0.689874, 0.784792],
  [65, 0.553364, 0.824182],
  [66, 0.490127, 0.831803],
  [67, 0.42689, 0.824182],
]

/** Room around the unit square of the mean face, on each side, as dlib's recogniser was trained. */
const chipPadding = 0.25

/** The similarity that puts a face's inner landmarks nearest to the mean face in the recogniser's chip. */
export function alignFace(landmarks: readonly Point[]): Similarity {
  const chip: Point[] = []
  const photo: Point[] = []
  for (const [landmark, x, y] of meanFace) {
    chip.push({ x: inChip(x), y: inChip(y) })
    photo.push(must(landmarks[landmark], 'landmark'))
  }
  return nearestSimilarity(chip, photo)
}

const inChip = (share: number): number => ((chipPadding + share) / (2 * chipPadding + 1)) * recogniserInputPx

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

/** Mean of some points. */
export function centre(points: readonly Point[]): Point {
  let x = 0
  let y = 0
  for (const point of points) {
    x += point.x
    y += point.y
  }
  return { x: x / points.length, y: y / points.length }
}
