import type { FaceShape } from './face-shape.ts'
import { gridIndices, type Mesh, plainMesh } from './mesh.ts'
import { bell } from './shaping.ts'
import { putVector } from './typed-array.ts'

const AROUND = 40
const RINGS = 29
const RADII = { x: 1.55, y: 1.24, z: 1.22 }

/**
 * The front of one eyeball. A separate body behind the lids gives true parallax when the head turns. Its paint
 * coordinates are cm from the middle of the eye, and the side it is on.
 */
export const eyeball = ({ eye }: FaceShape, side: -1 | 1): Mesh => {
  const positions = new Float32Array(AROUND * RINGS * 3)
  const paint = new Float32Array(AROUND * RINGS * 3)
  for (let ring = 0; ring < RINGS; ring++) {
    const polar = (ring / (RINGS - 1)) * 1.35
    for (let step = 0; step < AROUND; step++) {
      const around = (step / AROUND) * 2 * Math.PI
      const x = Math.sin(polar) * Math.cos(around)
      const y = Math.sin(polar) * Math.sin(around)
      const cornea = 0.06 * bell(polar / 0.35)
      const at = (ring * AROUND + step) * 3
      putVector(positions, at, [
        side * eye.x + x * RADII.x,
        eye.y + y * RADII.y,
        eye.z + Math.cos(polar) * RADII.z + cornea,
      ])
      putVector(paint, at, [x * RADII.y, y * RADII.y, side])
    }
  }
  // Ring 0 is the pole, so going outwards and around turns the triangles towards the viewer only when flipped.
  return plainMesh(positions, gridIndices({ rows: RINGS, columns: AROUND, closed: true }, true), { paint })
}
