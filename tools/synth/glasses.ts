import type { FaceShape } from './face-shape.ts'
import { type Mesh, plainMesh } from './mesh.ts'
import { signedPower } from './shaping.ts'
import type { GlassesStyle } from './styling.ts'
import { cross, unit, type Vec3 } from './vector.ts'

const SIDES = 8
const RIM_STEPS = 56

const FRAMES = {
  round: { halfWidth: 2.3, halfHeight: 2.15, squareness: 1, wireCm: 0.16 },
  rectangular: { halfWidth: 2.45, halfHeight: 1.65, squareness: 0.55, wireCm: 0.16 },
  thin: { halfWidth: 2.45, halfHeight: 1.65, squareness: 0.55, wireCm: 0.07 },
} as const

/** The rims stand this far before the eye centres: any nearer and the nose swallows them. */
const STAND_OFF_CM = 2.8

type Wire = { readonly points: readonly Vec3[]; readonly closed: boolean }

export const glasses = (face: FaceShape, style: GlassesStyle): Mesh => {
  const frame = FRAMES[style]
  const positions: number[] = []
  const indices: number[] = []
  for (const wire of wires(face, frame)) addTube({ positions, indices }, wire, frame.wireCm)
  return plainMesh(Float32Array.from(positions), Uint32Array.from(indices))
}

const wires = ({ person, eye }: FaceShape, frame: (typeof FRAMES)[GlassesStyle]): readonly Wire[] => {
  const rimX = Math.max(3, eye.x + 0.05)
  const rimY = eye.y - 0.25
  const rimZ = eye.z + STAND_OFF_CM
  const { halfWidth, halfHeight, squareness } = frame
  const bridge: Wire = {
    closed: false,
    points: [
      [halfWidth - rimX, rimY + 0.35, rimZ],
      [-0.3, rimY + 0.6, rimZ + 0.25],
      [0.3, rimY + 0.6, rimZ + 0.25],
      [rimX - halfWidth, rimY + 0.35, rimZ],
    ],
  }
  const sides = ([-1, 1] as const).flatMap((side): Wire[] => {
    const rim = Array.from({ length: RIM_STEPS }, (_, step): Vec3 => {
      const angle = (step / RIM_STEPS) * 2 * Math.PI
      const out = Math.cos(angle)
      const wrap = 0.1 * Math.abs(out * halfWidth) ** 1.2 * (side * out > 0 ? 1 : 0.2)
      return [
        side * rimX + halfWidth * signedPower(out, squareness),
        rimY + halfHeight * signedPower(Math.sin(angle), squareness),
        rimZ - wrap,
      ]
    })
    const temple: readonly Vec3[] = [
      [side * (rimX + halfWidth), rimY + 0.5, rimZ - 0.4],
      [side * 7.3 * person.skull.width, rimY + 0.5, 4.5],
      [side * 7.7 * person.skull.width, rimY + 0.5, 1],
    ]
    return [
      { points: rim, closed: true },
      { points: temple, closed: false },
    ]
  })
  return [...sides, bridge]
}

const addTube = (
  into: { positions: number[]; indices: number[] },
  { points, closed }: Wire,
  radiusCm: number,
): void => {
  const first = into.positions.length / 3
  const last = points.length - 1
  const pointAt = (index: number): Vec3 => points[(index + points.length) % points.length] ?? [0, 0, 0]
  points.forEach((point, index) => {
    const before = closed ? pointAt(index - 1) : pointAt(Math.max(0, index - 1))
    const after = closed ? pointAt(index + 1) : pointAt(Math.min(last, index + 1))
    const along = unit([after[0] - before[0], after[1] - before[1], after[2] - before[2]])
    const across = unit(cross(along, Math.abs(along[2]) > 0.8 ? [0, 1, 0] : [0, 0, 1]))
    const other = cross(along, across)
    for (let side = 0; side < SIDES; side++) {
      const c = Math.cos((side / SIDES) * 2 * Math.PI) * radiusCm
      const s = Math.sin((side / SIDES) * 2 * Math.PI) * radiusCm
      for (const axis of [0, 1, 2] as const) {
        into.positions.push(point[axis] + across[axis] * c + other[axis] * s)
      }
    }
  })
  for (let index = 0; index < (closed ? points.length : last); index++) {
    for (let side = 0; side < SIDES; side++) {
      const a = first + index * SIDES + side
      const b = first + index * SIDES + ((side + 1) % SIDES)
      const c = first + ((index + 1) % points.length) * SIDES + side
      const d = first + ((index + 1) % points.length) * SIDES + ((side + 1) % SIDES)
      into.indices.push(a, b, c, b, d, c)
    }
  }
}
