import type { Person } from './identity.ts'
import { gridIndices, type Mesh, plainMesh } from './mesh.ts'
import { bell, type Curve, curveThrough, signedPower, smoothStep } from './shaping.ts'
import { putVector } from './typed-array.ts'

const AROUND = 72
const TOP_Y = -5
const BOTTOM_Y = -36
const STEP_CM = 0.45

/** Where the collar lies in front; the neck above it is skin. */
export const COLLAR_Y = -13.7

/** Neck and shoulders as rings of changing width and depth. */
export const torso = (person: Person): Mesh => {
  const rows = Math.floor((TOP_Y - BOTTOM_Y) / STEP_CM)
  const { halfWidth, halfDepth, centreZ } = profile(person)
  const larynx = person.sex === 'M' ? 0.5 * person.irregularity.larynx : 0
  const positions = new Float32Array(rows * AROUND * 3)
  for (let row = 0; row < rows; row++) {
    const y = TOP_Y - row * STEP_CM
    const power = y < -15 ? 0.8 : 1
    for (let step = 0; step < AROUND; step++) {
      const angle = (step / AROUND) * 2 * Math.PI
      const front = Math.cos(angle)
      const x = halfWidth(y) * signedPower(Math.sin(angle), power)
      let z = centreZ(y) + halfDepth(y) * signedPower(front, power)
      if (y > -15 && front > 0) {
        const tendon = Math.abs(x) - (1.2 + (y + 15) * 0.42)
        z += 0.35 * bell(tendon / 0.8) * smoothStep(-5, -9, y) + larynx * bell(x / 0.8) * bell(y + 11.9)
      }
      putVector(positions, (row * AROUND + step) * 3, [x, y, z])
    }
  }
  return plainMesh(positions, gridIndices({ rows, columns: AROUND, closed: true }, true))
}

const profile = (person: Person): { halfWidth: Curve; halfDepth: Curve; centreZ: Curve } => {
  const neck = person.skull.neckWidth * 0.9
  const build = (person.sex === 'M' ? 1.06 : 0.99) + 0.06 * person.weight
  return {
    halfWidth: curveThrough([
      [-36, 21.5 * build],
      [-27.7, 21 * build],
      [-23.7, 20.6 * build],
      [-20.4, 19.8 * build],
      [-18.3, 18.2 * build],
      [-16.8, 16 * build],
      [-15.6, 13.2],
      [-14.7, 10.8],
      [-14, 9.2],
      [-13.4, 8.1 * neck],
      [-12.8, 7.3 * neck],
      [-12.1, 6.7 * neck],
      [-10.2, 6.05 * neck],
      [-5, 5.75 * neck],
    ]),
    halfDepth: curveThrough([
      [-36, 12],
      [-23.7, 11],
      [-18.7, 9.6],
      [-15.7, 7.8],
      [-13.7, 6.7 * neck],
      [-12, 6.2 * neck],
      [-5, 6 * neck],
    ]),
    centreZ: curveThrough([
      [-36, -4],
      [-17.7, -4.2],
      [-12, -3.2],
      [-5, -1.2],
    ]),
  }
}
