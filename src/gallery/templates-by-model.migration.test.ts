import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { firstBookings, probeOfPerson, readSynthetic } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, type Photo, testModelDir, theOneFace } from '../face/index.ts'
import { asId, canonicalJson, must } from '../kernel/index.ts'
import { deriveKey, openStorage, sealBytes } from '../storage/index.ts'
import { openScratchEarlier } from '../storage/open-scratch-earlier.ts'
import { scratchKey } from '../storage/open-scratch-storage.ts'
import { bookingLeaf } from './booking-leaf.ts'
import { openSampleGallery, type SampleGallery } from './sample-gallery.ts'

// A house from before galleries could change their model: its rows were written by the migrations 0001 to 0003.

const before = ['0001-house', '0002-bookings-in-order', '0003-probe-bench']
const persons = 3

let face: FaceEngine
let folder: string
let sample: SampleGallery
const leaves = new Map<string, string>()

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  folder = await mkdtemp(join(tmpdir(), 'casebound-old-house-'))
  await makeOldHouse()
  const storage = await openStorage({ dataDir: join(folder, 'data'), key: scratchKey })
  sample = await openSampleGallery(face, { ...storage, dataDir: join(folder, 'data') })
}, 120_000)
afterAll(async () => {
  await sample?.close()
  await rm(folder, { recursive: true, force: true })
  await face?.close()
})

async function makeOldHouse(): Promise<void> {
  await mkdir(join(folder, 'data'))
  const db = await openScratchEarlier(join(folder, 'data'), before)
  for (const { file, draft } of await firstBookings(persons)) {
    const { personId, sex, bookingNumber, bookedOn } = draft
    await sql`insert into persons values (${personId}, ${sex}, null, now())`.execute(db)
    const coded = await codedBefore(await face.readPhoto(await readSynthetic(file)), bookingNumber)
    const leaf = { bookingId: asId<never>(bookingNumber), bookingNumber, personId, modelId: face.model.id }
    const leafSha256 = bookingLeaf({ ...leaf, photoSha256: 'a'.repeat(64), leafSalt: coded.leafSalt })
    leaves.set(bookingNumber, leafSha256)
    await sql`insert into bookings (id, booking_number, person_id, agency_code, booked_on, age_at_booking, photo_blob_id,
      photo_sha256, face_json, quality_json, model_id, template, leaf_salt, leaf_sha256, enrolled_at) values (${bookingNumber},
      ${bookingNumber}, ${personId}, 'OLD-PD', ${bookedOn}, 30, 'none', ${'a'.repeat(64)}, ${coded.faceJson}, '[]',
      ${face.model.id}, ${coded.template}, ${coded.leafSalt}, ${leafSha256}, now())`.execute(db)
  }
  await db.destroy()
}

/** Templates were sealed to their booking alone. */
async function codedBefore(photo: Photo, bookingId: string) {
  const found = theOneFace(await face.findFaces(photo))
  const vector = await vectorOf(photo)
  const plain = new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
  return {
    template: sealBytes(deriveKey(scratchKey, 'template'), { plain, boundTo: bookingId }),
    leafSalt: new Uint8Array(32).fill(3),
    faceJson: canonicalJson({ face: found, widthPx: photo.widthPx, heightPx: photo.heightPx }),
  }
}

async function vectorOf(photo: Photo): Promise<Float32Array> {
  const [vector] = await face.embed(photo, [theOneFace(await face.findFaces(photo))])
  return must(vector, 'template')
}

it('every template of the old house lies by its model afterwards, with the leaf that it had', async () => {
  const rows = await sample.house.storage.db.selectFrom('templates').selectAll().execute()
  expect(rows).toHaveLength(persons)
  for (const row of rows) {
    expect(row).toMatchObject({ model_id: face.model.id, bound_to_model: false })
    expect(row.leaf_sha256).toBe(leaves.get(row.booking_id))
  }
})

it('every person of the old house is found', async () => {
  for (const { draft } of await firstBookings(persons)) {
    const probe = await vectorOf(await face.readPhoto(await probeOfPerson(draft.personId)))
    const found = await sample.gallery.hold(async ({ matcher, state }) =>
      matcher.search(probe, { k: persons, galleryRoot: state.root, ticket: await sample.ticket(state) }),
    )
    expect(found.certificate).toMatchObject({ rowsScanned: persons, rowsInGallery: persons })
    expect(found.rows[0]?.personId).toBe(draft.personId)
  }
})

it('a booking that is enrolled later stands beside them', async () => {
  const later = must((await firstBookings(persons + 1)).at(-1), 'booking')
  await sample.enrol(later)
  const { bookings } = await sample.gallery.commit()
  expect(bookings).toBe(persons + 1)
  const bound = await sample.house.storage.db.selectFrom('templates').select('bound_to_model').execute()
  expect(bound.filter(({ bound_to_model: to }) => to)).toHaveLength(1)
})
