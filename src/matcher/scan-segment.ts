import { must } from '../kernel/index.ts'
import { BestPersons, byValue } from './best-persons.ts'
import { BoundQueue } from './bound-queue.ts'
import { quantiseQuery, roundingSlack } from './quantise.ts'
import type { RowFilter } from './row-filter.ts'
import { type RowStore, segmentRows } from './row-store.ts'

/** State of one scan: what has been seen, what may still be among the best, what was dropped with which bound. */
export type Scan = {
  readonly query: ReturnType<typeof quantiseQuery>
  readonly filter: RowFilter
  /** Rows inserted after this number are not part of the gallery that is searched. */
  readonly lastInsertion: number
  readonly filteredOut: Float64Array
  readonly personSeen: Uint8Array
  readonly waiting: BoundQueue
  /** The k best persons by lower bound: what they are sure to reach is the threshold for all others. */
  readonly sure: BestPersons
  rowsScanned: number
  personsScanned: number
  largestDropped: number
}

export function beginScan(
  store: RowStore,
  options: { query: Float32Array; k: number; filter: RowFilter; filters: number },
): Scan {
  return {
    query: quantiseQuery(options.query),
    filter: options.filter,
    lastInsertion: store.changes.insertions,
    filteredOut: new Float64Array(options.filters),
    personSeen: new Uint8Array(store.personIndexes),
    waiting: new BoundQueue(),
    sure: new BestPersons(options.k, byValue),
    rowsScanned: 0,
    personsScanned: 0,
    largestDropped: Number.NEGATIVE_INFINITY,
  }
}

/** Whole-number inner product: the same on every machine in any order. `stride` is a multiple of eight. */
export function codeProduct(query: Int16Array, codes: Int8Array, from: number): number {
  const stride = query.length
  let first = 0
  let second = 0
  let third = 0
  let fourth = 0
  // Four sums, so that one addition need not wait for the other.
  for (let index = 0; index < stride; index += 8) {
    const at = from + index
    first += (query[index] ?? 0) * (codes[at] ?? 0) + (query[index + 4] ?? 0) * (codes[at + 4] ?? 0)
    second += (query[index + 1] ?? 0) * (codes[at + 1] ?? 0) + (query[index + 5] ?? 0) * (codes[at + 5] ?? 0)
    third += (query[index + 2] ?? 0) * (codes[at + 2] ?? 0) + (query[index + 6] ?? 0) * (codes[at + 6] ?? 0)
    fourth += (query[index + 3] ?? 0) * (codes[at + 3] ?? 0) + (query[index + 7] ?? 0) * (codes[at + 7] ?? 0)
  }
  return first + second + third + fourth
}

/**
 * Scans one segment. For query q = q' + f and row x = x' + e (q', x' coded), Cauchy-Schwarz gives
 * |<q,x> - <q',x'>| = |<q,e> + <f,x'>| <= |q||e| + |f||x'|; with the rounding slack that is the row's margin.
 * A row whose upper bound is below what k persons are sure to reach is dropped, and its bound remembered.
 */
export function scanSegment(scan: Scan, store: RowStore, segmentIndex: number): void {
  const segment = must(store.segments[segmentIndex], 'segment to scan')
  const { query, filter, lastInsertion, sure, waiting } = scan
  const { codes, scales, errorNorms, norms, insertions, persons } = segment
  let threshold = sure.threshold
  for (let row = 0; row < segmentRows; row++) {
    const insertion = insertions[row] ?? 0
    if (insertion === 0 || insertion > lastInsertion) continue
    const excludedBy = filter(segment, row, segmentIndex)
    if (excludedBy >= 0) {
      scan.filteredOut[excludedBy] = (scan.filteredOut[excludedBy] ?? 0) + 1
      continue
    }
    scan.rowsScanned++
    const person = persons[row] ?? 0
    if (scan.personSeen[person] === 0) {
      scan.personSeen[person] = 1
      scan.personsScanned++
    }
    const approximate =
      codeProduct(query.codes, codes, row * store.stride) * (query.scale * (scales[row] ?? 0))
    const margin = query.length * (errorNorms[row] ?? 0) + query.errorNorm * (norms[row] ?? 0) + roundingSlack
    const upper = approximate + margin
    if (upper < threshold) {
      if (upper > scan.largestDropped) scan.largestDropped = upper
      continue
    }
    const slot = segmentIndex * segmentRows + row
    const lower = approximate - margin
    waiting.add({ slot, upper, lower })
    sure.offer({ person, slot, value: lower })
    threshold = sure.threshold
  }
}
