import { describe, expect, it } from 'vitest'
import { type ChainEntry, createChain } from './chain-rules.ts'
import { weekOrdinal } from './week-order.ts'

const entry = (t: string, fields: Record<string, string | number | readonly string[]> = {}): ChainEntry =>
  ({ t, id: 'x', u: 'unit', c: {}, w: '2026-W47', ...fields }) as ChainEntry

/** genesis 0, model 1, policy 2, gallery 3, search 4, result 5, search 6, two reviews of 5. */
function grown() {
  const chain = createChain()
  const entries = [
    entry('genesis'),
    entry('model', { model: 'm' }),
    entry('policy'),
    entry('gallery', { model: 'm' }),
    entry('search', { pol: 2, gal: 3, model: 'm' }),
    entry('result', { ref: 4 }),
    entry('search', { pol: 2, gal: 3, model: 'm' }),
    entry('review', { ref: 5 }),
    entry('review', { ref: 5 }),
  ]
  for (const [index, each] of entries.entries()) {
    expect(chain.fault(each)).toBeUndefined()
    chain.add(each, index)
  }
  return chain
}

describe('the chain rules', () => {
  it.each([
    ['a second genesis', entry('genesis')],
    ['a second end of a search', entry('result', { ref: 4 })],
    ['a failure of a search that has a result', entry('fail', { ref: 4 })],
    ['a result of something that is no search', entry('result', { ref: 5 })],
    ['a result of an entry to come', entry('result', { ref: 9 })],
    ['an analysis about a search instead of a result', entry('analysis', { ref: 4 })],
    ['a review of a search instead of a result', entry('review', { ref: 4 })],
    ['a proposal about a result instead of a search', entry('proposal', { ref: 5 })],
    ['a lead of a result', entry('lead', { ref: 5 })],
    ['a lead that tells a conclusion nobody sealed', entry('lead', { ref: 6, said: ['exclusion'] })],
    ['a lead that keeps a sealed conclusion back', entry('lead', { ref: 4, said: ['exclusion'] })],
    ['a lead that tells none', entry('lead', { ref: 4 })],
    ['an outcome of a policy', entry('outcome', { ref: 2 })],
    ['a policy that is a gallery', entry('search', { pol: 3, gal: 3, model: 'm' })],
    ['a gallery that is not there', entry('search', { pol: 2, gal: 9, model: 'm' })],
    ['a model that was never logged', entry('search', { pol: 2, gal: 3, model: 'other' })],
    ['a gallery of an unknown model', entry('gallery', { model: 'other' })],
    ['a week two before the newest', entry('policy', { w: '2026-W45' })],
  ])('find %s', (_, wrong) => {
    expect(grown().fault(wrong)).toBeDefined()
  })

  it.each([
    ['a result of the open search', entry('result', { ref: 6 })],
    ['a failure of the open search', entry('fail', { ref: 6 })],
    ['an analysis about a result', entry('analysis', { ref: 5 })],
    ['a review of a result', entry('review', { ref: 5 })],
    ['a proposal about a search', entry('proposal', { ref: 4 })],
    ['a refusal about a search or about none', entry('refusal', { ref: 4 })],
    ['a lead that tells both', entry('lead', { ref: 4, said: ['exclusion', 'inconclusive'] })],
    ['an outcome after an outcome', entry('outcome', { ref: 4 })],
    ['the week before, across midnight', entry('policy', { w: '2026-W46' })],
  ])('allow %s', (_, right) => {
    expect(grown().fault(right)).toBeUndefined()
  })

  it('want genesis first', () => {
    expect(createChain().fault(entry('policy'))).toBeDefined()
    expect(createChain().fault(entry('genesis'))).toBeUndefined()
  })

  it('count weeks across the turn of a year', () => {
    expect(weekOrdinal('2027-W01') - weekOrdinal('2026-W53')).toBe(1)
    expect(weekOrdinal('2026-W01') - weekOrdinal('2025-W52')).toBe(1)
    expect(weekOrdinal('2021-W01') - weekOrdinal('2020-W01')).toBe(53)
  })
})
