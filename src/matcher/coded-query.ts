import { must } from '../kernel/index.ts'
import type { CodeLayout } from './code-layout.ts'
import { memoryMap } from './memory-map.ts'
import { turnQueries } from './turned-queries.ts'

/** Largest code of a query: 13 bits and a sign, so that sums over 1024 dimensions stay below 2^31. */
const codeMax = 8191
/** Makes a value that is stored as float32 never smaller than the computed one. */
const roundUp = 1 + 2 ** -22
/** Bytes of the constants of four queries; kernel/lane.ts says what stands where. */
const groupBytes = 96
/** Longest row that is let in: unit length and its tolerance. */
const longestRow = 1.001

/**
 * Covers what float32 arithmetic adds to a bound: three roundings of the approximate similarity, three of the bound
 * itself, one of the similarity that it is compared with, each at most 2^-24 of a value near 1; twice over.
 */
export const roundingSlack = 2 ** -20

/**
 * A query as whole numbers times a scale, with what bounds every row. Where axes are turned, q and x stand for the turned ones. For query q = q' + f and row x = x' + e (q', x' coded),
 * Cauchy-Schwarz gives |<q,x> - <q',x'>| = |<q,e> + <f,x'>| <= |q||e| + |f||x'|, and |x'| <= |x| + |e|: so a row's margin is
 * `errorFactor` |e| + `base`. All are rounded up to float32.
 */
export type CodedQuery = {
  readonly codes: Int16Array
  readonly scale: number
  readonly errorFactor: number
  readonly base: number
  /** Length of the rest: times that of a row's it is the most that their rests can add to the product of their fronts. */
  readonly tail: number
}

export function codeQueries(vectors: readonly Float32Array[], layout: CodeLayout): readonly CodedQuery[] {
  const values = layout.turn ? turnQueries(vectors, layout.turn) : vectors
  return vectors.map((vector, at) => codeQuery(vector, { layout, values: must(values[at], 'turned query') }))
}

type Turned = { readonly layout: CodeLayout; readonly values: Float32Array | Float64Array }

function codeQuery(vector: Float32Array, { layout: { front, turn }, values }: Turned): CodedQuery {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  const scale = Math.fround(largest / codeMax)
  const codes = new Int16Array(values.length)
  let lost = 0
  for (const [index, value] of values.entries()) {
    const code = Math.max(-codeMax, Math.min(codeMax, Math.round(value / scale)))
    codes[index] = code
    // The scale has 24 bits and a code 14, so their product is exact in float64.
    lost += (value - scale * code) ** 2
  }
  const length = Math.max(lengthOf(vector), lengthOf(values))
  const error = Math.sqrt(lost)
  const { stretch, residue } = turn ?? { stretch: 1, residue: 0 }
  return {
    codes,
    scale,
    errorFactor: Math.fround((length + error) * roundUp),
    base: Math.fround((longestRow * (stretch * error + residue * length) + roundingSlack) * roundUp),
    tail: Math.fround(lengthOf(values.subarray(front)) * roundUp),
  }
}

function lengthOf(values: Float32Array | Float64Array): number {
  let squares = 0
  for (const value of values) squares += value * value
  return Math.sqrt(squares)
}

/** Writes queries, 16 at the most, where the kernel looks for them: one as it is, more in groups of four side by side. */
export function writeQueries(
  buffer: ArrayBufferLike,
  { queries, layout }: { queries: readonly CodedQuery[]; layout: CodeLayout },
): void {
  const { stride, front } = layout
  const { constantsAt, codesAt, queriesAtOnce } = memoryMap
  new Uint8Array(buffer, constantsAt, (queriesAtOnce / 4) * groupBytes).fill(0)
  const codes = new Int16Array(buffer, codesAt, queriesAtOnce * stride).fill(0)
  const together = queries.length > 1 ? 4 : 1
  for (const [place, query] of queries.entries()) {
    const from = (place - (place % together)) * stride + (place % together) * 8
    const sums = layOut(codes.subarray(from), { codes: query.codes, step: 8 * together, front })
    const group = constantsAt + (place >> 2) * groupBytes
    const floats = new Float32Array(buffer, group, groupBytes / 4)
    const wholes = new Int32Array(buffer, group, groupBytes / 4)
    floats[place & 3] = query.scale
    floats[4 + (place & 3)] = query.errorFactor
    floats[8 + (place & 3)] = query.base
    wholes[12 + (place & 3)] = 128 * sums.front + (together > 1 ? sums.own : 0)
    floats[16 + (place & 3)] = query.tail
    wholes[20 + (place & 3)] = 128 * sums.rest
  }
}

/**
 * For each 16 dimensions the 8 even ones, then, `step` after the first of them, the 8 odd ones. Gives the sums of the even
 * ones in the front and in the rest, and that of the products of even with odd ones in the front, modulo 2^32 (see sumGroup in kernel/eight-rows.ts).
 */
function layOut(
  into: Int16Array,
  { codes, step, front }: { readonly codes: Int16Array; readonly step: number; readonly front: number },
): { front: number; rest: number; own: number } {
  const sums = { front: 0, rest: 0, own: 0 }
  for (const [index, code] of codes.entries()) {
    const within = index % 16
    const eight = 2 * Math.floor(index / 16) + (within & 1)
    into[eight * step + (within >> 1)] = code
    if ((within & 1) === 0) sums[index < front ? 'front' : 'rest'] += code
    else if (index < front) sums.own = (sums.own + Math.imul(code, codes[index - 1] ?? 0)) | 0
  }
  return sums
}
