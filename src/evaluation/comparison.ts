import { must } from '../kernel/index.ts'
import type { Pair } from './pair.ts'

/** A pair with what the machine says of it. */
export type PairComparison = Pair & {
  /**
   * Dot product of the two templates, -1 to 1. Minus infinity when one of the pictures gave no template: below every
   * threshold, so the machine says "different" (NIST FRTE counts a failure to make a template as a low similarity).
   */
  readonly similarity: number
}

/** Similarities of one kind of pairs, least similar first. */
export const similaritiesOf = (comparisons: readonly PairComparison[], same: boolean): Float64Array =>
  Float64Array.from(
    comparisons.filter((one) => one.same === same),
    ({ similarity }) => similarity,
  ).sort()

/** How many of the ascending values are at least the threshold. */
export function countAtLeast(ascending: Float64Array, threshold: number): number {
  let from = 0
  let to = ascending.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (must(ascending[middle], 'similarity') < threshold) from = middle + 1
    else to = middle
  }
  return ascending.length - from
}
