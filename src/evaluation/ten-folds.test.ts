import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import type { PairComparison } from './comparison.ts'
import { bestThreshold, foldsOf, tenFoldAccuracy } from './ten-folds.ts'

const compared = (same: boolean, ...similarities: readonly number[]): readonly PairComparison[] =>
  similarities.map((similarity, at) => ({ a: `a${at}`, b: `b${at}`, same, similarity }))

describe('the folds', () => {
  it('are the official ones in a file ordered fold by fold', () => {
    const official = Array.from({ length: 6000 }, (_, at) => ({
      same: at % 600 < 300,
      fold: Math.floor(at / 600),
    }))
    expect(foldsOf(official)).toEqual(official.map(({ fold }) => fold))
  })

  it('each hold both kinds in proportion when the file has one kind after the other', () => {
    const sorted = Array.from({ length: 90 }, (_, at) => ({ same: at < 60 }))
    const folds = foldsOf(sorted)
    for (let fold = 0; fold < 10; fold++) {
      const inFold = sorted.filter((_, at) => folds[at] === fold)
      expect([inFold.filter(({ same }) => same).length, inFold.length]).toEqual([6, 9])
    }
  })
})

describe('the threshold', () => {
  it('lies midway between the kinds when they do not overlap', () => {
    expect(bestThreshold([...compared(true, 0.8, 0.9), ...compared(false, 0.1, 0.4)])).toBeCloseTo(0.6, 12)
  })

  it('gives up the fewest pairs when they do', () => {
    // At 0.55 one same pair (0.3) is wrong; every other threshold is wrong about more.
    const mixed = [...compared(true, 0.3, 0.6, 0.7, 0.9), ...compared(false, 0.1, 0.35, 0.4, 0.5)]
    expect(bestThreshold(mixed)).toBeCloseTo(0.55, 12)
  })

  it('never rests on a pair that has no similarity', () => {
    const one = bestThreshold([...compared(true, Number.NEGATIVE_INFINITY, 0.8), ...compared(false, 0.2)])
    expect(one).toBeCloseTo(0.5, 12)
  })
})

describe('accuracy by ten folds', () => {
  it('counts a same pair without a template as wrong and a different one as right', () => {
    const missing = Number.NEGATIVE_INFINITY
    const same = compared(true, ...Array.from({ length: 19 }, () => 0.9), missing)
    const different = compared(false, ...Array.from({ length: 19 }, () => 0.1), missing)
    const { value, count, right, standardError } = tenFoldAccuracy([...same, ...different])
    expect([value, count]).toEqual([39 / 40, 39])
    expect(right.indexOf(false)).toBe(19)
    // Nine folds of 4 of 4 and one of 3 of 4: deviation 0.25 / sqrt(10), over the root of ten folds.
    expect(standardError).toBeCloseTo(0.025, 12)
  })

  it('judges each fold by the others: a fold unlike them is judged wrong', () => {
    const shifted = (at: number) => Math.floor(at / 2) === 9
    const same = compared(true, ...Array.from({ length: 20 }, (_, at) => (shifted(at) ? 0.4 : 0.8)))
    const different = compared(false, ...Array.from({ length: 20 }, (_, at) => (shifted(at) ? 0.1 : 0.5)))
    const { value, thresholds } = tenFoldAccuracy([...same, ...different])
    expect(thresholds[9]).toBeCloseTo(0.65, 12)
    expect(value).toBeCloseTo(38 / 40, 12)
  })

  it('asks for ten pairs of each kind', async () => {
    const few = [...compared(true, ...Array(9).fill(1)), ...compared(false, ...Array(50).fill(0))]
    expect(await catchCode(() => tenFoldAccuracy(few))).toBe('TOO_FEW_PAIRS')
  })

  it('does not change when every similarity is stretched alike, and is perfect when the kinds lie apart', () => {
    const similarity = fc.integer({ min: -1000, max: 1000 }).map((value) => value / 1024)
    const twenty = fc.array(similarity, { minLength: 20, maxLength: 20 })
    fc.assert(
      fc.property(twenty, twenty, (same, different) => {
        const pairs = [...compared(true, ...same), ...compared(false, ...different)]
        const stretched = pairs.map((pair) => ({ ...pair, similarity: pair.similarity * 4 }))
        expect(tenFoldAccuracy(stretched).right).toEqual(tenFoldAccuracy(pairs).right)
        const apart = [
          ...compared(true, ...same.map((value) => 3 + value)),
          ...compared(false, ...different.map((value) => value - 3)),
        ]
        expect(tenFoldAccuracy(apart).value).toBe(1)
      }),
      { numRuns: 60 },
    )
  })
})
