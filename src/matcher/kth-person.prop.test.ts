import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KthPerson } from './kth-person.ts'

const offers = fc.array(fc.tuple(fc.nat(30), fc.integer({ min: -20, max: 20 })), { maxLength: 200 })

it('the k-th person is the k-th of the persons by the best that each was offered with', () => {
  fc.assert(
    fc.property(offers, fc.integer({ min: 1, max: 40 }), (rows, k) => {
      const kth = new KthPerson(k)
      const best = new Map<number, number>()
      for (const [person, value] of rows) {
        kth.offer(person, value)
        best.set(person, Math.max(value, best.get(person) ?? value))
        const ranked = [...best.values()].sort((first, second) => second - first)
        expect(kth.threshold).toBe(ranked[k - 1] ?? Number.NEGATIVE_INFINITY)
      }
    }),
    { numRuns: 300 },
  )
})
