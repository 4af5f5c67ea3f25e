import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  firstBookings,
  probeOfPerson,
  readSynthetic,
  type SyntheticBooking,
} from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir, theOneFace } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { leafHash, rootFromLeaves } from '../proof/index.ts'
import { openSampleGallery, type SampleGallery } from './sample-gallery.ts'

let face: FaceEngine
let sample: SampleGallery
let one: SyntheticBooking
let two: SyntheticBooking

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  const [first, second] = await firstBookings(2)
  one = must(first, 'booking')
  two = must(second, 'booking')
})
afterAll(() => face?.close())
beforeEach(async () => {
  sample = await openSampleGallery(face)
})
afterEach(() => sample?.close())

const bookings = () =>
  sample.house.storage.db.selectFrom('bookings').selectAll().orderBy('booking_number').execute()

async function template(image: Uint8Array): Promise<Float32Array> {
  const photo = await face.readPhoto(image)
  const [vector] = await face.embed(photo, [theOneFace(await face.findFaces(photo))])
  return must(vector, 'template')
}

const searchFor = async (vector: Float32Array) =>
  sample.gallery.hold(async ({ matcher, state }) => ({
    state,
    ...(await matcher.search(vector, {
      ...{ k: 5, galleryRoot: state.root },
      ticket: await sample.ticket(state),
    })),
  }))

/** The gallery as the next start opens it; the sample closes it. */
async function reopened() {
  await sample.gallery.close()
  return sample.reopen()
}

/** The root as docs describe it, computed anew from the rows: salted leaves in the order of the booking ids. */
async function recomputedRoot(): Promise<string> {
  const modelId = sample.house.face.model.id
  const leaves = (await bookings())
    .toSorted((left, right) => (left.id < right.id ? -1 : 1))
    .map((row) =>
      leafHash(
        new TextEncoder().encode(
          JSON.stringify({
            bookingId: row.id,
            bookingNumber: row.booking_number,
            modelId,
            personId: row.person_id,
            photoSha256: row.photo_sha256,
            salt: Buffer.from(row.leaf_salt).toString('base64url'),
          }),
        ),
      ),
    )
  return Buffer.from(rootFromLeaves(leaves)).toString('hex')
}

describe('an empty gallery', () => {
  it('has no state and cannot be held', async () => {
    expect(sample.gallery.state()).toBeUndefined()
    expect(await sample.gallery.uncommitted()).toBe(0)
    await expect(sample.gallery.hold(async () => 1)).rejects.toMatchObject({ code: 'GALLERY_EMPTY' })
  })
})

