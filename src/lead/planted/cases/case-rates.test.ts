import { describe, expect, it } from 'vitest'
import type { CandidateConclusion } from '../../../examination/index.ts'
import { caseRate } from './case-rates.ts'

const ended = (times: number, ofMate?: CandidateConclusion, otherSupported = false) =>
  Array.from({ length: times }, () => ({ unfit: false, ofMate, otherSupported }))
const unfit = { unfit: true, ofMate: undefined, otherSupported: false }

describe('the rate of missed persons', () => {
  it('is not given from fewer mates than the least, nor the other rate from fewer cases', () => {
    const few = caseRate([...ended(19, 'exclusion'), unfit])
    expect(few).toMatchObject({ cases: 19, mates: 19, missed: 19, unfit: 1 })
    expect([few.missedRate, few.wrongRate]).toEqual([undefined, undefined])
    const enough = caseRate([...ended(19, 'exclusion'), ...ended(1)])
    expect(enough.missedRate).toBeUndefined()
    expect(enough.wrongRate).toMatchObject({ count: 0, of: 20, low: 0 })
  })

  it('is of those in whose list the person stood: support in full or in part finds, doubt is neither', () => {
    const rate = caseRate([
      ...ended(30, 'supports-same-source'),
      ...ended(4, 'limited-support-same-source'),
      ...ended(2, 'inconclusive', true),
      ...ended(1, 'limited-support-different-sources'),
      ...ended(2, 'supports-different-sources', true),
      ...ended(1, 'exclusion'),
      ...ended(10),
      unfit,
    ])
    expect(rate).toMatchObject({ cases: 50, mates: 40, missed: 4, undecided: 2, wrong: 4, unfit: 1 })
    expect(rate.missedRate).toMatchObject({ count: 4, of: 40, value: 0.1 })
    // Wilson's interval for 4 of 40, as textbooks give it.
    expect(rate.missedRate?.low).toBeCloseTo(0.0396, 4)
    expect(rate.missedRate?.high).toBeCloseTo(0.2305, 4)
    expect(rate.wrongRate).toMatchObject({ count: 4, of: 50 })
  })
})
