import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asId, type BookingId, must, type PersonId } from '../kernel/index.ts'
import { checkCertificate } from './check-certificate.ts'
import { createMatcher } from './create-matcher.ts'
import { createScalarMatcher } from './create-scalar-matcher.ts'
import { innerProduct } from './inner-product.ts'
import type { SearchFilter, TemplateRow } from './matcher.ts'
import { quantiseQuery, quantiseRow, roundingSlack } from './quantise.ts'
import { randomVector, sampleModel, sampleRoot, sampleRow, seededRandom, unitVector } from './sample-rows.ts'
import { codeProduct } from './scan-segment.ts'

/** Vectors that quantise badly or tie: spikes, flat signs, a tail beneath half a code step, near copies. */
function trickyVector(kind: number, { random, dimension, base }: Trick): Float32Array {
  const fill = (value: (index: number) => number) =>
    unitVector(Array.from({ length: dimension }, (_, i) => value(i)))
  switch (kind) {
    case 0:
      return base
    case 1:
      return fill((i) => (base[i] ?? 0) + (random() - 0.5) * 1e-4)
    case 2:
      return fill((i) => (i === Math.floor(random() * dimension) ? 1 : 1e-9))
    case 3:
      return fill(() => (random() < 0.5 ? -1 : 1))
    case 4:
      return fill((i) => (i === 0 ? 1 : 0.49 / 127))
    case 5:
      return fill((i) => (base[i] ?? 0) * (1 + 2 ** -23))
    case 6:
      return base.map((value) => -value)
    case 7:
      return base.map((value) => value * (0.9991 + random() * 0.0018))
    default:
      return randomVector(random, dimension)
  }
}
type Trick = { random: () => number; dimension: number; base: Float32Array }

const dimensions = fc.constantFrom(64, 65, 127, 128, 200, 512, 1024)
const filters: fc.Arbitrary<SearchFilter> = fc.record(
  {
    agencies: fc.subarray(['A', 'B', 'C', 'unknown']),
    sex: fc.subarray(['F', 'M']),
    bookedFrom: fc.constantFrom('2019-01-01', '2020-06-15'),
    bookedTo: fc.constantFrom('2020-06-15', '2021-12-31'),
    ageAtBookingMin: fc.integer({ min: 18, max: 40 }),
    ageAtBookingMax: fc.integer({ min: 30, max: 70 }),
    excludedBookings: fc
      .array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 })
      .map((numbers) => numbers.map((number) => asId<BookingId>(`b${number}`))),
  },
  { requiredKeys: [] },
)
const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ act: fc.constant('insert' as const), person: fc.nat(25), kind: fc.nat(12) }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('removePerson' as const), person: fc.nat(25) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('removeBooking' as const), booking: fc.nat(60) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        act: fc.constant('search' as const),
        k: fc.integer({ min: 1, max: 30 }),
        filter: filters,
        kind: fc.nat(12),
      }),
    },
  ),
  { minLength: 20, maxLength: 150, size: 'max' },
)

const factsOf = (random: () => number) => ({
  agency: must(['A', 'B', 'C'][Math.floor(random() * 3)], 'agency'),
  sex: random() < 0.5 ? 'F' : 'M',
  ageAtBooking: 18 + Math.floor(random() * 50),
})

