import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { asId, type BookingId, type ModelId, must, type PersonId } from '../kernel/index.ts'
import { blockPosition } from './block-reader.ts'
import { checkCertificate } from './check-certificate.ts'
import { laneAt, laneMap, memoryMap } from './memory-map.ts'
import { beginMatcher, openMatcher, type StoredMatcher } from './open-matcher.ts'
import { scratchFolder, scratchKey } from './open-scratch-matcher.ts'
import { bookingKey, personKey } from './row-key.ts'
import { turnedLayout } from './sample-layout.ts'
import { randomVector, sampleModel, sampleRoot, sampleRow, seededRandom } from './sample-rows.ts'
import { openSampleStore } from './sample-store.ts'
import { blockRowsOf } from './template-record.ts'

const dimension = 64
const blockRows = blockRowsOf(dimension)
const options = { k: 5, galleryRoot: sampleRoot }
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder with so many rows on the disk, closed; and what a search over them gave. */
async function written(rows: number, segmentRows = 2 ** 20) {
  const sample = await openSampleStore(dimension, { rows, segmentRows })
  folders.push(sample.folder)
  const { rows: list } = await sample.matcher.search(sample.query, options)
  const path = must(sample.store.segments[0], 'segment').file.path
  await sample.matcher.close()
  return { ...sample, list, path }
}

const openAgain = (folder: string, change: Partial<Parameters<typeof openMatcher>[0]> = {}) =>
  openMatcher({ folder, key: scratchKey, modelId: sampleModel, dimension, threads: 0, ...change })

function flip(path: string, { at, bytes = 1 }: { at: number; bytes?: number }): void {
  const here = readFileSync(path).subarray(at, at + bytes)
  const fd = openSync(path, 'r+')
  writeSync(
    fd,
    Uint8Array.from(here, (byte) => byte ^ 1),
    0,
    here.length,
    at,
  )
  closeSync(fd)
}

describe('template files', () => {
  it.each([
    ['the main thread', { threads: 0 }],
    ['two workers', { threads: 2, ownWorkBytes: 0 }],
  ])('give the same rows again when %s reads them', async (_, crew) => {
    const { folder, list, query } = await written(5000)
    const progress: number[] = []
    const again = await openAgain(folder, { ...crew, onProgress: ({ rows }) => progress.push(rows) })
    expect(again.damage()).toEqual([])
    expect(progress).toEqual([0, 5000])
    const { rows, certificate } = await again.search(query, options)
    expect(rows).toEqual(list)
    expect(certificate.rowsScanned).toBe(5000)
    await again.close()
  })

  it('spread over segments, and a search that began before they were read waits for all of them', async () => {
    const { folder, list, query } = await written(3000, 640)
    expect(readdirSync(folder)).toHaveLength(5)
    const early = await beginMatcher({ folder, key: scratchKey, modelId: sampleModel, dimension, threads: 0 })
    expect(() => early.insert(sampleRow({ vector: query }, { person: 'p', booking: 'b' }))).toThrow(
      'read its files',
    )
    const { rows, certificate } = await early.search(query, options)
    expect(rows).toEqual(list)
    const expectations = { galleryRoot: sampleRoot, modelId: sampleModel, rowsInGallery: 3000, rows }
    expect(checkCertificate(certificate, expectations).faults).toEqual([])
    await early.ready
    await early.close()
  })

  it('hold no id and no template in the clear, and their header says what they are', async () => {
    const { path, query } = await written(100)
    const bytes = readFileSync(path)
    expect(bytes.subarray(0, 22).toString()).toBe('casebound-templates 1\n')
    expect(bytes.includes('p42')).toBe(false)
    const row = randomVector(seededRandom(3), dimension)
    expect(bytes.includes(Buffer.from(row.buffer, 0, 12))).toBe(false)
    expect(bytes.includes(Buffer.from(query.buffer, 0, 12))).toBe(false)
  })

  it('do not open with another key, model or format', async () => {
    const { folder, path } = await written(10)
    const refusal = (change: Parameters<typeof openAgain>[1]) => expect(openAgain(folder, change)).rejects
    await refusal({ key: new Uint8Array(32) }).toMatchObject({ code: 'TEMPLATES_KEY_WRONG' })
    await refusal({ modelId: asId<ModelId>('other') }).toMatchObject({ code: 'TEMPLATES_OF_OTHER_MODEL' })
    await refusal({ dimension: 128 }).toMatchObject({ code: 'TEMPLATES_OF_OTHER_MODEL' })
    const newer = readFileSync(path)
    newer.write('casebound-templates 9\n')
    writeFileSync(path, newer)
    await refusal({}).toMatchObject({ code: 'TEMPLATES_NEWER' })
  })

  it('name a block that was changed, keep the rest, and take its rows again', async () => {
    const { folder, path, list, query } = await written(1000)
    flip(path, { at: blockPosition(3, dimension) + 100 })
    const again = await openAgain(folder)
    expect(again.damage()).toEqual([{ file: path, what: 'block', blocks: 1 }])
    expect(again.size()).toEqual({ rows: 1000 - blockRows })
    const comparison = again.compareBookings()
    const all = Array.from({ length: 1000 }, (_, index) => `b${index}`)
    const missing = all.filter((id) => !comparison.holds(id))
    expect(missing).toEqual(all.slice(3 * blockRows, 4 * blockRows))
    expect(comparison.strays()).toEqual([])
    await putBack(again, missing)
    expect((await again.search(query, options)).rows).toEqual(list)
    await again.close()
    const third = await openAgain(folder)
    expect(third.damage()).toEqual([])
    expect(third.size()).toEqual({ rows: 1000 })
    await third.close()
  })

  it('name a file that was cut short, or lost both headers; one whole header is enough', async () => {
    const { folder, path } = await written(1000)
    const whole = readFileSync(path)
    flip(path, { at: 10 })
    expect(await damageOf(folder)).toEqual([])
    writeFileSync(path, whole)
    flip(path, { at: 65_546 })
    expect(await damageOf(folder)).toEqual([])
    writeFileSync(path, whole.subarray(0, blockPosition(1000 / blockRows - 2.5, dimension)))
    expect(await damageOf(folder)).toMatchObject([{ file: path, what: 'truncated', blocks: 3 }])
    writeFileSync(path, whole)
    flip(path, { at: 0, bytes: 131_072 })
    expect(await damageOf(folder)).toMatchObject([{ file: path, what: 'header' }])
  })

  it('know a booking that only they have', async () => {
    const { folder } = await written(50)
    const again = await openAgain(folder)
    const comparison = again.compareBookings()
    for (let index = 0; index < 50; index++) if (index !== 7) comparison.holds(`b${index}`)
    expect(comparison.holds('b50')).toBe(false)
    expect(comparison.strays()).toEqual(['b7'])
    await again.close()
  })
})

