import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BoundQueue } from './bound-queue.ts'

const bounds = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 200 })

it('the queue of bounded rows gives them by upper bound, equal ones by slot, without those pruned', () => {
  fc.assert(
    fc.property(bounds, fc.integer({ min: -21, max: 21 }), (uppers, threshold) => {
      const queue = new BoundQueue()
      for (const [slot, upper] of uppers.entries()) queue.add({ slot, person: 0, upper, lower: upper - 1 })
      const dropped = queue.prune(threshold)
      queue.order()
      const expected = uppers
        .map((upper, slot) => ({ slot, person: 0, upper, lower: upper - 1 }))
        .filter(({ upper }) => upper >= threshold)
        .sort((a, b) => b.upper - a.upper || a.slot - b.slot)
      expect(queue.largestUpper).toBe(expected[0]?.upper ?? Number.NEGATIVE_INFINITY)
      expect(expected.map(() => queue.take())).toEqual(expected)
      expect(queue.size).toBe(0)
      expect(dropped).toBe(Math.max(...uppers.filter((upper) => upper < threshold)))
    }),
    { numRuns: 300 },
  )
})
