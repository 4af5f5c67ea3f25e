import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSharedHold } from './shared-hold.ts'

it('lets many hold at once, and a change only when nobody holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ change: fc.boolean(), ms: fc.nat({ max: 3 }), fails: fc.boolean() }), {
        maxLength: 12,
      }),
      async (works) => {
        const shared = createSharedHold()
        let holding = 0
        let changing = 0
        const order: number[] = []
        const ends = works.map(({ change, ms, fails }, at) =>
          shared[change ? 'change' : 'hold'](async () => {
            if (change) changing++
            else holding++
            order.push(at)
            expect(changing).toBeLessThanOrEqual(1)
            if (changing > 0) expect(holding).toBe(0)
            await sleep(ms)
            if (change) changing--
            else holding--
            if (fails) throw new Error('work')
            return at
          }),
        )
        const settled = await Promise.allSettled(ends)
        expect(settled.map(({ status }) => status)).toEqual(
          works.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')),
        )
        // Whoever comes after a change waits behind it.
        for (const [at, work] of works.entries()) {
          if (!work.change) continue
          expect(order.slice(0, order.indexOf(at)).every((earlier) => earlier < at)).toBe(true)
        }
      },
    ),
    { numRuns: 60 },
  )
})
