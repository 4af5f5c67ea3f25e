import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asId, type BookingId, type ModelId, must, type PersonId } from '../kernel/index.ts'
import { checkCertificate } from './check-certificate.ts'
import { innerProduct } from './inner-product.ts'
import type { Matcher, MatcherOptions, MatcherResult, SearchFilter, TemplateRow } from './matcher.ts'
import { randomVector, sampleModel, sampleRoot, sampleRow, seededRandom, unitVector } from './sample-rows.ts'

const dimension = 64
const expectations = { galleryRoot: sampleRoot, modelId: sampleModel }
const axis = (index: number): Float32Array =>
  unitVector(Array.from({ length: dimension }, (_, at) => (at === index ? 1 : 0)))
/** A unit vector whose inner product with axis 0 is the given one. */
const at = (similarity: number): Float32Array =>
  unitVector(
    Array.from({ length: dimension }, (_, index) =>
      index === 0 ? similarity : index === 1 ? Math.sqrt(1 - similarity ** 2) : 0,
    ),
  )

type Harness = {
  readonly name: string
  readonly create: (options: MatcherOptions) => Promise<Matcher>
  /** The matcher of the running test: a new one for each. */
  readonly matcher: () => Matcher
  readonly insert: (person: string, booking: string, facts?: Partial<TemplateRow>) => void
  readonly search: (k: number, filter?: SearchFilter) => Promise<MatcherResult>
  readonly bookings: (k: number, filter?: SearchFilter) => Promise<readonly string[]>
}

/** What every engine promises; run it on each. */
export function matcherContract(name: string, create: (options: MatcherOptions) => Promise<Matcher>): void {
  let current: Matcher
  const matcher = () => current
  const search = (k: number, filter: SearchFilter = {}) =>
    current.search(axis(0), { k, galleryRoot: sampleRoot, filter })
  const harness: Harness = {
    name,
    create,
    matcher,
    search,
    insert: (person, booking, facts = {}) =>
      current.insert(sampleRow({ vector: axis(0), ...facts }, { person, booking })),
    bookings: async (k, filter) => (await search(k, filter)).rows.map(({ bookingId }) => bookingId),
  }
  beforeEach(async () => {
    current = await create({ modelId: sampleModel, dimension })
  })
  afterEach(() => current.close())
  describeList(harness)
  describeFilters(harness)
  describeChange(harness)
  describeRefusals(harness)
  describeSegments(harness)
}

function describeList({ name, insert, search, bookings }: Harness): void {
  describe(`${name}: the list`, () => {
    it('is empty for an empty gallery, with a certificate that holds', async () => {
      const { rows, certificate } = await search(5)
      expect(rows).toEqual([])
      expect(certificate).toMatchObject({ rowsInGallery: 0, rowsScanned: 0, returned: 0, k: 5 })
      expect(certificate.kthSimilarity).toBeUndefined()
      expect(checkCertificate(certificate, expectations).faults).toEqual([])
    })

    it('orders persons by similarity and gives the float32 inner product itself', async () => {
      for (const [index, similarity] of [0.1, 0.9, -0.4, 0.5].entries())
        insert(`p${index}`, `b${index}`, { vector: at(similarity) })
      const { rows } = await search(3)
      expect(rows.map(({ personId }) => personId)).toEqual(['p1', 'p3', 'p0'])
      expect(rows[0]?.similarity).toBe(innerProduct(axis(0), at(0.9)))
      expect(rows[0]).toMatchObject({ bookingId: 'b1', bookedOn: '2021-03-04' })
    })

    it('names a person once, by the best booking', async () => {
      insert('p1', 'older', { vector: at(0.6), bookedOn: '2015-01-01' })
      insert('p1', 'newer', { vector: at(0.7), bookedOn: '2020-01-01' })
      insert('p1', 'newer', { vector: at(0.2), bookedOn: '2020-01-01' })
      insert('p2', 'other', { vector: at(0.65) })
      const { rows, certificate } = await search(2)
      expect(rows.map(({ bookingId }) => bookingId)).toEqual(['newer', 'other'])
      expect(rows[0]?.bookedOn).toBe('2020-01-01')
      expect(certificate).toMatchObject({ rowsScanned: 4, returned: 2 })
    })

    it('breaks ties by personId, and within a person by bookingId, whatever the order of insertion', async () => {
      for (const person of ['p3', 'p1', 'p2'])
        for (const booking of ['z', 'a']) insert(person, `${person}-${booking}`)
      expect(await bookings(2)).toEqual(['p1-a', 'p2-a'])
    })

    it('gives all persons when fewer than k are there', async () => {
      insert('p1', 'b1')
      const { rows, certificate } = await search(200)
      expect(rows).toHaveLength(1)
      expect(certificate.largestExcludedUpperBound).toBeUndefined()
      expect(certificate.kthSimilarity).toBeUndefined()
    })
  })
}

