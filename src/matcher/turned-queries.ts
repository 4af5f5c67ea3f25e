import type { Turn } from './code-layout.ts'
import { type Kernel, kernelOver } from './kernel.ts'
import { memoryMap } from './memory-map.ts'

/** How many the kernel turns at once. */
const together = 4
const { pageBytes } = memoryMap

/** A kernel with the matrix of one turn in a memory of its own, and where queries and what becomes of them lie there. */
type Turner = {
  readonly kernel: Kernel
  readonly rows: number
  readonly queries: Float64Array
  readonly turned: Float64Array
}

const turners = new WeakMap<Turn, Turner>()

/** B q of each query, in float64. */
export function turnQueries(queries: readonly Float32Array[], turn: Turn): readonly Float64Array[] {
  const turner = turners.get(turn) ?? makeTurner(turn)
  turners.set(turn, turner)
  return queries.flatMap((_, at) =>
    at % together === 0 ? turnFour(queries.slice(at, at + together), turner) : [],
  )
}

function makeTurner({ forQueries }: Turn): Turner {
  const size = Math.sqrt(forQueries.length)
  const places = together * Math.ceil(size / together)
  const bytes = 8 * (places * size + 2 * together * places)
  const pages = Math.ceil(bytes / pageBytes)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  const queries = new Float64Array(memory.buffer, 0, together * size)
  const turned = new Float64Array(memory.buffer, queries.byteLength, together * places)
  const rows = queries.byteLength + turned.byteLength
  new Float64Array(memory.buffer, rows, size * size).set(forQueries)
  return { kernel: kernelOver(memory), rows, queries, turned }
}

/** Leaves nothing of the queries in the memory. */
function turnFour(
  vectors: readonly Float32Array[],
  { kernel, rows, queries, turned }: Turner,
): Float64Array[] {
  const size = queries.length / together
  for (const [place, vector] of vectors.entries())
    for (let at = 0; at < size; at++) queries[at * together + place] = vector[at] ?? 0
  kernel.turnQueries(queries.byteOffset, rows, turned.byteOffset, size)
  const found = vectors.map((_, place) =>
    Float64Array.from({ length: size }, (_, at) => turned[at * together + place] ?? 0),
  )
  queries.fill(0)
  turned.fill(0)
  return found
}
