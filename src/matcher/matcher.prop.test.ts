import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asId, assert, type BookingId, must, type PersonId } from '../kernel/index.ts'
import { checkCertificate } from './check-certificate.ts'
import { type CodeLayout, plainLayout } from './code-layout.ts'
import { codeQueries, writeQueries } from './coded-query.ts'
import { createScalarMatcher } from './create-scalar-matcher.ts'
import { innerProduct } from './inner-product.ts'
import { sortable } from './lane-findings.ts'
import { attach, runToEnd } from './lane-work.ts'
import type { Matcher, MatcherResult, SearchFilter } from './matcher.ts'
import { openScratchMatcher } from './open-scratch-matcher.ts'
import { turnedLayout } from './sample-layout.ts'
import { randomVector, sampleModel, sampleRoot, sampleRow, seededRandom, unitVector } from './sample-rows.ts'
import { placeOfRow, SegmentMemory } from './segment-memory.ts'

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
/** To find the axes of more takes seconds. */
const turnedDimensions = fc.constantFrom(64, 65, 127, 128, 200)
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
    { weight: 1, arbitrary: fc.record({ act: fc.constant('expunge' as const), person: fc.nat(25) }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('expungeBooking' as const), booking: fc.nat(60) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        act: fc.constant('search' as const),
        k: fc.integer({ min: 1, max: 30 }),
        together: fc.constantFrom(1, 1, 2, 5, 16, 17),
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

type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never
type Engines = { readonly engine: Matcher; readonly oracle: Matcher; readonly trick: Trick }
const seen = { searches: 0, rescoredAll: 0, bookings: 0 }

async function take(step: Step, { engine, oracle, trick }: Engines): Promise<void> {
  const { random } = trick
  if (step.act === 'insert') {
    const ids = { person: `p${step.person}`, booking: `b${seen.bookings++}` }
    const bookedOn = `${2018 + (seen.bookings % 5)}-06-15`
    const row = sampleRow({ vector: trickyVector(step.kind, trick), bookedOn, ...factsOf(random) }, ids)
    for (const matcher of [engine, oracle]) matcher.insert(row)
    return
  }
  if (step.act === 'search') {
    const queries = Array.from({ length: step.together }, (_, at) => trickyVector(step.kind + at, trick))
    const options = { k: step.k, galleryRoot: sampleRoot, filter: step.filter }
    const found = await engine.searchMany(queries, options)
    const truth = await oracle.searchMany(queries, options)
    for (const [at, one] of found.entries()) sameAsTruth(one, { truth: must(truth[at], 'truth'), oracle })
    return
  }
  const [removed, truly] = await Promise.all(
    [engine, oracle].map((matcher) =>
      step.act === 'expunge'
        ? matcher.expunge(asId<PersonId>(`p${step.person}`))
        : matcher.expungeBooking(asId<BookingId>(`b${step.booking}`)),
    ),
  )
  expect(removed).toBe(truly)
  expect(engine.size()).toEqual(oracle.size())
}

function sameAsTruth(
  found: MatcherResult,
  { truth, oracle }: { truth: MatcherResult; oracle: Matcher },
): void {
  expect(found.rows).toEqual(truth.rows)
  const expectations = { galleryRoot: sampleRoot, modelId: sampleModel, rowsInGallery: oracle.size().rows }
  for (const { rows, certificate } of [found, truth])
    expect(checkCertificate(certificate, { ...expectations, rows }).faults).toEqual([])
  const { rowsRescored, largestExcludedUpperBound: _, engine: __, ...shared } = found.certificate
  expect(truth.certificate).toMatchObject(shared)
  seen.searches++
  if (rowsRescored === found.certificate.rowsScanned) seen.rescoredAll++
}

type CrewWish = { readonly threads: number; readonly ownWorkBytes?: number; readonly turned?: boolean }

describe.each<[string, CrewWish, number]>([
  ['the main thread', { threads: 0 }, 40],
  ['two workers', { threads: 2, ownWorkBytes: 0 }, 12],
  ['the main thread along turned axes', { threads: 0, turned: true }, 40],
])('the WASM engine on %s and the oracle', (_, { turned = false, ...crew }: CrewWish, numRuns) => {
  const layoutFor = (dimension: number) => (turned ? { layout: turnedLayout(dimension) } : {})

  it('give the same list and a certificate that holds, through any history of changes', async () => {
    Object.assign(seen, { searches: 0, rescoredAll: 0, bookings: 0 })
    const any = turned ? turnedDimensions : dimensions
    const history = fc.asyncProperty(any, fc.nat(), steps, async (dimension, seed, acts) => {
      seen.bookings = 0
      const options = { modelId: sampleModel, dimension }
      const engine = await openScratchMatcher({
        ...options,
        ...crew,
        ...layoutFor(dimension),
        segmentRows: 32,
      })
      const oracle = createScalarMatcher(options)
      const random = seededRandom(seed)
      const trick = { random, dimension, base: randomVector(random, dimension) }
      try {
        for (const act of acts) await take(act, { engine, oracle, trick })
      } finally {
        await engine.close()
      }
    })
    await fc.assert(history, { numRuns })
    // The test would say little if pruning never happened.
    expect(seen.searches).toBeGreaterThan(5 * numRuns)
    expect(seen.rescoredAll).toBeLessThan(seen.searches)
  })

  it('give the same list when a whole gallery is one face, copied and nearly copied', async () => {
    const dimension = 128
    const random = seededRandom(11)
    const base = randomVector(random, dimension)
    const engine = await openScratchMatcher({
      ...{ modelId: sampleModel, dimension },
      ...crew,
      ...layoutFor(dimension),
    })
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
    await engine.close()
  })
})

describe('the bound of a row', () => {
  it('holds for every pair of vectors, however badly they quantise', () => {
    const pair = fc.property(dimensions, fc.nat(), fc.nat(9), fc.nat(9), (dimension, seed, first, second) => {
      const random = seededRandom(seed)
      const trick = { random, dimension, base: randomVector(random, dimension) }
      const vector = trickyVector(first, trick)
      const query = trickyVector(second, trick)
      const similarity = innerProduct(query, vector)
      const layouts = [plainLayout(dimension), ...(dimension > 200 ? [] : [turnedLayout(dimension)])]
      for (const { lower, upper } of layouts.flatMap((layout) => boundsOf(vector, query, layout))) {
        expect(lower).toBeLessThanOrEqual(similarity)
        expect(upper).toBeGreaterThanOrEqual(similarity)
        expect(upper - lower).toBeLessThan(0.3)
      }
    })
    fc.assert(pair, { numRuns: 1000 })
  })

  it('is no wider than it must be: a query along what coding lost nearly reaches it', () => {
    const along = fc.property(dimensions, fc.nat(), (dimension, seed) => {
      const vector = randomVector(seededRandom(seed), dimension)
      // As it is coded itself, so that the query loses nothing.
      const [coded] = codeQueries([unitVector(lostInCoding(vector))], plainLayout(dimension))
      const { codes, scale } = must(coded, 'coded query')
      const query = Float32Array.from(codes, (code) => code * scale)
      const similarity = innerProduct(query, vector)
      for (const { lower, upper } of boundsOf(vector, query)) {
        expect(upper).toBeGreaterThanOrEqual(similarity)
        // Bounds of 99 in 100 parts would not hold here.
        expect(upper - similarity).toBeLessThan((upper - lower) / 2 / 100)
      }
    })
    fc.assert(along, { numRuns: 300 })
  })

  it('never overflows 32 bits, even where every code is largest', () => {
    const dimension = 1024
    const flat = new Float32Array(dimension).fill(1 / 32)
    for (const { lower, upper } of boundsOf(flat, flat)) {
      expect(lower).toBeGreaterThan(0.9999)
      expect(upper).toBeLessThan(1.0001)
    }
  })
})

const memories = new Map<string, SegmentMemory>()

function memoryWith(vector: Float32Array, layout: CodeLayout = plainLayout(vector.length)): SegmentMemory {
  const key = `${layout.dimension}/${layout.front}`
  const memory = memories.get(key) ?? new SegmentMemory(layout, 1)
  memories.set(key, memory)
  memory.growTo(1)
  memory.write(0, vector, { person: 1, booking: [1, 1], agency: 0, day: 1, sex: 1, age: 1 })
  return memory
}

/** The kernel's bounds for one row and one query: scanned alone, and among several queries. */
function boundsOf(vector: Float32Array, query: Float32Array, layout = plainLayout(vector.length)) {
  const memory = memoryWith(vector, layout)
  const { chunksAt, axesAt } = memory
  const { dimension, stride, front } = layout
  const source = { path: '', key: new Uint8Array(32), fileId: '', dimension }
  const view = { id: 1, memory: memory.memory, dimension, stride, front, chunksAt, axesAt, source }
  const attached = new Map([[1, attach(view)]])
  return [1, 5].map((queries) => {
    const coded = codeQueries(new Array(queries).fill(query), layout)
    writeQueries(memory.memory.buffer, { queries: coded, layout })
    const found = runToEnd(
      {
        kind: 'scan',
        next: new Int32Array(new SharedArrayBuffer(4)),
        thresholds: new Int32Array(new SharedArrayBuffer(64)).fill(sortable(Number.NEGATIVE_INFINITY)),
        queries,
        k: 1,
        narrowing: { inUse: 0, days: 0, ages: 0 },
        segments: [{ id: 1, place: 0, rows: 1, excluded: [], narrowed: false }],
      },
      { lane: 0, attached },
    )
    assert(found.kind === 'scan', 'findings of a scan')
    const finding = must(found.queries[queries - 1], 'finding')
    return { lower: must(finding.lowers[0], 'lower bound'), upper: must(finding.uppers[0], 'upper bound') }
  })
}

/** The vector less what its codes say, as the kernel codes it. */
function lostInCoding(vector: Float32Array): Float64Array {
  const { memory, layout, chunksAt } = memoryWith(vector)
  const place = placeOfRow(chunksAt, { layout, row: 0 })
  const codes = new Int8Array(memory.buffer, place.front, layout.stride)
  const [scale] = new Float32Array(memory.buffer, place.scale, 1)
  return Float64Array.from(vector, (value, at) => {
    const code = must(codes[at], 'code')
    const signed = at % 2 === 0 ? ((code ^ 0x80) << 24) >> 24 : code
    return value - signed * must(scale, 'scale')
  })
}
