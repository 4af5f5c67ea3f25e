import { describe, expect, it } from 'vitest'
import type { CandidateConclusion } from '../../examination/index.ts'
import { errorRate, fewestAnswers } from './error-rates.ts'

const said = (conclusion: CandidateConclusion, times: number) =>
  Array.from({ length: times }, () => ({ conclusion }))

describe('the error rate of an examiner', () => {
  it('is not given from fewer answers than the least', () => {
    const few = errorRate(said('exclusion', fewestAnswers - 1))
    expect(few).toEqual({
      answers: 19,
      supported: 0,
      undecided: 0,
      falseSupport: undefined,
      inconclusive: undefined,
    })
    expect(errorRate(said('exclusion', fewestAnswers)).falseSupport).toMatchObject({
      count: 0,
      of: 20,
      low: 0,
    })
  })

  it('counts support in full and in part as an error, and doubt apart from both', () => {
    const rate = errorRate([
      ...said('supports-same-source', 1),
      ...said('limited-support-same-source', 1),
      ...said('inconclusive', 3),
      ...said('limited-support-different-sources', 5),
      ...said('supports-different-sources', 20),
      ...said('exclusion', 10),
    ])
    expect(rate).toMatchObject({ answers: 40, supported: 2, undecided: 3 })
    expect(rate.falseSupport).toMatchObject({ count: 2, of: 40, value: 0.05 })
    // Wilson's interval for 2 of 40, as textbooks give it.
    expect(rate.falseSupport?.low).toBeCloseTo(0.0138, 4)
    expect(rate.falseSupport?.high).toBeCloseTo(0.165, 4)
    expect(rate.inconclusive).toMatchObject({ count: 3, of: 40 })
  })
})
