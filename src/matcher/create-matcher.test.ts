import { describe, expect, it } from 'vitest'
import { asId, type BookingId, must, type PersonId } from '../kernel/index.ts'
import { matcherContract } from './contract.ts'
import { createMatcher, matcherOver } from './create-matcher.ts'
import { RowStore } from './row-store.ts'
import { randomVector, sampleModel, sampleRoot, sampleRow, seededRandom, unitVector } from './sample-rows.ts'

matcherContract('the integer engine', createMatcher)

const dimension = 64
const options = { k: 5, galleryRoot: sampleRoot }

function filled(rows: number) {
  const store = new RowStore(dimension)
  const matcher = matcherOver(store, { modelId: sampleModel, dimension })
  const random = seededRandom(3)
  for (let index = 0; index < rows; index++)
    matcher.insert(
      sampleRow({ vector: randomVector(random, dimension) }, { person: `p${index}`, booking: `b${index}` }),
    )
  return { store, matcher, query: randomVector(random, dimension) }
}

describe('the integer engine: proof', () => {
  it('re-scores a small part of a large gallery and bounds the rest', async () => {
    const { matcher, query } = filled(6000)
    const { certificate } = await matcher.search(query, options)
    expect(certificate.rowsScanned).toBe(6000)
    expect(certificate.rowsRescored).toBeLessThan(60)
    expect(must(certificate.largestExcludedUpperBound, 'bound')).toBeLessThanOrEqual(
      must(certificate.kthSimilarity, 'k-th'),
    )
  })

  it('does not drop a well coded row for one whose codes promise too much', async () => {
    // Half a code step is lost in 63 dimensions of the first row, all to its favour; the second row is coded exactly.
    const query = unitVector(Array.from({ length: dimension }, (_, at) => (at === 0 ? 0.3502 : -0.118)))
    const flattered = unitVector(Array.from({ length: dimension }, (_, at) => (at === 0 ? 1 : 0.49 / 127)))
    const exact = unitVector(Array.from({ length: dimension }, (_, at) => (at === 0 ? 1 : at === 1 ? -1 : 0)))
    const { matcher } = filled(0)
    matcher.insert(sampleRow({ vector: flattered }, { person: 'flattered', booking: 'b1' }))
    matcher.insert(sampleRow({ vector: exact }, { person: 'exact', booking: 'b2' }))
    const { rows } = await matcher.search(query, { ...options, k: 1 })
    expect(rows[0]?.personId).toBe('exact')
  })

  it('fails loudly when a stored template no longer agrees with its codes', async () => {
    const { store, matcher, query } = filled(20)
    must(store.segments[0], 'segment').vectors.set(query, 7 * dimension)
    await expect(matcher.search(query, { ...options, k: 20 })).rejects.toMatchObject({
      code: 'BOUND_VIOLATED',
    })
  })

  it('fails loudly when codes promise more than the template keeps', async () => {
    const { store, matcher, query } = filled(20)
    const { rows } = await matcher.search(query, { ...options, k: 1 })
    const best = must(store.booking(must(rows[0], 'best').bookingId)?.slots[0], 'slot')
    must(store.segments[0], 'segment').vectors.fill(0, best * dimension, (best + 1) * dimension)
    await expect(matcher.search(query, options)).rejects.toMatchObject({ code: 'BOUND_VIOLATED' })
  })
})

describe('the integer engine: change during a search', () => {
  it('does not see rows inserted after the search began', async () => {
    const { matcher, query } = filled(3000)
    const running = matcher.search(query, options)
    matcher.insert(sampleRow({ vector: query }, { person: 'late', booking: 'late' }))
    const { rows, certificate } = await running
    expect(rows.map(({ personId }) => personId)).not.toContain('late')
    expect(certificate.rowsInGallery).toBe(3000)
    expect((await matcher.search(query, options)).rows[0]?.personId).toBe('late')
  })

  it('refuses a search whose gallery lost rows, for its root no longer holds', async () => {
    const { matcher, query } = filled(3000)
    const running = matcher.search(query, options)
    matcher.removePerson(asId<PersonId>('p5'))
    await expect(running).rejects.toMatchObject({ code: 'GALLERY_CHANGED' })
    expect((await matcher.search(query, options)).certificate.rowsInGallery).toBe(2999)
  })

  it('refuses a search that was running when the matcher closed', async () => {
    const { matcher, query } = filled(10)
    const running = matcher.search(query, options)
    matcher.close()
    await expect(running).rejects.toMatchObject({ code: 'GALLERY_CHANGED' })
  })

  it('lets the event loop turn while it scans', async () => {
    const { matcher, query } = filled(75_000)
    let turns = 0
    let searching = true
    const count = () => {
      turns++
      if (searching) setImmediate(count)
    }
    setImmediate(count)
    await matcher.search(query, options)
    searching = false
    expect(turns).toBeGreaterThanOrEqual(2)
  })
})

describe('the integer engine: storage', () => {
  const nonZero = (store: RowStore) =>
    store.segments
      .flatMap((segment) => Object.values(segment))
      .reduce((sum, column) => sum + [...column].filter((value) => value !== 0).length, 0)

  it('leaves not a byte of a removed row behind', () => {
    const { store, matcher } = filled(3)
    expect(nonZero(store)).toBeGreaterThan(3 * dimension)
    matcher.removeBooking(asId<BookingId>('b0'))
    for (const person of ['p1', 'p2']) matcher.removePerson(asId<PersonId>(person))
    expect(nonZero(store)).toBe(0)
  })

  it('leaves not a byte behind when it closes', () => {
    const { store, matcher } = filled(3)
    const kept = must(store.segments[0], 'segment')
    matcher.close()
    expect([...kept.vectors, ...kept.codes].every((value) => value === 0)).toBe(true)
  })

  it('reuses the place of a removed row', () => {
    const { store, matcher, query } = filled(2048)
    for (let round = 0; round < 5; round++) {
      matcher.removePerson(asId<PersonId>('p9'))
      matcher.insert(sampleRow({ vector: query }, { person: 'p9', booking: `again${round}` }))
    }
    expect(store.segments).toHaveLength(1)
    expect(store.personIndexes).toBe(2048)
  })

  it('takes a booking of two persons or two dates for the bug it is', () => {
    const { matcher, query } = filled(1)
    expect(() => matcher.insert(sampleRow({ vector: query }, { person: 'p8', booking: 'b0' }))).toThrow(
      'booking of one person',
    )
    const otherDay = sampleRow({ vector: query, bookedOn: '2022-01-01' }, { person: 'p0', booking: 'b0' })
    expect(() => matcher.insert(otherDay)).toThrow('booking of one date')
  })
})
