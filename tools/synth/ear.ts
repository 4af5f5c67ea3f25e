import type { FaceShape } from './face-shape.ts'
import { gridIndices, type Mesh, plainMesh } from './mesh.ts'
import { bell, bell2, clamp, smoothStep } from './shaping.ts'
import { putVector } from './typed-array.ts'

const RINGS = 27
const AROUND = 48
const LEAN = 0.14

/** An ear as a dished ellipse with the rim, the inner ridge, the bowl and the flap before the canal. */
export const ear = (face: FaceShape, side: -1 | 1): Mesh => {
  const { halfHeight, halfWidth, standOut, height } = face.person.ears
  const attachX = headHalfWidth(face)
  const positions = new Float32Array(RINGS * AROUND * 3)
  const cavity = new Float32Array(RINGS * AROUND)
  for (let ring = 0; ring < RINGS; ring++) {
    const out = ring / (RINGS - 1)
    for (let step = 0; step < AROUND; step++) {
      const angle = (step / AROUND) * 2 * Math.PI
      const up = Math.sin(angle)
      const back = Math.cos(angle)
      const u = back * out * halfWidth * (1 + 0.28 * up)
      const v = up * out * halfHeight
      const relief = earRelief({ out, up, back, u, v, halfWidth })
      const fromRoot = u + halfWidth
      const x = attachX - 0.5 + fromRoot * Math.sin(standOut) + relief.height * Math.cos(standOut)
      const z = 0.55 - fromRoot * Math.cos(standOut) + relief.height * Math.sin(standOut)
      const index = ring * AROUND + step
      putVector(positions, index * 3, [side * (x + 0.05 * v), height + v, z - v * LEAN])
      cavity[index] = relief.cavity
    }
  }
  const indices = gridIndices({ rows: RINGS, columns: AROUND, closed: true }, side < 0)
  return plainMesh(positions, indices, { cavity })
}

type EarPoint = { out: number; up: number; back: number; u: number; v: number; halfWidth: number }

const earRelief = ({ out, up, back, u, v, halfWidth }: EarPoint): { height: number; cavity: number } => {
  const rim =
    bell((out - 0.9) / 0.11) *
    smoothStep(-1.15, -0.2, up + 0.5 * Math.min(0, back)) *
    (back < -0.75 ? 0.4 : 1)
  const ridge = bell((out - 0.58) / 0.13) * smoothStep(-0.6, 0.3, back + 0.25 * up)
  const bowl = bell2((u + 0.25) / 0.75, (v + 0.25) / 1.05)
  const flap = bell2((u + 0.684 * halfWidth) / 0.32, (v + 0.2) / 0.5)
  const inside = smoothStep(1, 0.93, out)
  const groove = 0.3 * bell((out - 0.74) / 0.09) * smoothStep(-0.5, 0.4, back + 0.4 * up)
  return {
    height: (0.4 * rim + 0.28 * ridge - 0.55 * bowl + 0.35 * flap) * inside - 0.28 * (1 - inside),
    cavity: clamp(0.9 * bowl * (1 - flap) + groove),
  }
}

const headHalfWidth = ({ field, person }: FaceShape): number => {
  let x = 9
  for (let step = 0; step < 40; step++) {
    const distance = field(x, person.ears.height, -0.1)
    x -= distance * 0.8
    if (distance < 0.003) break
  }
  return x
}
