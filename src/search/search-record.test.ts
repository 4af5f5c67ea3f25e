import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asId, profileFault } from '../kernel/index.ts'
import { candidatesFrom, similarityText } from './search-record.ts'

describe('a similarity as text', () => {
  it('reads back as the same number, of every float32 between -1.01 and 1.01', () => {
    const similarities = fc.float({ min: Math.fround(-1.01), max: Math.fround(1.01), noNaN: true })
    fc.assert(
      fc.property(similarities, (similarity) => {
        const text = similarityText(similarity)
        expect(Number(text) === similarity).toBe(true)
        expect(Math.fround(Number(text)) === similarity).toBe(true)
        expect(profileFault(text)).toBeUndefined()
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    [0.5, '0.5'],
    [Math.fround(0.1), '0.10000000149011612'],
    [Math.fround(1e-9), '9.999999717180685e-10'],
    [-0.25, '-0.25'],
  ])('of %d is %s', (similarity, text) => {
    expect(similarityText(similarity)).toBe(text)
  })
})

describe('candidates', () => {
  it('are ranked from one in the order in which the matcher gave them', () => {
    const row = (person: string, similarity: number) => ({
      personId: asId<never>(person),
      bookingId: asId<never>(`booking of ${person}`),
      bookedOn: '2020-01-01',
      similarity,
    })
    const found = { rows: [row('b', 0.9), row('a', 0.9), row('c', 0.1)], certificate: {} as never }
    expect(candidatesFrom(found).map(({ rank, personId }) => [rank, personId])).toEqual([
      [1, 'b'],
      [2, 'a'],
      [3, 'c'],
    ])
  })
})
