import { length3 } from './shaping.ts'

/** Three coordinates in cm: x to the viewer's right, y up, z towards the viewer. */
export type Vec3 = readonly [number, number, number]

export const unit = ([x, y, z]: Vec3): Vec3 => {
  const length = length3(x, y, z) || 1
  return [x / length, y / length, z / length]
}

export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
