import type { HairShape } from './hair-shape.ts'
import { HEAD_COLUMNS, HEAD_ROWS } from './head-mesh.ts'
import type { Mesh } from './mesh.ts'
import { vertexNormals } from './mesh.ts'
import { noise } from './noise.ts'
import { smoothStep } from './shaping.ts'
import type { Keeps } from './surface.ts'
import { floatAt } from './typed-array.ts'

export type Shell = {
  readonly mesh: Mesh
  readonly layer: number
  readonly keeps: Keeps
  readonly castsShadow: boolean
}

/** Where the root of curls ends and the fuzz begins: deeper layers would only show as stripes. */
export const CURL_ROOT = 0.62

/** A part of the head surface, each vertex knowing the head vertex it grew from. */
export type Patch = { readonly source: readonly number[]; readonly indices: Uint32Array }

/** The vertices for which `belongs` holds, taking every `stride`-th row and column of the head. */
export const headPatch = (
  head: Mesh,
  { stride, belongs }: { stride: number; belongs: (x: number, y: number, z: number) => boolean },
): Patch => {
  const source: number[] = []
  const place = new Map<number, number>()
  for (let row = 0; row < HEAD_ROWS; row += stride) {
    for (let column = 0; column < HEAD_COLUMNS; column += stride) {
      const k = row * HEAD_COLUMNS + column
      const [x, y, z] = [0, 1, 2].map((axis) => floatAt(head.paint, k * 3 + axis)) as [number, number, number]
      if (!belongs(x, y, z)) continue
      place.set(k, source.length)
      source.push(k)
    }
  }
  const indices: number[] = []
  for (const k of source) {
    if ((k % HEAD_COLUMNS) + stride >= HEAD_COLUMNS) continue
    const corners = [k, k + stride, k + stride * HEAD_COLUMNS, k + stride * (HEAD_COLUMNS + 1)]
    const [a, b, c, d] = corners.map((corner) => place.get(corner))
    if (a === undefined || b === undefined || c === undefined || d === undefined) continue
    indices.push(a, b, c, b, d, c)
  }
  return { source, indices: Uint32Array.from(indices) }
}

/** Copies three floats per vertex of the patch out of the head's arrays. */
export const gather = (values: Float32Array, { source }: Patch): Float32Array => {
  const picked = new Float32Array(source.length * 3)
  source.forEach((k, index) => {
    for (let axis = 0; axis < 3; axis++) picked[index * 3 + axis] = floatAt(values, k * 3 + axis)
  })
  return picked
}

type Fur = {
  readonly patch: Patch
  readonly paint: Float32Array
  readonly roots: Float32Array
  readonly outward: Float32Array
  readonly cavity: Float32Array
}

/** One layer of a fur: the patch pushed out by `lengthAt(vertex)` and sinking by `droop` of it. */
export const furLayer = (
  fur: Fur,
  { lengthAt, droop }: { lengthAt: (vertex: number) => number; droop: number },
): Mesh => {
  const positions = new Float32Array(fur.roots.length)
  for (let vertex = 0; vertex < fur.cavity.length; vertex++) {
    const reach = lengthAt(vertex)
    for (let axis = 0; axis < 3; axis++) {
      const at = vertex * 3 + axis
      positions[at] =
        floatAt(fur.roots, at) + floatAt(fur.outward, at) * reach - (axis === 1 ? reach * droop : 0)
    }
  }
  const { indices } = fur.patch
  return {
    positions,
    indices,
    paint: fur.paint,
    normals: vertexNormals(positions, indices),
    occlusion: null,
    cavity: fur.cavity,
  }
}

/** Hair on the head: layers of the scalp pushed outwards, each kept only where a strand passes through it. */
export const hairShells = (
  hair: HairShape,
  { head, positions }: { head: Mesh; positions: Float32Array },
): readonly Shell[] => {
  if (hair.layers === 0) return []
  const patch = headPatch(head, { stride: 2, belongs: (x, y, z) => hair.overHairline(x, y, z) > -1.2 })
  const paint = gather(head.paint, patch)
  const cavity = Float32Array.from(patch.source, (_, k) => hair.overHairline(...point(paint, k)))
  const lengths = Float32Array.from(patch.source, (_, k) => {
    const taper = smoothStep(-0.1, hair.isCurly ? 1.2 : 2.4, floatAt(cavity, k) + 0.1)
    return hair.thickness(...point(paint, k)) * taper
  })
  const fur = { patch, paint, cavity, roots: gather(positions, patch), outward: gather(head.normals, patch) }
  const isShort = hair.style === 'buzz' || hair.style === 'crop'
  return Array.from({ length: hair.layers }, (_, index): Shell => {
    const share = (index + 1) / hair.layers
    const layer = hair.isCurly ? lerpFrom(CURL_ROOT, share) : isShort ? share : lerpFrom(0.45, share)
    return {
      mesh: furLayer(fur, { lengthAt: (vertex) => floatAt(lengths, vertex) * layer, droop: 0 }),
      layer,
      keeps: strandReaches(hair, layer),
      castsShadow: index + 1 === hair.layers || index + 1 === Math.ceil(hair.layers / 2),
    }
  })
}

const lerpFrom = (start: number, share: number): number => start + (1 - start) * share

const point = (values: Float32Array, k: number): [number, number, number] => [
  floatAt(values, k * 3),
  floatAt(values, k * 3 + 1),
  floatAt(values, k * 3 + 2),
]

/** Thicker strands reach further out, and the hairline is ragged rather than the rim of a cap. */
const strandReaches = (hair: HairShape, layer: number): Keeps => {
  const raggedness = hair.style === 'buzz' ? 0.6 : 1.3
  const needed = hair.isCurly
    ? (layer - CURL_ROOT) * 2.1 + 0.02
    : layer < 0.8
      ? layer * 0.25
      : (layer - 0.8) * 2.6 + 0.2
  return (x, y, z, overHairline) => {
    if (overHairline < -0.9) return false
    const strand = hair.strand(x, y, z)
    const edge = overHairline + (strand - 0.5) * raggedness + 0.25 * noise(x * 13, y * 13, z * 13)
    if (edge < 0) return false
    return strand * smoothStep(0, 0.9, edge) + 0.12 * noise(x * 31, y * 31, z * 31) > needed
  }
}
