import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultyBooking, firstBookings, readSynthetic, twoBookings } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir, theOneFace } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { bookingById, bookingSpan, listBookings } from './booking.ts'
import { enrolBooking } from './enrol-booking.ts'
import { openSampleGallery, type SampleGallery } from './sample-gallery.ts'
import { openTemplate, sealTemplate } from './template.ts'

let face: FaceEngine
let sample: SampleGallery
let [one, other]: Awaited<ReturnType<typeof twoBookings>> = [] as never

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  sample = await openSampleGallery(face)
  const [first] = await firstBookings(1)
  ;[one, other] = await twoBookings(must(first, 'booking').draft.personId)
  await sample.enrol(one)
})
afterAll(async () => {
  await sample?.close()
  await face?.close()
})

const db = () => sample.house.storage.db
const bookings = () => db().selectFrom('bookings').selectAll().orderBy('booking_number').execute()

async function blobFiles(): Promise<readonly string[]> {
  const root = join(sample.house.storage.dataDir, 'blobs')
  const files = await readdir(root, { recursive: true, withFileTypes: true })
  return files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
}

/** The refusal of an enrolment that leaves neither a row nor a file nor a person behind. */
async function refusedEnrolment(work: () => Promise<unknown>): Promise<unknown> {
  const state = async () => [
    await bookings(),
    await db().selectFrom('persons').selectAll().orderBy('id').execute(),
    await blobFiles(),
  ]
  const before = await state()
  const refusal = await work().then(
    () => 'enrolled',
    (error: unknown) => error,
  )
  expect(await state()).toEqual(before)
  return refusal
}

describe('a booking photograph', () => {
  it('is enrolled with its face, its number and the age of the person', async () => {
    const { bookings: listed, total } = await listBookings(sample.house.storage, { page: 1, pageSize: 10 })
    expect(total).toBe(1)
    const booking = await bookingById(sample.house.storage, must(listed[0], 'booking').id)
    const { bookingNumber, personId, bookedOn } = one.draft
    expect(booking).toMatchObject({ bookingNumber, personId, bookedOn, agencyCode: 'DEMO-SO' })
    expect(booking.ageAtBooking).toBeGreaterThanOrEqual(18)
    expect(booking.face.eyeDistancePx).toBeGreaterThan(20)
    expect(await bookingSpan(sample.house.storage)).toEqual({ oldest: bookedOn, newest: bookedOn })
    expect(await sample.house.storage.blobs.get(booking.photoBlobId)).toEqual(await readSynthetic(one.file))
  })

  it('that comes again is there already, and nothing is added', async () => {
    const before = await bookings()
    expect(await sample.enrol(one)).toMatchObject({ status: 'already-enrolled', bookingId: before[0]?.id })
    expect(await bookings()).toEqual(before)
  })

  it('that comes twice at the same moment is enrolled once', async () => {
    const [third] = (await firstBookings(2)).slice(1)
    const row = must(third, 'booking')
    const blobs = (await blobFiles()).length
    const ends = await Promise.all([sample.enrol(row), sample.enrol(row)])
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['already-enrolled', 'enrolled'])
    expect(new Set(ends.map(({ bookingId }) => bookingId)).size).toBe(1)
    expect((await blobFiles()).length).toBe(blobs + 1)
  })

  it('of a known person is another booking of the same person', async () => {
    expect(await sample.enrol(other)).toMatchObject({ status: 'enrolled', personId: one.draft.personId })
    const { total } = await listBookings(sample.house.storage, {
      page: 1,
      pageSize: 1,
      find: one.draft.personId,
    })
    expect(total).toBe(2)
  })
})