function describeFilters({ name, matcher, insert, search, bookings }: Harness): void {
  describe(`${name}: filters`, () => {
    beforeEach(() => {
      insert('p1', 'b1', { agency: 'A', sex: 'F', bookedOn: '2019-12-31', ageAtBooking: 18 })
      insert('p2', 'b2', { agency: 'B', sex: 'M', bookedOn: '2020-01-01', ageAtBooking: 40 })
      insert('p3', 'b3', { agency: 'B', sex: 'X', bookedOn: '2022-06-30', ageAtBooking: 65 })
    })
    const cases: readonly [SearchFilter, readonly string[]][] = [
      [{}, ['b1', 'b2', 'b3']],
      [{ agencies: ['B'] }, ['b2', 'b3']],
      [{ agencies: ['nobody', 'A'] }, ['b1']],
      [{ agencies: [] }, []],
      [{ sex: ['F', 'X'] }, ['b1', 'b3']],
      [{ sex: [] }, []],
      [{ bookedFrom: '2020-01-01' }, ['b2', 'b3']],
      [{ bookedTo: '2020-01-01' }, ['b1', 'b2']],
      [{ ageAtBookingMin: 40 }, ['b2', 'b3']],
      [{ ageAtBookingMax: 40 }, ['b1', 'b2']],
      [{ bookedFrom: '1850-01-01', bookedTo: '2400-01-01' }, ['b1', 'b2', 'b3']],
      [{ bookedFrom: '2400-01-01' }, []],
      [{ bookedTo: '1850-01-01' }, []],
      [{ ageAtBookingMin: 17.5, ageAtBookingMax: 18.5 }, ['b1']],
      [{ ageAtBookingMin: -5, ageAtBookingMax: 1000 }, ['b1', 'b2', 'b3']],
      [{ ageAtBookingMin: 400 }, []],
      [{ ageAtBookingMax: -1 }, []],
      [{ excludedBookings: [asId<BookingId>('b2'), asId<BookingId>('gone')] }, ['b1', 'b3']],
      [{ agencies: ['B'], sex: ['M', 'F'], bookedTo: '2021-01-01' }, ['b2']],
    ]
    it.each(cases)('%j permits %j', async (filter, expected) => {
      expect(await bookings(10, filter)).toEqual(expected)
    })

    it('counts each excluded row once, under the first filter that excludes it', async () => {
      const { certificate } = await search(10, { sex: ['M'], agencies: ['B'], ageAtBookingMax: 30 })
      expect(certificate.rowsFilteredOut).toEqual({ agencies: 1, sex: 1, ageAtBookingMax: 1 })
      expect(certificate).toMatchObject({ rowsInGallery: 3, rowsScanned: 0 })
    })

    it('takes the best permitted booking when the best of all is excluded', async () => {
      insert('p9', 'excluded', { vector: at(0.99) })
      insert('p9', 'permitted', { vector: at(0.3) })
      expect(await bookings(10, { excludedBookings: [asId<BookingId>('excluded')] })).toContain('permitted')
    })

    it('takes a malformed date, age or gallery root for the bug it is', async () => {
      await expect(search(5, { bookedFrom: '2020-1-1' })).rejects.toThrow('filter date')
      await expect(search(5, { ageAtBookingMin: Number.NaN })).rejects.toThrow('filter age')
      await expect(matcher().search(axis(0), { k: 5, galleryRoot: 'latest' })).rejects.toThrow('gallery root')
    })
  })
}

