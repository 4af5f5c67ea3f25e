import type { Field } from './distance-field.ts'
import { faceRelief, type Vertex } from './face-relief.ts'
import { type FaceShape, faceShape } from './face-shape.ts'
import type { Person } from './identity.ts'
import { gridIndices, type Mesh, vertexNormals } from './mesh.ts'
import { noise } from './noise.ts'
import { bell2, clamp, smoothStep } from './shaping.ts'
import { floatAt } from './typed-array.ts'

export const HEAD_COLUMNS = 201
export const HEAD_ROWS = 237
const LOWEST_ANGLE = -1.45
const ANGLE_RANGE = 2.98

/** The point every part of the head surface can be seen from. */
const CENTRE = { x: 0, y: -0.8, z: 0.6 }

export type Head = { readonly face: FaceShape; readonly mesh: Mesh }

/** The head of a person as a mesh, good for every picture of them at that age. */
export const buildHead = (person: Person): Head => {
  const face = faceShape(person)
  const positions = new Float32Array(HEAD_COLUMNS * HEAD_ROWS * 3)
  const cavity = new Float32Array(HEAD_COLUMNS * HEAD_ROWS)
  marchRays(face.field, positions)
  shapeVertices(face, { positions, cavity })
  const indices = gridIndices({ rows: HEAD_ROWS, columns: HEAD_COLUMNS })
  const normals = vertexNormals(positions, indices)
  const occlusion = ambientOcclusion(face.field, { positions, normals })
  return { face, mesh: { positions, paint: positions, normals, indices, occlusion, cavity } }
}

/** Finds the surface along a ray for every vertex; each ray starts just above where its neighbour ended. */
const marchRays = (field: Field, positions: Float32Array): void => {
  let at = 0
  for (let row = 0; row < HEAD_ROWS; row++) {
    const elevation = LOWEST_ANGLE + (ANGLE_RANGE * row) / (HEAD_ROWS - 1)
    const flat = Math.cos(elevation)
    const dy = Math.sin(elevation)
    let reach = 15
    for (let column = 0; column < HEAD_COLUMNS; column++) {
      const u = (column / (HEAD_COLUMNS - 1)) * 2 - 1
      // The cubic packs the columns towards the face, where the detail is.
      const azimuth = Math.PI * (0.42 * u + 0.58 * u * u * u)
      const dx = Math.sin(azimuth) * flat
      const dz = Math.cos(azimuth) * flat
      reach = Math.min(16, reach + 1.2)
      for (let step = 0; step < 40; step++) {
        const distance = field(CENTRE.x + dx * reach, CENTRE.y + dy * reach, CENTRE.z + dz * reach)
        reach -= distance * 0.85
        if (Math.abs(distance) < 0.008) break
      }
      positions[at++] = CENTRE.x + dx * reach
      positions[at++] = CENTRE.y + dy * reach
      positions[at++] = CENTRE.z + dz * reach
    }
  }
}

type Shaped = { readonly positions: Float32Array; readonly cavity: Float32Array }

const shapeVertices = (face: FaceShape, { positions, cavity }: Shaped): void => {
  const reliefs = faceRelief(face)
  const vertex: Vertex = { x: 0, y: 0, z: 0, cavity: 0 }
  for (let k = 0; k < cavity.length; k++) {
    vertex.x = floatAt(positions, k * 3)
    vertex.y = floatAt(positions, k * 3 + 1)
    vertex.z = floatAt(positions, k * 3 + 2)
    vertex.cavity = 0
    if (vertex.z > 2) for (const relief of reliefs) relief(vertex)
    makeIrregular(face, vertex)
    positions[k * 3] = vertex.x
    positions[k * 3 + 1] = vertex.y
    positions[k * 3 + 2] = vertex.z
    cavity[k] = vertex.cavity
  }
}

/** A slow, personal waviness, mostly the same left and right, fading where it would cross the eyes. */
const makeIrregular = ({ person, eye }: FaceShape, vertex: Vertex): void => {
  const { offset, amplitudeCm, asymmetryOffset, asymmetry } = person.irregularity
  const { x, y, z } = vertex
  const side = Math.abs(x)
  const atEye = bell2((side - eye.x) / 1.5, (y - eye.y) / 1.5)
  const amplitude = amplitudeCm * smoothStep(-2, 4, z) * (1 - 0.75 * atEye)
  if (amplitude === 0) return
  const oneSided = asymmetry * 2
  const alongX =
    noise(side * 0.3 + offset, y * 0.3, z * 0.3) +
    oneSided * noise(x * 0.28 + asymmetryOffset, y * 0.28, z * 0.2)
  const alongY =
    noise(side * 0.3, y * 0.3 + offset, z * 0.3 + 50) +
    oneSided * noise(x * 0.28, y * 0.28 + asymmetryOffset, z * 0.2)
  vertex.x += amplitude * alongX * 0.7
  vertex.y += amplitude * alongY * 0.5
  vertex.z += amplitude * 0.9 * noise(side * 0.35, y * 0.35, offset + z * 0.2)
}

const OCCLUSION_STEPS = [
  { distanceCm: 0.45, weight: 1 },
  { distanceCm: 1.1, weight: 0.62 },
  { distanceCm: 2.2, weight: 0.384 },
] as const

/** Where the field along the normal grows slower than the distance walked, something stands in the way. */
const ambientOcclusion = (
  field: Field,
  { positions, normals }: { positions: Float32Array; normals: Float32Array },
): Float32Array => {
  const occlusion = new Float32Array(positions.length / 3)
  for (let k = 0; k < occlusion.length; k++) {
    let covered = 0
    for (const { distanceCm, weight } of OCCLUSION_STEPS) {
      const distance = field(
        floatAt(positions, k * 3) + floatAt(normals, k * 3) * distanceCm,
        floatAt(positions, k * 3 + 1) + floatAt(normals, k * 3 + 1) * distanceCm,
        floatAt(positions, k * 3 + 2) + floatAt(normals, k * 3 + 2) * distanceCm,
      )
      covered += (weight * Math.max(0, distanceCm - distance)) / distanceCm
    }
    occlusion[k] = clamp(1 - covered * 0.5, 0.15, 1)
  }
  return occlusion
}
