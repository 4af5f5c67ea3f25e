import { must, type Share, share } from '../kernel/index.ts'
import { countAtLeast, type PairComparison, similaritiesOf } from './comparison.ts'
import { refuse } from './refusal-code.ts'

export const foldCount = 10

export type Accuracy = Share & {
  /** Of the mean over folds: their standard deviation divided by the root of their number. */
  readonly standardError: number
  /** One per fold: chosen on the nine others, applied to this one. */
  readonly thresholds: readonly number[]
  /** For each pair, in the order they were given, whether it was decided right. */
  readonly right: readonly boolean[]
}

/**
 * Fold of each pair, 0 to 9: the i-th fold is the i-th tenth of the same pairs together with the i-th tenth of the
 * different pairs, each in the order of the file. In a file ordered fold by fold, as that of Labeled Faces in the Wild,
 * these are the official folds; in any other each fold still holds both kinds in proportion.
 */
export function foldsOf(pairs: readonly { readonly same: boolean }[]): readonly number[] {
  const total = (same: boolean) => pairs.filter((pair) => pair.same === same).length
  const totals = new Map([true, false].map((same) => [same, total(same)]))
  const seen = new Map([
    [true, 0],
    [false, 0],
  ])
  return pairs.map(({ same }) => {
    const index = seen.get(same) ?? 0
    seen.set(same, index + 1)
    return Math.floor((index * foldCount) / (totals.get(same) ?? 1))
  })
}

/**
 * Share of pairs decided right by the protocol of Labeled Faces in the Wild, image-restricted view 2: for each of ten
 * folds a threshold is chosen on the nine others and applied to this one; similarity at or above it means "same".
 * Refuses TOO_FEW_PAIRS under ten pairs of either kind.
 */
export function tenFoldAccuracy(comparisons: readonly PairComparison[]): Accuracy {
  checkEnough(comparisons)
  const folds = foldsOf(comparisons)
  const thresholds = Array.from({ length: foldCount }, (_, fold) =>
    bestThreshold(comparisons.filter((_, at) => folds[at] !== fold)),
  )
  const right = comparisons.map(
    ({ same, similarity }, at) =>
      similarity >= must(thresholds[must(folds[at], 'fold')], 'threshold') === same,
  )
  const byFold = thresholds.map((_, fold) => {
    const inFold = right.filter((_, at) => folds[at] === fold)
    return inFold.filter(Boolean).length / inFold.length
  })
  const mean = byFold.reduce((sum, value) => sum + value, 0) / foldCount
  const variance = byFold.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (foldCount - 1)
  return {
    ...share(right.filter(Boolean).length, comparisons.length),
    standardError: Math.sqrt(variance / foldCount),
    thresholds,
    right,
  }
}

function checkEnough(comparisons: readonly PairComparison[]): void {
  const same = comparisons.filter((one) => one.same).length
  const different = comparisons.length - same
  if (Math.min(same, different) >= foldCount) return
  throw refuse('TOO_FEW_PAIRS', {
    reason: `There are ${same} pairs of one person and ${different} of different persons; ten folds need ${foldCount} of each.`,
    needed: 'Give more pairs, or a higher --limit.',
  })
}

/**
 * The threshold with the most right decisions. Candidates lie midway between neighbouring similarities; of several
 * that are equally good the middle one is taken, which is the least tuned to these pairs.
 */
export function bestThreshold(comparisons: readonly PairComparison[]): number {
  const same = similaritiesOf(comparisons, true)
  const different = similaritiesOf(comparisons, false)
  const levels = [...new Set([...same, ...different])].filter(Number.isFinite).sort((a, b) => a - b)
  const candidates = levels.map((level, at) =>
    at === 0 ? level : (level + must(levels[at - 1], 'level')) / 2,
  )
  const rights = candidates.map(
    (threshold) => countAtLeast(same, threshold) + different.length - countAtLeast(different, threshold),
  )
  const most = rights.reduce((best, right) => Math.max(best, right), 0)
  const best = candidates.filter((_, at) => rights[at] === most)
  return best[Math.floor(best.length / 2)] ?? Number.POSITIVE_INFINITY
}
