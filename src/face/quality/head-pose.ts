import { must } from '../../kernel/index.ts'
import { centre } from '../centre.ts'
import type { Point } from '../face.ts'

/** Degrees. Yaw is positive when the face looks to the right of the picture, pitch when it looks down, roll as in `Face`. */
export type HeadPose = { readonly yaw: number; readonly pitch: number; readonly roll: number }

type Vector = readonly [number, number, number]

/**
 * A rigid face in units of the distance between the outer corners of the eyes, x to the right, y down, z towards the
 * camera: landmark, then place. x and y are those of dlib's mean face, so that a face like it is at 0; z is a generic
 * profile: the tip of the nose stands out by 0.3 before the corners of the eyes.
 */
const model: readonly (readonly [landmark: number, place: Vector])[] = [
  [27, [0, -0.018, 0.08]],
  [30, [0.0, 0.406, 0.3]],
  [33, [0.0, 0.559, 0.19]],
  [36, [-0.5, 0.0, 0]],
  [39, [-0.211, 0.021, 0.03]],
  [42, [0.211, 0.021, 0.03]],
  [45, [0.5, 0.0, 0]],
  [48, [-0.32, 0.765, 0.02]],
  [54, [0.32, 0.765, 0.02]],
]

/**
 * The head's pose by a least squares fit of a rigid face under scaled orthographic projection: an approximation that
 * stands in for the pose network of ISO/IEC 29794-5. A real face is not the mean face: expect several degrees.
 */
export function headPose(landmarks: readonly Point[]): HeadPose {
  const seen = model.map(([at]) => must(landmarks[at], 'landmark'))
  const middle = centre(seen)
  const solve = solver()
  const across = solve(seen.map(({ x }) => x - middle.x))
  const down = solve(seen.map(({ y }) => y - middle.y))
  const right = unit(across)
  const below = unit(minus(down, times(right, dot(down, right))))
  const forward = cross(right, below)
  return {
    yaw: degrees(Math.asin(bounded(right[2]))),
    pitch: degrees(Math.atan2(below[2], forward[2])),
    roll: degrees(Math.atan2(below[0], right[0])),
  }
}

/** Rows of the map from the model to one coordinate of the picture, by the normal equations. */
function solver(): (values: readonly number[]) => Vector {
  const mean = times(
    model.reduce<Vector>((sum, [, place]) => plus(sum, place), [0, 0, 0]),
    1 / model.length,
  )
  const places = model.map(([, place]) => minus(place, mean))
  const row = (axis: 0 | 1 | 2): Vector => [
    places.reduce((sum, place) => sum + place[axis] * place[0], 0),
    places.reduce((sum, place) => sum + place[axis] * place[1], 0),
    places.reduce((sum, place) => sum + place[axis] * place[2], 0),
  ]
  const [a, b, c] = [row(0), row(1), row(2)]
  const whole = dot(a, cross(b, c))
  return (values) => {
    const right = (axis: 0 | 1 | 2) =>
      places.reduce((sum, place, at) => sum + place[axis] * (values[at] ?? 0), 0)
    // Cramer's rule on a symmetric matrix: its rows are its columns.
    const sums: Vector = [right(0), right(1), right(2)]
    return [dot(sums, cross(b, c)) / whole, dot(a, cross(sums, c)) / whole, dot(a, cross(b, sums)) / whole]
  }
}

const plus = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
const minus = (a: Vector, b: Vector): Vector => plus(a, times(b, -1))
const times = (a: Vector, by: number): Vector => [a[0] * by, a[1] * by, a[2] * by]
const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
const unit = (a: Vector): Vector => times(a, 1 / Math.max(1e-9, Math.hypot(...a)))
const bounded = (value: number): number => Math.max(-1, Math.min(1, value))
const degrees = (radians: number): number => (radians * 180) / Math.PI