describe('the integer engine and the oracle', () => {
  it('give the same list and a certificate that holds, through any history of changes', async () => {
    let searches = 0
    let rescoredAll = 0
    const history = fc.asyncProperty(dimensions, fc.nat(), steps, async (dimension, seed, acts) => {
      const engines = [createMatcher, createScalarMatcher].map((create) =>
        create({ modelId: sampleModel, dimension }),
      )
      const [engine, oracle] = [must(engines[0], 'engine'), must(engines[1], 'oracle')]
      const random = seededRandom(seed)
      const base = randomVector(random, dimension)
      let bookings = 0
      for (const act of acts) {
        if (act.act === 'insert') {
          const ids = { person: `p${act.person}`, booking: `b${bookings++}` }
          const year = 2018 + (bookings % 5)
          const vector = trickyVector(act.kind, { random, dimension, base })
          const row: TemplateRow = sampleRow({ vector, bookedOn: `${year}-06-15`, ...factsOf(random) }, ids)
          for (const matcher of engines) matcher.insert(row)
        } else if (act.act === 'search') {
          const query = trickyVector(act.kind, { random, dimension, base })
          const options = { k: act.k, galleryRoot: sampleRoot, filter: act.filter }
          const found = await engine.search(query, options)
          const truth = await oracle.search(query, options)
          expect(found.rows).toEqual(truth.rows)
          const expectations = {
            galleryRoot: sampleRoot,
            modelId: sampleModel,
            rowsInGallery: oracle.size().rows,
          }
          for (const { rows, certificate } of [found, truth])
            expect(checkCertificate(certificate, { ...expectations, rows }).faults).toEqual([])
          const { rowsRescored, largestExcludedUpperBound: _, engine: __, ...shared } = found.certificate
          expect(truth.certificate).toMatchObject(shared)
          searches++
          if (rowsRescored === found.certificate.rowsScanned) rescoredAll++
        } else {
          const removed = engines.map((matcher) =>
            act.act === 'removePerson'
              ? matcher.removePerson(asId<PersonId>(`p${act.person}`))
              : matcher.removeBooking(asId<BookingId>(`b${act.booking}`)),
          )
          expect(removed[0]).toBe(removed[1])
          expect(engine.size()).toEqual(oracle.size())
        }
      }
    })
    await fc.assert(history, { numRuns: 60 })
    // The test would say little if pruning never happened.
    expect(searches).toBeGreaterThan(200)
    expect(rescoredAll).toBeLessThan(searches)
  })

  it('give the same list when a whole gallery is one face, copied and nearly copied', async () => {
    const dimension = 128
    const random = seededRandom(11)
    const base = randomVector(random, dimension)
    const engine = createMatcher({ modelId: sampleModel, dimension })
    const oracle = createScalarMatcher({ modelId: sampleModel, dimension })
    for (let index = 0; index < 5000; index++) {
      const vector = trickyVector(index % 3 === 0 ? 0 : index % 3 === 1 ? 1 : 5, { random, dimension, base })
      const row = sampleRow({ vector }, { person: `p${(index * 7919) % 1700}`, booking: `b${index}` })
      engine.insert(row)
      oracle.insert(row)
    }
    const options = { k: 200, galleryRoot: sampleRoot }
    const found = await engine.search(base, options)
    expect(found.rows).toEqual((await oracle.search(base, options)).rows)
    expect(found.certificate.rowsRescored).toBeGreaterThan(1600)
  })
})

describe('the bound of a row', () => {
  it('holds for every pair of vectors, however badly they quantise', () => {
    const pair = fc.property(dimensions, fc.nat(), fc.nat(9), fc.nat(9), (dimension, seed, first, second) => {
      const random = seededRandom(seed)
      const base = randomVector(random, dimension)
      const vector = trickyVector(first, { random, dimension, base })
      const asked = trickyVector(second, { random, dimension, base })
      const row = quantiseRow(vector)
      const query = quantiseQuery(asked)
      const approximate = codeProduct(query.codes, row.codes, 0) * (query.scale * row.scale)
      const margin = query.length * row.errorNorm + query.errorNorm * row.norm + roundingSlack
      expect(Math.abs(innerProduct(asked, vector) - approximate)).toBeLessThanOrEqual(margin)
      expect(margin).toBeLessThan(0.15)
    })
    fc.assert(pair, { numRuns: 2000 })
  })

  it('never overflows 32 bits, even where every code is largest', () => {
    const query = new Int16Array(1024).fill(8191)
    const codes = new Int8Array(1024).fill(127)
    expect(codeProduct(query, codes, 0)).toBe(1024 * 8191 * 127)
    expect(1024 * 8191 * 127).toBeLessThan(2 ** 31)
  })
})
