import { type Share, share } from '../kernel/index.ts'
import { innerProduct } from '../matcher/index.ts'
import type { PairComparison } from './comparison.ts'
import type { Outcomes } from './make-templates.ts'
import {
  type EqualError,
  type ErrorPoint,
  equalErrorRate,
  errorCurve,
  type TrueAccepts,
  trueAccepts,
} from './operating-points.ts'
import type { Pair } from './pair.ts'
import { type Accuracy, tenFoldAccuracy } from './ten-folds.ts'

export type VerificationFigures = {
  readonly pairs: number
  readonly samePairs: number
  readonly differentPairs: number
  readonly images: number
  readonly accuracy: Accuracy
  readonly tarAtFar01: TrueAccepts
  readonly tarAtFar001: TrueAccepts
  readonly equalError: EqualError
  /** Images in which no face was found, of all images. */
  readonly failureToDetect: Share
  /** Images that could not be read at all, by refusal code; no template either. */
  readonly unreadable: Readonly<Record<string, number>>
  /** Pairs decided by a missing template alone. */
  readonly pairsWithoutTemplate: number
  /** Images that gave no template, whatever the reason. */
  readonly withoutTemplate: readonly string[]
  /** Images in which more than one face was found. */
  readonly severalFaces: number
  readonly curve: readonly ErrorPoint[]
  readonly comparisons: readonly PairComparison[]
}

/** Every figure of a 1:1 evaluation. Refuses TOO_FEW_PAIRS. */
export function verificationFigures(pairs: readonly Pair[], outcomes: Outcomes): VerificationFigures {
  const comparisons = pairs.map((pair) => compare(pair, outcomes))
  const failures = [...outcomes.values()].flatMap((one) => ('failure' in one ? [one.failure] : []))
  const noFace = failures.filter((code) => code === 'NO_FACE').length
  const curve = errorCurve(comparisons)
  const samePairs = pairs.filter(({ same }) => same).length
  return {
    pairs: pairs.length,
    samePairs,
    differentPairs: pairs.length - samePairs,
    images: outcomes.size,
    accuracy: tenFoldAccuracy(comparisons),
    tarAtFar01: trueAccepts(comparisons, 0.01),
    tarAtFar001: trueAccepts(comparisons, 0.001),
    equalError: equalErrorRate(curve),
    failureToDetect: share(noFace, outcomes.size),
    unreadable: countBy(failures.filter((code) => code !== 'NO_FACE')),
    pairsWithoutTemplate: comparisons.filter(({ similarity }) => similarity === Number.NEGATIVE_INFINITY)
      .length,
    withoutTemplate: [...outcomes].flatMap(([file, one]) => ('failure' in one ? [file] : [])),
    severalFaces: [...outcomes.values()].filter((one) => 'faces' in one && one.faces > 1).length,
    curve,
    comparisons,
  }
}

function compare(pair: Pair, outcomes: Outcomes): PairComparison {
  const [a, b] = [outcomes.get(pair.a), outcomes.get(pair.b)]
  const similarity =
    a !== undefined && b !== undefined && 'template' in a && 'template' in b
      ? innerProduct(a.template, b.template)
      : Number.NEGATIVE_INFINITY
  return { ...pair, similarity }
}

export function countBy(values: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1
  return counts
}
