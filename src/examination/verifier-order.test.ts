import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UserId } from '../kernel/index.ts'
import { inOrderOfAsking, needsSecond, type VerifierChoice } from './verifier-order.ts'

const orderSeed = new Uint8Array(32).fill(7)
const person = (id: string, more: Partial<VerifierChoice> = {}): VerifierChoice => ({
  ...{ userId: id as UserId, otherUnit: false, verifier: false, open: 0 },
  ...more,
})
const asked = (people: readonly VerifierChoice[], n = 1, seed = orderSeed) =>
  inOrderOfAsking(people, { orderSeed: seed, n }).map(({ userId }) => userId)

describe('the order of asking', () => {
  it('puts another unit before the role of a verifier, that before few waiting, and few before many', () => {
    const people = [
      person('many', { open: 4 }),
      person('few', { open: 1 }),
      person('verifier', { verifier: true, open: 9 }),
      person('elsewhere', { otherUnit: true, open: 12 }),
    ]
    expect(asked(people)).toEqual(['elsewhere', 'verifier', 'few', 'many'])
  })

  it('draws what is alike by a lot that anybody makes again who is shown the seed, and another for the next asking', () => {
    const people = Array.from({ length: 12 }, (_, at) => person(`user-${at}`))
    const lots = (n: number) =>
      people
        .map(({ userId }) => ({
          userId,
          lot: createHmac('sha256', orderSeed).update(`verifier:${n}:${userId}`).digest('hex'),
        }))
        .sort((one, other) => (one.lot < other.lot ? -1 : 1))
        .map(({ userId }) => userId)
    expect(asked(people)).toEqual(lots(1))
    expect(asked(people.toReversed())).toEqual(lots(1))
    expect(asked(people, 2)).toEqual(lots(2))
    expect(lots(2)).not.toEqual(lots(1))
  })

  it('favours nobody over many searches', () => {
    const people = ['a', 'b', 'c', 'd'].map((id) => person(id))
    const firsts = new Map<string, number>()
    for (let at = 0; at < 2_000; at++) {
      const first = asked(people, 1, createHmac('sha256', 'seed').update(String(at)).digest())[0] ?? ''
      firsts.set(first, (firsts.get(first) ?? 0) + 1)
    }
    for (const { userId } of people) expect(firsts.get(userId)).toBeGreaterThan(420)
  })
})

describe('whether a search comes to a second examiner', () => {
  const seeds = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const drawn = (seed: Uint8Array, sharePercent: number, conclusion = 'exclusion' as const) =>
    needsSecond({ orderSeed: seed, conclusion, sharePercent })

  it('is always so where somebody is supported, and where the policy wants all of them', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const conclusion of ['supports-same-source', 'limited-support-same-source'] as const)
          expect(needsSecond({ orderSeed: seed, conclusion, sharePercent: 0 })).toBe(true)
        expect(drawn(seed, 100)).toBe(true)
        expect(drawn(seed, 0)).toBe(false)
      }),
    )
  })

  it('is so for about as many in a hundred as the policy says, the same each time, and more with a larger share', () => {
    const many = Array.from({ length: 4_000 }, (_, at) =>
      createHmac('sha256', 'share').update(String(at)).digest(),
    )
    const share = many.filter((seed) => drawn(seed, 20)).length / many.length
    expect(share).toBeGreaterThan(0.17)
    expect(share).toBeLessThan(0.23)
    fc.assert(
      fc.property(seeds, fc.nat(100), (seed, percent) => {
        expect(drawn(seed, percent)).toBe(drawn(seed, percent))
        if (drawn(seed, percent)) expect(drawn(seed, Math.min(100, percent + 1))).toBe(true)
      }),
    )
  })
})
