import { clamp, lerp } from './shaping.ts'
import { floatAt } from './typed-array.ts'

/** Angles in radians: yaw to the viewer's right, pitch downwards, roll anticlockwise. */
export type Pose = { readonly yaw: number; readonly pitch: number; readonly roll: number }
/** A rotation, row by row. */
export type Rotation = readonly [number, number, number, number, number, number, number, number, number]

export type ViewSettings = {
  readonly widthPx: number
  readonly heightPx: number
  /** Pixels per cm in the plane of the head. */
  readonly scale: number
  /** Share of the picture height at which the eye line lies. */
  readonly eyeLine: number
  readonly distanceCm: number
  readonly camera: Pose
  readonly head: Pose
}

export type View = {
  readonly widthPx: number
  readonly heightPx: number
  readonly focal: number
  readonly distanceCm: number
  readonly originX: number
  readonly originY: number
  readonly camera: Rotation
  readonly head: Rotation
}

/** The head turns on the neck, not about its own middle. */
const NECK = [0, -9, -1] as const

export const makeView = (settings: ViewSettings): View => {
  const camera = rotationOf(settings.camera)
  return {
    widthPx: settings.widthPx,
    heightPx: settings.heightPx,
    focal: settings.scale * settings.distanceCm,
    distanceCm: settings.distanceCm,
    originX: settings.widthPx / 2,
    originY: settings.heightPx * settings.eyeLine,
    camera,
    head: compose(camera, rotationOf(settings.head)),
  }
}

const rotationOf = ({ yaw, pitch, roll }: Pose): Rotation => {
  const turn: Rotation = [Math.cos(yaw), 0, Math.sin(yaw), 0, 1, 0, -Math.sin(yaw), 0, Math.cos(yaw)]
  const nod: Rotation = [1, 0, 0, 0, Math.cos(pitch), -Math.sin(pitch), 0, Math.sin(pitch), Math.cos(pitch)]
  const tip: Rotation = [Math.cos(roll), -Math.sin(roll), 0, Math.sin(roll), Math.cos(roll), 0, 0, 0, 1]
  return compose(turn, compose(nod, tip))
}

const compose = (a: Rotation, b: Rotation): Rotation => {
  const cell = (row: 0 | 3 | 6, column: 0 | 1 | 2): number => {
    const [x, y, z] = [a[row], a[(row + 1) as 1 | 4 | 7], a[(row + 2) as 2 | 5 | 8]]
    return x * b[column] + y * b[(column + 3) as 3 | 4 | 5] + z * b[(column + 6) as 6 | 7 | 8]
  }
  return [
    cell(0, 0),
    cell(0, 1),
    cell(0, 2),
    cell(3, 0),
    cell(3, 1),
    cell(3, 2),
    cell(6, 0),
    cell(6, 1),
    cell(6, 2),
  ]
}

/** Directions (normals) as the camera sees them. */
export const rotate = (vectors: Float32Array, rotation: Rotation): Float32Array => {
  const turned = new Float32Array(vectors.length)
  const [a, b, c, d, e, f, g, h, i] = rotation
  for (let at = 0; at < vectors.length; at += 3) {
    const x = floatAt(vectors, at)
    const y = floatAt(vectors, at + 1)
    const z = floatAt(vectors, at + 2)
    turned[at] = a * x + b * y + c * z
    turned[at + 1] = d * x + e * y + f * z
    turned[at + 2] = g * x + h * y + i * z
  }
  return turned
}

/** Points that move with the head. */
export const placeOnHead = (positions: Float32Array, view: View): Float32Array => {
  const [px, py, pz] = NECK
  const turned = rotate(positions, view.head)
  const pivot = rotate(Float32Array.of(px, py, pz), view.head)
  const seat = rotate(Float32Array.of(px, py, pz), view.camera)
  for (let at = 0; at < turned.length; at++) {
    turned[at] = floatAt(turned, at) - floatAt(pivot, at % 3) + floatAt(seat, at % 3)
  }
  return turned
}

/**
 * Points that follow the head above `headAboveY` and the body below `bodyBelowY`: the neck, and long hair lying on
 * the shoulders.
 */
export const placeBetween = (
  positions: Float32Array,
  view: View,
  { headAboveY, bodyBelowY }: { headAboveY: number; bodyBelowY: number },
): Float32Array => {
  const withHead = placeOnHead(positions, view)
  const withBody = rotate(positions, view.camera)
  for (let at = 0; at < withBody.length; at++) {
    const y = floatAt(positions, at - (at % 3) + 1)
    const share = clamp((y - bodyBelowY) / (headAboveY - bodyBelowY))
    withBody[at] = lerp(floatAt(withBody, at), floatAt(withHead, at), share * share * (3 - 2 * share))
  }
  return withBody
}
