import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { asId, must } from '../kernel/index.ts'
import type { Candidate } from '../search/index.ts'
import { letterAt, letteredCandidates } from './candidate-order.ts'

const candidates: readonly Candidate[] = Array.from({ length: 20 }, (_, at) => ({
  rank: at + 1,
  personId: asId(`P-${String(at).padStart(6, '0')}`),
  bookingId: asId(`booking-${at}`),
  bookedOn: '2020-01-01',
  similarity: 0.9 - at / 100,
}))
const seedAt = (at: number) => new Uint8Array(createHash('sha256').update(`seed ${at}`).digest())
const ranks = (of: { seed?: number; seat?: string; among?: readonly Candidate[] }) =>
  letteredCandidates({
    candidates: of.among ?? candidates,
    orderSeed: seedAt(of.seed ?? 0),
    seat: of.seat ?? '1',
  }).map(({ candidate }) => candidate.rank)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const seeds = Array.from({ length: 200 }, (_, at) => at)

describe('the order in which an examiner sees candidates', () => {
  it('holds every candidate once, lettered from A on', () => {
    const shown = letteredCandidates({ candidates, orderSeed: seedAt(1), seat: '1' })
    expect(shown.map(({ candidate }) => candidate.rank).toSorted((a, b) => a - b)).toEqual(
      candidates.map(({ rank }) => rank),
    )
    expect(shown.map(({ letter }) => letter).join('')).toBe('ABCDEFGHIJKLMNOPQRST')
  })

  it('says nothing of rank: over 200 seeds every place holds every rank about equally often', () => {
    const orders = seeds.map((seed) => ranks({ seed }))
    // The mean of 200 ranks drawn evenly from 1 to 20 has a standard deviation of 0.41; five of them are allowed.
    for (const place of candidates.keys()) {
      const there = orders.map((order) => must(order[place], 'rank at a place'))
      expect(Math.abs(mean(there) - 10.5)).toBeLessThan(2.05)
    }
    const first = orders.filter((order) => order[0] === 1).length
    expect(first).toBeGreaterThan(0)
    expect(first).toBeLessThan(30)
  })

  it('says nothing of similarity: rank and place are not correlated', () => {
    const products = seeds.map((seed) => mean(ranks({ seed }).map((rank, at) => (rank - 10.5) * (at - 9.5))))
    // Variance of both is 33.25; the mean correlation over 200 orders has a standard deviation of 0.016.
    expect(Math.abs(mean(products) / 33.25)).toBeLessThan(0.08)
  })

  it('is the same however the candidates came in', () => {
    expect(ranks({ among: candidates.toReversed() })).toEqual(ranks({}))
  })

  it('is the same again for the same search and examiner, and another for the other examiner', () => {
    expect(ranks({ seed: 7 })).toEqual(ranks({ seed: 7 }))
    for (const seed of seeds) expect(ranks({ seed, seat: 'one' })).not.toEqual(ranks({ seed, seat: 'other' }))
  })

  it('is empty for an empty list', () => {
    expect(ranks({ among: [] })).toEqual([])
  })
})

describe('letters', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [51, 'AZ'],
    [52, 'BA'],
    [199, 'GR'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('of place %i are %s', (at, letter) => {
    expect(letterAt(at)).toBe(letter)
  })
})
