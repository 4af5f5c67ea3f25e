import { describe, expect, it } from 'vitest'
import {
  agreement,
  type Conclusion,
  type candidateConclusions,
  conclusionScale,
  conclusions,
  conclusionTitle,
  type LeadDecision,
  strongestOf,
} from './conclusion.ts'

const [same, doubt, different] = [
  'supports-same-source',
  'inconclusive',
  'supports-different-sources',
] as const

const about = (conclusion: Conclusion, person?: string) => ({
  conclusion,
  personId: person,
  bookingId: person && `booking of ${person}`,
})
/** What is said of one person, or of nobody in particular. */
const concluded = (conclusion: Conclusion) =>
  about(conclusion, /same-source/.test(conclusion) ? 'P-1' : undefined)

/** What rules everybody in a list out, written here once more. */
const rulesOut: readonly Conclusion[] = [different, 'exclusion', 'none-of-these']
const expected = (first: Conclusion, second: Conclusion): LeadDecision => {
  if (first === same && second === same) return 'lead'
  return rulesOut.includes(first) && rulesOut.includes(second) ? 'no-lead' : 'inconclusive'
}

describe('two conclusions', () => {
  it.each(
    conclusions.flatMap((first) =>
      conclusions.map((second) => [first, second, expected(first, second)] as const),
    ),
  )('%s and %s come to %s', (first, second, decision) => {
    expect(agreement(concluded(first), concluded(second))).toBe(decision)
  })

  it('that support different persons come to nothing', () => {
    expect(agreement(about(same, 'P-1'), about(same, 'P-2'))).toBe('inconclusive')
  })

  it('that support nobody in particular come to nothing', () => {
    expect(agreement(about(same), about(same))).toBe('inconclusive')
    expect(agreement(about(same, 'P-1'), about(same))).toBe('inconclusive')
  })

  it('that support the same person by different bookings come to a lead', () => {
    const first = { ...about(same, 'P-1'), bookingId: 'older' }
    expect(agreement(first, { ...first, bookingId: 'newer' })).toBe('lead')
  })
})

describe('what a list of answers comes to', () => {
  const said = (...codes: (typeof candidateConclusions)[number][]) =>
    strongestOf(codes.map((conclusion) => ({ conclusion })))

  it('is the strongest of them, and whoever it was said of', () => {
    expect(said(different, 'limited-support-same-source', doubt)).toEqual({
      conclusion: 'limited-support-same-source',
      answers: [{ conclusion: 'limited-support-same-source' }],
    })
    expect(said('exclusion', different, 'exclusion').conclusion).toBe(different)
    expect(said('exclusion', 'exclusion').answers).toHaveLength(2)
  })

  it('of nobody is that nobody is supported', () => {
    expect(said()).toEqual({ conclusion: 'none-of-these', answers: [] })
  })
})

describe('the scale', () => {
  it('has seven grades, the last of them about the probe, and says of none that it identifies anybody', () => {
    expect(conclusionScale({})).toHaveLength(6)
    for (const code of conclusions)
      expect(`${code} ${conclusionTitle(code, {})}`).not.toMatch(/identif|match|is the same person/i)
  })

  it('is the pack’s where it gives one, in its words, and older conclusions keep the house’s', () => {
    const pack = {
      conclusions: [
        { code: same, title: 'Qualified support' },
        { code: doubt, title: 'No conclusion' },
        { code: different, title: 'Support for two' },
        { code: 'not-suitable', title: 'No value' },
      ],
    } as const
    expect(conclusionScale(pack).map(({ title }) => title)).toEqual([
      'Qualified support',
      'No conclusion',
      'Support for two',
    ])
    expect(conclusionTitle('not-suitable', pack)).toBe('No value')
    expect(conclusionTitle('exclusion', pack)).toContain('Excludes')
  })

  it('lets nobody be supported or excluded together with others', () => {
    const together = conclusionScale({}).filter((choice) => choice.together)
    expect(together.map(({ code }) => code)).toEqual([doubt, 'limited-support-different-sources', different])
  })
})