describe('an enrolment', () => {
  it('under a number that is taken by another photograph or person is refused', async () => {
    const { bookingNumber } = one.draft
    const duplicate = { code: 'BOOKING_NUMBER_DUPLICATE', evidence: { bookingNumber } }
    expect(await refusedEnrolment(() => sample.enrol(other, { bookingNumber }))).toMatchObject(duplicate)
    expect(await refusedEnrolment(() => sample.enrol(one, { personId: 'P-999999' }))).toMatchObject(duplicate)
  })

  it('that says another birth date or sex of a known person is refused', async () => {
    const conflict = { code: 'PERSON_CONFLICT' }
    const number = { bookingNumber: '99-000001' }
    const born = { ...number, birthDate: '1950-01-02' }
    expect(await refusedEnrolment(() => sample.enrol(one, born))).toMatchObject(conflict)
    expect(await refusedEnrolment(() => sample.enrol(one, { ...number, sex: 'X' }))).toMatchObject(conflict)
  })

  it.each([
    ['no face', 'NO_FACE'],
    ['two faces', 'MULTIPLE_FACES'],
    ['truncated', 'IMAGE_UNREADABLE'],
    ['under 18', 'UNDER_AGE'],
    ['in the future', 'BOOKED_IN_FUTURE'],
  ])('of the archive row with "%s" is refused as %s', async (because, code) => {
    const row = await faultyBooking(because)
    expect(await refusedEnrolment(() => sample.enrol(row))).toMatchObject({ code })
  })

  it.each([
    ['empty', new Uint8Array(0)],
    ['words', new TextEncoder().encode('not an image')],
  ])('of a file that is %s is refused as IMAGE_UNREADABLE', async (_what, photo) => {
    const draft = { ...one.draft, bookingNumber: '99-000002' }
    const refusal = await refusedEnrolment(() => enrolBooking(sample.house, { draft, photo }))
    expect(refusal).toMatchObject({ code: 'IMAGE_UNREADABLE' })
  })

  it('with a birth date where none was known binds the bookings that follow', async () => {
    const number = (at: number) => ({ personId: 'P-UNBORN', bookingNumber: `99-10000${at}` })
    await sample.enrol(one, { ...number(1), birthDate: undefined, ageAtBooking: '40' })
    await sample.enrol(other, { ...number(2), birthDate: '1970-01-01' })
    const conflict = sample.enrol(one, { ...number(3), birthDate: '1971-01-01' })
    await expect(conflict).rejects.toMatchObject({ code: 'PERSON_CONFLICT' })
  })
})

describe('templates and photographs at rest', () => {
  it('are nowhere on the disk in clear', async () => {
    const photo = await face.readPhoto(await readSynthetic(one.file))
    const [template] = await face.embed(photo, [theOneFace(await face.findFaces(photo))])
    const vector = must(template, 'template')
    const raw = Buffer.from(vector.buffer, vector.byteOffset, 64)
    const picture = Buffer.from(await readSynthetic(one.file)).subarray(200, 264)
    const row = must(
      (await bookings()).find((each) => each.booking_number === one.draft.bookingNumber),
      'row',
    )
    // The test knows what it looks for: the sealed template opens to exactly these bytes.
    const kept = await sample.house.storage.db
      .selectFrom('templates')
      .selectAll()
      .where('booking_id', '=', row.id)
      .executeTakeFirstOrThrow()
    const opened = openTemplate(sample.house.storage.key, {
      bookingId: row.id as never,
      modelId: face.model.id,
      sealed: kept.template,
      boundToModel: true,
    })
    expect(Buffer.from(opened.buffer).subarray(0, 64).equals(raw)).toBe(true)
    const { dataDir } = sample.house.storage
    const files = await readdir(dataDir, { recursive: true, withFileTypes: true })
    const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name))
    expect(paths.length).toBeGreaterThan(10)
    let sealedSeen = 0
    for (const path of paths) {
      const bytes = await readFile(path)
      expect([path, bytes.includes(raw), bytes.includes(picture)]).toEqual([path, false, false])
      if (bytes.includes(Buffer.from(kept.template).subarray(0, 32))) sealedSeen++
    }
    expect(sealedSeen).toBeGreaterThan(0)
  })

  it('open for their own booking and model only, and not when a byte was changed', () => {
    const key = new Uint8Array(32).fill(1)
    const vector = Float32Array.from([0.6, -0.8, 0])
    const own = { bookingId: 'one' as never, modelId: 'sha256:a', boundToModel: true }
    const sealed = sealTemplate(key, { ...own, vector })
    expect(openTemplate(key, { ...own, sealed })).toEqual(vector)
    expect(() => openTemplate(key, { ...own, bookingId: 'two' as never, sealed })).toThrow()
    expect(() => openTemplate(key, { ...own, modelId: 'sha256:b', sealed })).toThrow()
    expect(() => openTemplate(key, { ...own, boundToModel: false, sealed })).toThrow()
    const changed = sealed.slice()
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    expect(() => openTemplate(key, { ...own, sealed: changed })).toThrow()
  })
})
