import { must, type Share, share } from '../kernel/index.ts'
import { countAtLeast, type PairComparison, similaritiesOf } from './comparison.ts'

export type TrueAccepts = Share & {
  /** The share of different pairs that may be accepted, and how many were. */
  readonly falseAcceptRate: number
  readonly falseAccepts: number
  readonly threshold: number
  /** False when there are too few different pairs to accept even one: the figure then holds for none accepted. */
  readonly resolved: boolean
}

/**
 * True accept rate at a false accept rate (1 - FNMR at FMR, ISO/IEC 19795-1): the share of same pairs at or above the
 * smallest threshold that accepts at most that share of the different pairs.
 */
export function trueAccepts(comparisons: readonly PairComparison[], falseAcceptRate: number): TrueAccepts {
  const same = similaritiesOf(comparisons, true)
  const different = similaritiesOf(comparisons, false)
  const permitted = Math.floor(falseAcceptRate * different.length + 1e-9)
  const threshold = thresholdAccepting(different, permitted)
  return {
    ...share(countAtLeast(same, threshold), same.length),
    falseAcceptRate,
    falseAccepts: countAtLeast(different, threshold),
    threshold,
    resolved: permitted > 0,
  }
}

/**
 * The smallest threshold that at most `permitted` of the ascending values reach: just above the next value. Values
 * are float64, so "just above" is the next one that float64 can tell apart.
 */
export function thresholdAccepting(ascending: Float64Array, permitted: number): number {
  const next = ascending[ascending.length - 1 - permitted]
  return next === undefined ? Number.NEGATIVE_INFINITY : nextAbove(next)
}

/** The next number that float64 can tell apart; the lowest finite one above minus infinity. */
function nextAbove(value: number): number {
  if (value === Number.NEGATIVE_INFINITY) return -Number.MAX_VALUE
  const bits = new BigInt64Array(Float64Array.of(value === 0 ? 0 : value).buffer)
  bits[0] = (bits[0] ?? 0n) + (value < 0 ? -1n : 1n)
  return must(new Float64Array(bits.buffer)[0], 'next number')
}

export type EqualError = { readonly value: number; readonly threshold: number }

/** Where as large a share of same pairs is refused as of different pairs is accepted; the mean of the two there. */
export function equalErrorRate(points: readonly ErrorPoint[]): EqualError {
  const gap = ({ falseAcceptRate, falseRejectRate }: ErrorPoint) =>
    Math.abs(falseAcceptRate - falseRejectRate)
  const nearest = points.reduce((best, point) => (gap(point) < gap(best) ? point : best))
  return { value: (nearest.falseAcceptRate + nearest.falseRejectRate) / 2, threshold: nearest.threshold }
}

export type ErrorPoint = {
  readonly threshold: number
  readonly falseAcceptRate: number
  readonly falseRejectRate: number
}

/** Both error rates as the threshold moves over every similarity that occurs, lowest threshold first. */
export function errorCurve(comparisons: readonly PairComparison[]): readonly ErrorPoint[] {
  const same = similaritiesOf(comparisons, true)
  const different = similaritiesOf(comparisons, false)
  const levels = [...new Set([...same, ...different])].filter(Number.isFinite).sort((a, b) => a - b)
  const thresholds = [...levels, nextAbove(levels.at(-1) ?? 0)]
  return thresholds.map((threshold) => ({
    threshold,
    falseAcceptRate: countAtLeast(different, threshold) / different.length,
    falseRejectRate: 1 - countAtLeast(same, threshold) / same.length,
  }))
}
