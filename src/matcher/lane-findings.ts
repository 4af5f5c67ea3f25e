import { must } from '../kernel/index.ts'

/** Rows that may be among the best for one query, with their bounds; the same index belongs together in every list. */
export type SegmentFinding = {
  /** Segment's place in the job times 2^20, plus row. */
  readonly slots: number[]
  readonly uppers: number[]
  readonly lowers: number[]
  readonly persons: number[]
  /** Largest upper bound of a row that is not in the lists; -Infinity when there is none. */
  largestDropped: number
}

export const emptyFinding = (): SegmentFinding => ({
  slots: [],
  uppers: [],
  lowers: [],
  persons: [],
  largestDropped: Number.NEGATIVE_INFINITY,
})

/** The same without rows that cannot reach `threshold`: most of those that were found before it was known. */
export function reaching(finding: SegmentFinding, threshold: number): SegmentFinding {
  const kept = emptyFinding()
  kept.largestDropped = finding.largestDropped
  for (const [at, upper] of finding.uppers.entries())
    if (upper < threshold) kept.largestDropped = Math.max(kept.largestDropped, upper)
    else {
      kept.slots.push(must(finding.slots[at], 'slot'))
      kept.uppers.push(upper)
      kept.lowers.push(must(finding.lowers[at], 'lower bound'))
      kept.persons.push(must(finding.persons[at], 'person'))
    }
  return kept
}

const scratch = new DataView(new ArrayBuffer(4))

/** A float32 as a whole number of the same order, so that threads can raise it with compare-and-exchange. */
export function sortable(value: number): number {
  scratch.setFloat32(0, value)
  const bits = scratch.getInt32(0)
  return bits < 0 ? bits ^ 0x7fffffff : bits
}

export function fromSortable(whole: number): number {
  scratch.setInt32(0, whole < 0 ? whole ^ 0x7fffffff : whole)
  return scratch.getFloat32(0)
}

/** Raises a shared threshold to at least `value`. */
export function raise(thresholds: Int32Array, { query, value }: { query: number; value: number }): void {
  const wanted = sortable(value)
  let known = Atomics.load(thresholds, query)
  while (known < wanted) {
    const found = Atomics.compareExchange(thresholds, query, known, wanted)
    if (found === known) return
    known = found
  }
}
