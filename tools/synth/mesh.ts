import { length3 } from './shaping.ts'
import { floatAt, indexAt } from './typed-array.ts'

/** Triangles in space. `paint` holds the coordinates a surface is painted in, which stay put when it moves. */
export type Mesh = {
  readonly positions: Float32Array
  readonly paint: Float32Array
  readonly normals: Float32Array
  readonly indices: Uint32Array
  /** Share of the surroundings each vertex sees, or null where nothing covers it. */
  readonly occlusion: Float32Array | null
  /** Depth of creases, or for hair the height over the hairline: one free channel per vertex. */
  readonly cavity: Float32Array | null
}

export const vertexCount = (mesh: Pick<Mesh, 'positions'>): number => mesh.positions.length / 3

/** A mesh without occlusion and cavity whose paint coordinates are its positions unless given. */
export const plainMesh = (
  positions: Float32Array,
  indices: Uint32Array,
  extra: { paint?: Float32Array; cavity?: Float32Array } = {},
): Mesh => ({
  positions,
  indices,
  paint: extra.paint ?? positions,
  normals: vertexNormals(positions, indices),
  occlusion: null,
  cavity: extra.cavity ?? null,
})

export type Grid = { readonly rows: number; readonly columns: number; readonly closed?: boolean }

/** Two triangles for every cell of a grid stored row by row; `closed` joins the last column to the first. */
export const gridIndices = ({ rows, columns, closed = false }: Grid, flip = false): Uint32Array => {
  const cells = closed ? columns : columns - 1
  const indices = new Uint32Array((rows - 1) * cells * 6)
  let next = 0
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column < cells; column++) {
      const a = row * columns + column
      const b = row * columns + ((column + 1) % columns)
      const c = a + columns
      const d = b + columns
      indices[next] = a
      indices[next + 1] = flip ? c : b
      indices[next + 2] = flip ? b : c
      indices[next + 3] = b
      indices[next + 4] = flip ? c : d
      indices[next + 5] = flip ? d : c
      next += 6
    }
  }
  return indices
}

/** Normals as the area-weighted mean of the triangles around each vertex. */
export const vertexNormals = (positions: Float32Array, indices: Uint32Array): Float32Array => {
  const normals = new Float32Array(positions.length)
  for (let t = 0; t < indices.length; t += 3) {
    const a = indexAt(indices, t) * 3
    const b = indexAt(indices, t + 1) * 3
    const c = indexAt(indices, t + 2) * 3
    const ux = floatAt(positions, b) - floatAt(positions, a)
    const uy = floatAt(positions, b + 1) - floatAt(positions, a + 1)
    const uz = floatAt(positions, b + 2) - floatAt(positions, a + 2)
    const vx = floatAt(positions, c) - floatAt(positions, a)
    const vy = floatAt(positions, c + 1) - floatAt(positions, a + 1)
    const vz = floatAt(positions, c + 2) - floatAt(positions, a + 2)
    addAt(normals, a, uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
    addAt(normals, b, uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
    addAt(normals, c, uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
  }
  for (let k = 0; k < normals.length; k += 3) {
    const scale = 1 / (length3(floatAt(normals, k), floatAt(normals, k + 1), floatAt(normals, k + 2)) || 1)
    for (let axis = 0; axis < 3; axis++) normals[k + axis] = floatAt(normals, k + axis) * scale
  }
  return normals
}

const addAt = (sums: Float32Array, at: number, x: number, y: number, z: number): void => {
  sums[at] = floatAt(sums, at) + x
  sums[at + 1] = floatAt(sums, at + 1) + y
  sums[at + 2] = floatAt(sums, at + 2) + z
}