function describeChange({ name, matcher, insert, search, bookings }: Harness): void {
  describe(`${name}: change`, () => {
    it('sees an inserted row at once and keeps its own copy', async () => {
      const vector = at(0.8)
      insert('p1', 'b1', { vector })
      vector.fill(0)
      expect((await search(1)).rows[0]?.similarity).toBeCloseTo(0.8, 5)
    })

    it('forgets a booking, then a person, and counts the rows', async () => {
      insert('p1', 'b1')
      insert('p1', 'b1')
      insert('p1', 'b2')
      insert('p2', 'b3')
      expect(matcher().size()).toEqual({ rows: 4 })
      expect(await matcher().expungeBooking(asId<BookingId>('b1'))).toBe(2)
      expect(await bookings(5)).toEqual(['b2', 'b3'])
      expect(await matcher().expunge(asId<PersonId>('p1'))).toBe(1)
      expect(matcher().size()).toEqual({ rows: 1 })
      expect(await bookings(5)).toEqual(['b3'])
      expect(await matcher().expunge(asId<PersonId>('p1'))).toBe(0)
      expect(await matcher().expungeBooking(asId<BookingId>('b2'))).toBe(0)
    })

    it('gives a reused place to the new row alone', async () => {
      insert('p1', 'b1', { agency: 'A' })
      await matcher().expunge(asId<PersonId>('p1'))
      insert('p2', 'b2', { agency: 'B', vector: at(0.5) })
      expect((await search(5)).rows).toMatchObject([{ personId: 'p2', bookingId: 'b2' }])
      expect(await bookings(5, { agencies: ['A'] })).toEqual([])
    })

    it('answers many queries at once as it answers each alone', async () => {
      for (let index = 0; index < 60; index++)
        insert(`p${index % 40}`, `b${index}`, { vector: at(1 - index / 60), sex: index % 2 ? 'F' : 'M' })
      const queries = Array.from({ length: 37 }, (_, index) => at(1 - index / 20))
      const options = { k: 7, galleryRoot: sampleRoot, filter: { sex: ['F'] } }
      const together = await matcher().searchMany(queries, options)
      const alone = await Promise.all(queries.map((query) => matcher().search(query, options)))
      expect(together.map(({ rows }) => rows)).toEqual(alone.map(({ rows }) => rows))
      expect(together.map(({ certificate }) => certificate.rowsFilteredOut)).toEqual(
        queries.map(() => ({ sex: 30 })),
      )
      expect(await matcher().searchMany([], options)).toEqual([])
    })

    it('keeps serving several searches at once', async () => {
      for (let index = 0; index < 50; index++)
        insert(`p${index}`, `b${index}`, { vector: at(1 - index / 50) })
      const lists = await Promise.all([search(3), search(7), search(50)])
      expect(lists.map(({ rows }) => rows.length)).toEqual([3, 7, 50])
      expect(lists.every(({ rows }) => rows[0]?.personId === 'p0')).toBe(true)
    })

    it('is of no use after closing', async () => {
      for (const _ of ['once', 'and again']) await matcher().close()
      expect(() => matcher().size()).toThrow('still open')
      expect(() => insert('p1', 'b1')).toThrow('still open')
      await expect(search(1)).rejects.toThrow('still open')
    })
  })
}

