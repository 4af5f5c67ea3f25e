import type { Mesh } from './mesh.ts'

/** What a pixel shows, and so how it is painted and lit. */
export const MATERIAL = {
  background: 0,
  head: 1,
  ear: 2,
  torso: 3,
  eye: 4,
  shells: 5,
  strands: 6,
  beard: 7,
  glasses: 8,
} as const
export type Material = (typeof MATERIAL)[keyof typeof MATERIAL]

/** Decides point by point, in paint coordinates, whether a surface is there at all. */
export type Keeps = (x: number, y: number, z: number, cavity: number) => boolean

/** A mesh placed before the camera. */
export type Surface = {
  readonly mesh: Mesh
  readonly material: Material
  readonly positions: Float32Array
  readonly normals: Float32Array
  /** How far out this layer of hair lies, 0..1; 0 for everything else. */
  readonly layer: number
  readonly keeps: Keeps | null
  readonly castsShadow: boolean
}
