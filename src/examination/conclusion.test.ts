import { describe, expect, it } from 'vitest'
import { agreement, type Conclusion, conclusionScale, type LeadDecision } from './conclusion.ts'

const scale = conclusionScale.map(({ code }) => code)
const [same, doubt, different, none, unfit] = [
  'supports-same-source',
  'inconclusive',
  'supports-different-sources',
  'none-of-these',
  'not-suitable',
] as const

const about = (conclusion: Conclusion, person?: string) => ({
  conclusion,
  personId: person,
  bookingId: person && `booking of ${person}`,
})
const concluded = (conclusion: Conclusion) =>
  about(
    conclusion,
    conclusionScale.find(({ code }) => code === conclusion)?.needsCandidate ? 'P-1' : undefined,
  )

/** Everything that two examiners may say of the same person, and what it comes to. */
const table: Readonly<Record<Conclusion, Readonly<Record<Conclusion, LeadDecision>>>> = {
  [same]: {
    [same]: 'lead',
    [doubt]: 'inconclusive',
    [different]: 'inconclusive',
    [none]: 'inconclusive',
    [unfit]: 'inconclusive',
  },
  [doubt]: {
    [same]: 'inconclusive',
    [doubt]: 'inconclusive',
    [different]: 'inconclusive',
    [none]: 'inconclusive',
    [unfit]: 'inconclusive',
  },
  [different]: {
    [same]: 'inconclusive',
    [doubt]: 'inconclusive',
    [different]: 'no-lead',
    [none]: 'no-lead',
    [unfit]: 'inconclusive',
  },
  [none]: {
    [same]: 'inconclusive',
    [doubt]: 'inconclusive',
    [different]: 'no-lead',
    [none]: 'no-lead',
    [unfit]: 'inconclusive',
  },
  [unfit]: {
    [same]: 'inconclusive',
    [doubt]: 'inconclusive',
    [different]: 'inconclusive',
    [none]: 'inconclusive',
    [unfit]: 'inconclusive',
  },
}

describe('two conclusions', () => {
  it.each(scale.flatMap((first) => scale.map((second) => [first, second, table[first][second]] as const)))(
    '%s and %s come to %s',
    (first, second, decision) => {
      expect(agreement(concluded(first), concluded(second))).toBe(decision)
    },
  )

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

describe('the scale', () => {
  it('says of no conclusion that it identifies anybody', () => {
    expect(scale).toHaveLength(5)
    for (const { title, code } of conclusionScale)
      expect(`${code} ${title}`).not.toMatch(/identif|match|same person is/i)
  })
})