describe('a committed state', () => {
  it('is numbered, has the root of its bookings, and stands in the log', async () => {
    await sample.enrol(one)
    expect(await sample.gallery.uncommitted()).toBe(1)
    const first = await sample.gallery.commit()
    expect(first).toMatchObject({ n: 1, bookings: 1, persons: 1, root: await recomputedRoot() })
    await sample.enrol(two)
    const second = await sample.gallery.commit()
    expect(second).toMatchObject({ n: 2, bookings: 2, persons: 2, root: await recomputedRoot() })
    expect(second.root).not.toBe(first.root)
    const { ledger } = sample.house
    for (const [state, added] of [
      [first, 1],
      [second, 1],
    ] as const) {
      const { index } = must(await ledger.find(state.entryId), 'gallery entry')
      const { n, root, persons, bookings: count } = state
      const says = { t: 'gallery', n, root, persons, bookings: count, added, removed: 0 }
      expect((await ledger.entry(index)).value).toMatchObject(says)
    }
  })

  it('is not made again when nothing has changed, nor twice by two who commit at once', async () => {
    await sample.enrol(one)
    const size = await sample.house.ledger.size()
    const states = await Promise.all([sample.gallery.commit(), sample.gallery.commit()])
    expect(states.map(({ n }) => n)).toEqual([1, 1])
    expect(await sample.gallery.commit()).toBe(sample.gallery.state())
    expect(await sample.house.ledger.size()).toBe(size + 1)
  })

  it('has a root that differs between two houses with the same bookings: leaves are salted', async () => {
    await sample.enrol(one)
    const { root } = await sample.gallery.commit()
    const elsewhere = await openSampleGallery(face)
    await elsewhere.enrol(one)
    expect((await elsewhere.gallery.commit()).root).not.toBe(root)
    await elsewhere.close()
  })

  it('is the same after the house is opened again, and finds the same person', async () => {
    await sample.enrol(one)
    await sample.enrol(two)
    const state = await sample.gallery.commit()
    const vector = await template(await readSynthetic(two.file))
    const before = await searchFor(vector)
    const size = await sample.house.ledger.size()
    const again = await reopened()
    expect(again.state()).toEqual(state)
    expect(await sample.house.ledger.size()).toBe(size)
    const after = await again.hold(async ({ matcher, state: held }) =>
      matcher.search(vector, { k: 5, galleryRoot: held.root, ticket: await sample.ticket(held) }),
    )
    expect(after.rows).toEqual(before.rows)
    expect(after.rows[0]).toMatchObject({ personId: two.draft.personId })
    expect(after.rows[0]?.similarity).toBeGreaterThan(0.999)
  })

  it('is followed by a new one at the next start when bookings were enrolled and not committed', async () => {
    await sample.enrol(one)
    await sample.gallery.commit()
    await sample.enrol(two)
    const again = await reopened()
    expect(again.state()).toMatchObject({ n: 2, bookings: 2, root: await recomputedRoot() })
  })

  it('is followed by a new one at the next start when a leaf was changed in the database meanwhile', async () => {
    await sample.enrol(one)
    const { root } = await sample.gallery.commit()
    await sample.house.storage.db
      .updateTable('templates')
      .set({ leaf_sha256: '0'.repeat(64) })
      .execute()
    const again = await reopened()
    expect(again.state()).toMatchObject({ n: 2, bookings: 1 })
    expect(again.state()?.root).not.toBe(root)
  })
})

describe('whoever holds the gallery', () => {
  it('has bookings in it that were enrolled and not committed', async () => {
    await sample.enrol(one)
    const first = await searchFor(await template(await readSynthetic(one.file)))
    expect(first.rows.map(({ personId }) => personId)).toEqual([one.draft.personId])
    await sample.enrol(two)
    const second = await searchFor(await template(await readSynthetic(two.file)))
    expect(second.rows[0]).toMatchObject({ personId: two.draft.personId })
    expect(second.state).toMatchObject({ n: 2, bookings: 2 })
    expect(second.certificate).toMatchObject({ rowsInGallery: 2, rowsScanned: 2 })
  })

  it('sees one state from beginning to end, and a commit waits for him', async () => {
    await sample.enrol(one)
    await sample.gallery.commit()
    let committed = false
    let waiting: Promise<unknown> = Promise.resolve()
    await sample.gallery.hold(async ({ state, matcher }) => {
      await sample.enrol(two)
      waiting = sample.gallery.commit().then(() => {
        committed = true
      })
      await sleep(100)
      expect(committed).toBe(false)
      expect(matcher.size().rows).toBe(state.bookings)
      expect(sample.gallery.state()).toEqual(state)
    })
    await waiting
    expect(sample.gallery.state()).toMatchObject({ n: 2, bookings: 2 })
  })

  it('leaves nothing of the probe behind: a search adds no booking, no person and no template', async () => {
    await sample.enrol(one)
    await sample.gallery.commit()
    const before = await bookings()
    const probe = await template(await probeOfPerson(two.draft.personId))
    await searchFor(probe)
    await searchFor(probe)
    expect(await bookings()).toEqual(before)
    expect(await sample.gallery.uncommitted()).toBe(0)
    expect(await sample.gallery.hold(async ({ matcher }) => matcher.size())).toEqual({ rows: 1 })
  })
})