const damageOf = async (folder: string) => {
  const matcher = await openAgain(folder)
  const damage = matcher.damage()
  await matcher.close()
  return damage
}

/** Inserts rows of the sample again, as a database would give them. */
async function putBack(matcher: StoredMatcher, bookings: readonly string[]): Promise<void> {
  const random = seededRandom(3)
  for (let index = 0; index < 1000; index++) {
    const vector = randomVector(random, dimension)
    if (bookings.includes(`b${index}`))
      matcher.insert(sampleRow({ vector }, { person: `p${index}`, booking: `b${index}` }))
  }
  await matcher.flush()
}

describe('an expunged row', () => {
  it.each([
    ['its own axes', undefined],
    ['turned axes', turnedLayout(dimension)],
  ])(
    'leaves not a byte of codes along %s, keys and template, in memory or in its file',
    async (_, layout) => {
      const { store, matcher, query, folder } = await openSampleStore(dimension, { rows: 40, layout })
      folders.push(folder)
      await matcher.flush()
      await matcher.searchMany([query, query], options)
      await matcher.expungeBooking(asId<BookingId>('b0'))
      for (let person = 1; person < 40; person++) await matcher.expunge(asId<PersonId>(`p${person}`))
      const { memory, file } = must(store.segments[0], 'segment')
      for (let row = 0; row < 40; row++) {
        expect(memory.isFilled(row)).toBe(false)
        expect(file.record(row)).toMatchObject({ personId: '', bookingId: '', day: 0, age: 0 })
        expect(file.record(row).vector.every((value) => value === 0)).toBe(true)
      }
      const { buffer } = memory.memory
      const codes = new Uint8Array(buffer, memory.chunkAt(0), memoryMap.chunkRows * memory.layout.stride)
      expect(codes.every((byte) => byte === 0)).toBe(true)
      // Nor where rows are widened to be coded or multiplied.
      const scratch = new Uint8Array(buffer, laneAt(0) + laneMap.wide, 8 * 1024 * 2)
      expect(scratch.every((byte) => byte === 0)).toBe(true)
      await matcher.close()
    },
  )

  it('gives its place to the next', async () => {
    const { store, matcher, query, folder } = await openSampleStore(dimension, { rows: 2048 })
    folders.push(folder)
    for (let round = 0; round < 5; round++) {
      await matcher.expunge(asId<PersonId>('p9'))
      matcher.insert(sampleRow({ vector: query }, { person: 'p9', booking: `again${round}` }))
    }
    expect(store.segments.map(({ end }) => end)).toEqual([2048])
    await matcher.close()
  })

  it('is found by its id even where another shares its key', async () => {
    const { store, matcher, folder } = await openSampleStore(dimension, { rows: 3 })
    folders.push(folder)
    const { memory, file } = must(store.segments[0], 'segment')
    const record = file.record(1)
    memory.write(1, record.vector, { ...record, person: personKey('p2'), booking: bookingKey('b1') })
    expect(await matcher.expunge(asId<PersonId>('p2'))).toBe(1)
    expect(matcher.size()).toEqual({ rows: 2 })
    await matcher.close()
  })
})

describe('a machine that lacks something', () => {
  it('is told, and searched by the scalar engine, where the kernel cannot run', async () => {
    const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false)
    const folder = scratchFolder()
    folders.push(folder)
    const warnings: string[] = []
    const matcher = await openAgain(folder, { onWarning: (sentence) => warnings.push(sentence) })
    validate.mockRestore()
    expect(warnings.join()).toMatch(/scalar engine searches: as exact/)
    const vector = randomVector(seededRandom(1), dimension)
    matcher.insert(sampleRow({ vector }, { person: 'p1', booking: 'b1' }))
    const { rows, certificate } = await matcher.search(vector, options)
    expect(rows).toHaveLength(1)
    expect(certificate.engine).toBe('float32-scalar')
    expect(matcher.compareBookings().holds('b1')).toBe(true)
    expect(existsSync(folder)).toBe(false)
    await matcher.close()
  })
})
