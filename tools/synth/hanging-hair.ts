import type { Person } from './identity.ts'
import { gridIndices, type Mesh, plainMesh } from './mesh.ts'
import { noise } from './noise.ts'
import { clamp, lerp, smoothStep } from './shaping.ts'
import type { Styling } from './styling.ts'
import type { Keeps } from './surface.ts'
import { floatAt, putVector } from './typed-array.ts'

/** A sheet of strands; three of them nested give hair its depth. */
export type Sheet = { readonly mesh: Mesh; readonly layer: number; readonly keeps: Keeps }

const SHEETS = [0, 1, 2] as const
const AROUND = 91
const DOWN = 61
const FRINGE_AROUND = 61
const FRINGE_DOWN = 25

/** Hair hanging beside and behind the face, open in front. */
export const hangingHair = (person: Person, styling: Styling): readonly Sheet[] => {
  const bottom = bottomY(styling)
  return SHEETS.map((sheet) => ({
    mesh: curtain(person, styling, sheet),
    layer: sheet * 0.3,
    keeps: (x, y, z) => {
      const column = x - 31 * z
      const fromEdge = Math.min(column, AROUND - 1 - column)
      const streak = 0.5 + 0.5 * noise(x * 0.8, y * 0.1, z * 7)
      if (y > 4.5 && streak < smoothStep(4.5, 6.2, y)) return false
      if (fromEdge < 3 && streak < 1 - fromEdge * 0.3) return false
      return y >= bottom + 2.2 || streak >= (bottom + 2.2 - y) / 2.6
    },
  }))
}

const bottomY = ({ hair, hairLength }: Styling): number =>
  hair === 'bob' ? -9.5 - 3 * hairLength : hair === 'fringe' ? -12 - 6 * hairLength : -15 - 7 * hairLength

const curtain = (person: Person, styling: Styling, sheet: number): Mesh => {
  const own = person.irregularity.offset
  const opening = (styling.hair === 'fringe' ? 0.98 : 0.92 + 0.1 * noise(own, 2, 3)) + sheet * 0.06
  const positions = new Float32Array(AROUND * DOWN * 3)
  const paint = new Float32Array(AROUND * DOWN * 3)
  for (let i = 0; i < AROUND; i++) {
    const azimuth = lerp(opening, 2 * Math.PI - opening, i / (AROUND - 1))
    const side = Math.sin(azimuth)
    const nearFace = smoothStep(1.35, 0.85, Math.min(azimuth, 2 * Math.PI - azimuth))
    const end = bottomY(styling) * (1 + 0.05 * noise(i * 0.6, sheet * 5, own))
    for (let j = 0; j < DOWN; j++) {
      const y = lerp(6.2, end, j / (DOWN - 1))
      const scalp = Math.sqrt(clamp(1 - (Math.max(0, y - 1) / 11.2) ** 2, 0.05))
      const low = smoothStep(1, -9, y)
      const off = 1.05 * styling.hairThickness - sheet * 0.35 + 0.12 * noise(i * 0.35, y * 0.12, sheet + own)
      const flare = low * (1.2 + 0.5 * noise(own, 7, 1)) + smoothStep(-9, -17, y) * 1.5
      const halfWidth = 7.4 * person.skull.width * scalp + off + flare
      const halfDepth = 9.3 * scalp + off - low * 1.2
      const at = (i * DOWN + j) * 3
      const x = side * halfWidth + Math.sign(side) * nearFace * low * 0.9
      putVector(positions, at, [x, y, Math.cos(azimuth) * halfDepth - 0.5])
      putVector(paint, at, [i + sheet * 31, y, sheet])
    }
  }
  return facingOutwards(plainMesh(positions, gridIndices({ rows: AROUND, columns: DOWN }), { paint }))
}

/** Hair cut straight over the brows. */
export const fringe = (person: Person, styling: Styling): readonly Sheet[] =>
  SHEETS.map((sheet) => ({
    mesh: fringeSheet(person, styling, sheet),
    layer: sheet * 0.3,
    keeps: (x, y, z) => {
      const streak = 0.5 + 0.5 * noise(x * 0.9, y * 0.12, z * 9 + 3)
      const fromMiddle = Math.abs(((x - 37 * z) / 1.5 / (FRINGE_AROUND - 1)) * 2 - 1)
      return y > 2.6 + fromMiddle * 0.9 + streak
    },
  }))

const fringeSheet = (person: Person, styling: Styling, sheet: number): Mesh => {
  const own = person.irregularity.offset
  const positions = new Float32Array(FRINGE_AROUND * FRINGE_DOWN * 3)
  const paint = new Float32Array(FRINGE_AROUND * FRINGE_DOWN * 3)
  for (let i = 0; i < FRINGE_AROUND; i++) {
    const azimuth = lerp(-1.12, 1.12, i / (FRINGE_AROUND - 1))
    const end = 2.6 + 0.35 * noise(i * 0.5, sheet * 3, own) + 0.9 * Math.abs(azimuth)
    for (let j = 0; j < FRINGE_DOWN; j++) {
      const t = j / (FRINGE_DOWN - 1)
      const y = lerp(9.6, end, t)
      const scalp = Math.sqrt(clamp(1 - ((y - 2.6) / 9.2) ** 2, 0.05))
      const off = 0.55 * styling.hairThickness - 0.16 * sheet + 0.35 * Math.sin(t * 2.6)
      const at = (i * FRINGE_DOWN + j) * 3
      const x = Math.sin(azimuth) * (7.15 * person.skull.width * scalp + off)
      putVector(positions, at, [x, y, Math.cos(azimuth) * (9 * scalp + off) + 0.3])
      putVector(paint, at, [i * 1.5 + sheet * 37, y, sheet])
    }
  }
  return facingOutwards(
    plainMesh(positions, gridIndices({ rows: FRINGE_AROUND, columns: FRINGE_DOWN }), { paint }),
  )
}

/** A sheet has two sides and is only ever seen from outside. */
const facingOutwards = (mesh: Mesh): Mesh => {
  for (let at = 0; at < mesh.normals.length; at += 3) {
    const outwards =
      floatAt(mesh.normals, at) * floatAt(mesh.positions, at) +
      floatAt(mesh.normals, at + 2) * (floatAt(mesh.positions, at + 2) + 0.5)
    if (outwards >= 0) continue
    for (let axis = 0; axis < 3; axis++) mesh.normals[at + axis] = -floatAt(mesh.normals, at + axis)
  }
  return mesh
}
