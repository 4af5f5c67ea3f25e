import { open, readdir, readFile, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { firstBookings, readSynthetic, type SyntheticBooking } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir, theOneFace } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import type { Gallery, HeldGallery } from './open-gallery.ts'
import { openSampleGallery, type SampleGallery } from './sample-gallery.ts'

let face: FaceEngine
let sample: SampleGallery
let one: SyntheticBooking
let two: SyntheticBooking
let vector: Float32Array

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  const [first, second] = await firstBookings(2)
  one = must(first, 'booking')
  two = must(second, 'booking')
  const photo = await face.readPhoto(await readSynthetic(two.file))
  const [found] = await face.embed(photo, [theOneFace(await face.findFaces(photo))])
  vector = must(found, 'template')
})
afterAll(() => face?.close())
beforeEach(async () => {
  sample = await openSampleGallery(face)
  await sample.enrol(one)
  await sample.enrol(two)
})
afterEach(() => sample?.close())

const searchIn = (gallery: Gallery) =>
  gallery.hold(async ({ matcher, state }: HeldGallery) =>
    matcher.search(vector, { k: 5, galleryRoot: state.root, ticket: await sample.ticket(state) }),
  )

describe('the template files', () => {
  const files = async () => {
    const [model] = await readdir(sample.house.templatesDir)
    const folder = join(sample.house.templatesDir, must(model, 'folder of the model'))
    return (await readdir(folder))
      .filter((name) => name.endsWith('.templates'))
      .map((name) => join(folder, name))
  }
  const theFile = async () => must((await files())[0], 'template file')

  it('are what the next start reads: nothing is put back, nothing is said', async () => {
    await sample.gallery.commit()
    await sample.gallery.close()
    const again = await sample.reopen()
    expect(again.notices).toEqual([])
    expect(await again.hold(async ({ matcher }) => matcher.size())).toEqual({ rows: 2 })
  })

  it.each([
    [
      'cut short',
      async (path: string) => truncate(path, (await stat(path)).size - 1000),
      /could not be read/,
    ],
    ['without its first header', (path: string) => overwrite(path, { at: 0, bytes: 70_000 }), undefined],
    ['without a header', (path: string) => overwrite(path, { at: 0, bytes: 131_072 }), /lost its header/],
    [
      'with a flipped bit',
      (path: string) => overwrite(path, { at: 131_072 + 500, bytes: 1 }),
      /could not be read/,
    ],
    ['gone', (path: string) => rm(path), undefined],
  ])('%s are mended from the database, and no booking is lost', async (_, harm, notice) => {
    const state = await sample.gallery.commit()
    const before = await searchIn(sample.gallery)
    await sample.gallery.close()
    await harm(await theFile())
    const again = await sample.reopen()
    expect(again.state()).toEqual(state)
    if (notice) {
      expect(again.notices.join(' ')).toMatch(notice)
      expect(again.notices.join(' ')).toContain(
        '2 templates were put back from the database; none is missing.',
      )
    }
    expect((await searchIn(again)).rows).toEqual(before.rows)
    await again.close()
    expect((await sample.reopen()).notices).toEqual([])
  })

  it('forget a booking that the database no longer has, before anyone can search', async () => {
    await sample.gallery.commit()
    await sample.gallery.close()
    const { storage } = sample.house
    await storage.db.deleteFrom('bookings').where('booking_number', '=', one.draft.bookingNumber).execute()
    const again = await sample.reopen()
    expect(again.notices).toEqual([
      '1 bookings that are no longer in the database were erased from the template files.',
    ])
    expect(again.state()).toMatchObject({ n: 2, bookings: 1 })
    expect((await searchIn(again)).rows.map(({ personId }) => personId)).toEqual([two.draft.personId])
  })

  it('hold no template in the clear', async () => {
    await sample.gallery.commit()
    const bytes = await readFile(await theFile())
    expect(bytes.includes(Buffer.from(vector.buffer, vector.byteOffset, 16))).toBe(false)
    expect(bytes.includes(two.draft.personId)).toBe(false)
  })
})

async function overwrite(path: string, { at, bytes }: { at: number; bytes: number }): Promise<void> {
  const file = await open(path, 'r+')
  const here = Buffer.alloc(bytes)
  await file.read(here, 0, bytes, at)
  await file.write(
    here.map((byte) => byte ^ 0x40),
    0,
    bytes,
    at,
  )
  await file.close()
}