function describeRefusals({ name, create, matcher, insert, search }: Harness): void {
  describe(`${name}: refusals`, () => {
    const query = (vector: Float32Array) => matcher().search(vector, { k: 5, galleryRoot: sampleRoot })

    it('takes dimensions 64 to 1024 and refuses others', async () => {
      for (const wrong of [63, 1025, 64.5])
        await expect(create({ modelId: sampleModel, dimension: wrong })).rejects.toThrow('DIMENSION_MISMATCH')
      for (const right of [64, 1024]) {
        const other = await create({ modelId: sampleModel, dimension: right })
        expect(other.dimension).toBe(right)
        await other.close()
      }
    })

    it('refuses ids that are longer than a template file keeps, by bytes', () => {
      insert('p'.repeat(64), 'b'.repeat(22))
      expect(() => insert('p'.repeat(64), 'b'.repeat(23))).toThrow('ID_TOO_LONG')
      expect(() => insert('ä'.repeat(40), 'b'.repeat(7))).toThrow('87 bytes')
    })

    it('refuses a template or query of another dimension', async () => {
      const vector = randomVector(seededRandom(1), 128)
      expect(() => insert('p1', 'b1', { vector })).toThrow('DIMENSION_MISMATCH')
      await expect(query(vector)).rejects.toThrow('128 dimensions; this gallery has 64')
    })

    it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses a template or query with %d', async (value) => {
      const vector = axis(0)
      vector[5] = value
      expect(() => insert('p1', 'b1', { vector })).toThrow('NOT_FINITE')
      await expect(query(vector)).rejects.toThrow('NOT_FINITE')
    })

    it('refuses a length further than 1e-3 from 1 and takes one nearer', async () => {
      const scaled = (factor: number) => axis(0).map((value) => value * factor)
      for (const factor of [1.0012, 0.9988, 0]) {
        expect(() => insert('p1', 'b1', { vector: scaled(factor) })).toThrow('TEMPLATE_NOT_UNIT')
        await expect(query(scaled(factor))).rejects.toThrow('TEMPLATE_NOT_UNIT')
      }
      insert('p1', 'b1', { vector: scaled(1.0009) })
      expect((await query(scaled(0.9991))).rows).toHaveLength(1)
    })

    it.each([0, 201, -1, 2.5, Number.NaN])('refuses a list of %d persons', async (k) => {
      await expect(search(k)).rejects.toMatchObject({ code: 'K_OUT_OF_RANGE' })
    })

    it("refuses another model's template or query", async () => {
      const modelId = asId<ModelId>('other-model')
      expect(() => insert('p1', 'b1', { modelId })).toThrow('MODEL_MISMATCH')
      const options = { k: 5, galleryRoot: sampleRoot, modelId }
      await expect(matcher().search(axis(0), options)).rejects.toMatchObject({ code: 'MODEL_MISMATCH' })
      await expect(matcher().search(axis(0), { ...options, modelId: sampleModel })).resolves.toBeDefined()
    })

    it('inserts nothing when it refuses, and says no more than lengths', () => {
      const vector = axis(0).map((value) => value * 2)
      expect(() => insert('secret-person', 'b1', { vector })).toThrow(/^(?!.*secret-person)/)
      expect(matcher().size().rows).toBe(0)
    })

    it('takes a booking date or age that is none for the bug it is', () => {
      expect(() => insert('p1', 'b1', { bookedOn: '2021-02-30' })).toThrow('booking date')
      expect(() => insert('p1', 'b1', { bookedOn: '1899-12-31' })).toThrow('booking date')
      for (const ageAtBooking of [-1, 30.5, 254])
        expect(() => insert('p1', 'b1', { ageAtBooking })).toThrow('age in whole years')
    })
  })
}

function describeSegments({ name, insert, search }: Harness): void {
  describe(`${name}: across segments`, () => {
    it('finds a planted person among five thousand random rows', async () => {
      const random = seededRandom(7)
      for (let index = 0; index < 5000; index++)
        insert(`p${index}`, `b${index}`, { vector: randomVector(random, dimension) })
      insert('planted', 'planted', { vector: at(0.95) })
      const { rows, certificate } = await search(10)
      expect(must(rows[0], 'first').personId).toBe('planted')
      const all = { ...expectations, rowsInGallery: 5001, rows }
      expect(checkCertificate(certificate, all).faults).toEqual([])
    })
  })
}
