import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { share } from './share.ts'

describe('share', () => {
  it('gives the Wilson interval of textbooks', () => {
    // Worked by hand from the formula; 0 of 300 is the usual example of "no error seen".
    expect(share(0, 300)).toMatchObject({ value: 0, low: 0 })
    expect(share(0, 300).high).toBeCloseTo(0.01264, 5)
    expect(share(5, 10).low).toBeCloseTo(0.2366, 4)
    expect(share(5, 10).high).toBeCloseTo(0.7634, 4)
    expect(share(10, 10)).toMatchObject({ value: 1, high: 1 })
    expect(share(10, 10).low).toBeCloseTo(0.7225, 4)
  })

  it('is wider when the trials depend on each other', () => {
    expect(share(10, 100, 20)).toMatchObject({ value: 0.1, of: 100 })
    expect(share(10, 100, 20).high).toBe(share(2, 20).high)
  })

  it('claims nothing when nothing was counted', () => {
    expect(share(0, 0)).toMatchObject({ value: Number.NaN, low: Number.NaN, high: Number.NaN })
  })

  it('always holds the value, within 0 and 1, and narrows with more trials', () => {
    const counted = fc
      .integer({ min: 1, max: 5000 })
      .chain((of) => fc.tuple(fc.integer({ min: 0, max: of }), fc.constant(of)))
    fc.assert(
      fc.property(counted, ([count, of]) => {
        const one = share(count, of)
        const ten = share(count * 10, of * 10)
        expect(one.low).toBeGreaterThanOrEqual(0)
        expect(one.low).toBeLessThanOrEqual(one.value)
        expect(one.high).toBeGreaterThanOrEqual(one.value)
        expect(one.high).toBeLessThanOrEqual(1)
        expect(ten.high - ten.low).toBeLessThan(one.high - one.low)
      }),
    )
  })
})
