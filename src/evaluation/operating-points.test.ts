import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PairComparison } from './comparison.ts'
import { equalErrorRate, errorCurve, thresholdAccepting, trueAccepts } from './operating-points.ts'

const compared = (same: readonly number[], different: readonly number[]): readonly PairComparison[] => [
  ...same.map((similarity, at) => ({ a: `a${at}`, b: `b${at}`, same: true, similarity })),
  ...different.map((similarity, at) => ({ a: `c${at}`, b: `d${at}`, same: false, similarity })),
]
/** 0.001, 0.002 … 0.1: a hundred different pairs. */
const hundred = Array.from({ length: 100 }, (_, at) => (at + 1) / 1000)

describe('true accepts at a rate of false accepts', () => {
  it('accepts at most the permitted share of different pairs, and what of the same pairs lies above', () => {
    // One false accept of 100 is permitted: the threshold lies just above the second, 0.099.
    const found = trueAccepts(compared([0.05, 0.099, 0.0995, 0.5], hundred), 0.01)
    expect(found).toMatchObject({ value: 0.5, count: 2, falseAccepts: 1, resolved: true })
    expect(found.threshold).toBeCloseTo(0.099, 6)
  })

  it('accepts none of several different pairs that are equally similar when not all may be', () => {
    const tied = [...Array(98).fill(0.1), 0.7, 0.7]
    expect(trueAccepts(compared([0.6, 0.7, 0.8], tied), 0.01)).toMatchObject({ falseAccepts: 0, count: 1 })
  })

  it('says when there are too few different pairs for the rate', () => {
    const found = trueAccepts(compared([0.05, 0.5], hundred), 0.001)
    expect(found).toMatchObject({ value: 0.5, falseAccepts: 0, resolved: false })
  })

  it('never accepts a pair without a template', () => {
    const missing = Number.NEGATIVE_INFINITY
    const found = trueAccepts(compared([missing, 0.5], [missing, missing]), 0.5)
    expect(found).toMatchObject({ count: 1, falseAccepts: 0 })
  })

  it('keeps the rate, and gives more accepts for a higher one', () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(values, values, fc.double({ min: 0, max: 0.5, noNaN: true }), (same, different, rate) => {
        const pairs = compared(same, different)
        const low = trueAccepts(pairs, rate)
        expect(low.falseAccepts / different.length).toBeLessThanOrEqual(rate + 1e-9)
        expect(trueAccepts(pairs, rate + 0.4).count).toBeGreaterThanOrEqual(low.count)
        // It is the smallest such threshold: one value of the different pairs lower, too many would be accepted.
        const below = different.filter((value) => value < low.threshold)
        if (below.length > 0) {
          const next = Math.max(...below)
          const accepted = different.filter((value) => value >= next).length
          expect(accepted).toBeGreaterThan(Math.floor(rate * different.length + 1e-9))
        }
      }),
    )
  })
})

describe('the smallest threshold', () => {
  it('is below everything when all may be accepted', () => {
    expect(thresholdAccepting(Float64Array.from([0.1, 0.2]), 2)).toBe(Number.NEGATIVE_INFINITY)
  })

  it('lies just above a value, below zero too', () => {
    for (const value of [0.5, 0, -0.5, 0.999999]) {
      const threshold = thresholdAccepting(Float64Array.from([value]), 0)
      expect(threshold).toBeGreaterThan(value)
      expect(threshold - value).toBeLessThan(1e-12)
    }
  })
})

describe('the equal error rate', () => {
  it('is where both errors are equal', () => {
    // At 0.5 to 0.6 one of four same pairs is refused and one of four different pairs accepted.
    const found = equalErrorRate(errorCurve(compared([0.3, 0.6, 0.7, 0.8], [0.1, 0.2, 0.25, 0.65])))
    expect(found.value).toBe(0.25)
  })

  it('is zero when the kinds lie apart', () => {
    expect(equalErrorRate(errorCurve(compared([0.8, 0.9], [0.1, 0.2]))).value).toBe(0)
  })
})

describe('the curve of errors', () => {
  it('begins with everybody accepted and ends with nobody', () => {
    const points = errorCurve(compared([0.5, 0.9], [0.2, 0.6]))
    expect(points.map(({ falseAcceptRate, falseRejectRate }) => [falseAcceptRate, falseRejectRate])).toEqual([
      [1, 0],
      [0.5, 0],
      [0.5, 0.5],
      [0, 0.5],
      [0, 1],
    ])
  })

  it('falls in false accepts and rises in false rejects', () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(values, values, (same, different) => {
        const points = errorCurve(compared(same, different))
        for (const [at, point] of points.entries()) {
          const before = points[at - 1]
          if (before === undefined) continue
          expect(point.falseAcceptRate).toBeLessThanOrEqual(before.falseAcceptRate)
          expect(point.falseRejectRate).toBeGreaterThanOrEqual(before.falseRejectRate)
        }
      }),
    )
  })
})
