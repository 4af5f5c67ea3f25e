import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { readSynthetic, twoBookings } from '../../test/synthetic-people.ts'
import { type FaceEngine, modelDigest, openFaceEngine, testModelDir } from '../face/index.ts'
import { enrolBooking } from '../gallery/index.ts'
import { verifyLogFolder } from '../ledger/index.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { recordModelTest } from './record-model-test.ts'
import { addSampleModels, changeEnded, dataDirOf, passedReport, testEnded } from './sample-model-change.ts'
import { firstPerson } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeEach(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 3 })
  await addSampleModels(dataDirOf(scratch), ['small', 'smaller'])
}, 120_000)
afterEach(async () => {
  await scratch?.house().models.stop()
  await scratch?.close()
  await face?.close()
})

const templatesBy = async () => {
  const rows = await scratch.storage.db
    .selectFrom('templates')
    .select(({ fn }) => ['model_id', fn.countAll<string>().as('count')])
    .groupBy('model_id')
    .execute()
  return new Map(rows.map((row) => [row.model_id, Number(row.count)]))
}
const searchedWith = () => scratch.house().gallery.hold(async ({ matcher, state }) => ({ matcher, state }))
const administrator = () => scratch.users.administrator.id
const change = async (name: string) => {
  await scratch.house().models.use({ name, userId: administrator() })
  return changeEnded(scratch.house())
}

async function loseOnePhotograph(): Promise<string> {
  const { db, blobs } = scratch.storage
  const booking = await db.selectFrom('bookings').selectAll().executeTakeFirstOrThrow()
  await blobs.erase(booking.photo_blob_id)
  return booking.id
}

describe('changing the model of a gallery', () => {
  it('codes every booking anew while the old model answers, and then changes over in the log and in memory', async () => {
    const house = scratch.house()
    const before = await searchedWith()
    expect(before.matcher.modelId).toBe(face.model.id)
    await house.models.use({ name: 'small', userId: administrator() })
    const { change: begun } = await house.models.status()
    if (begun?.work.running) expect((await searchedWith()).matcher.modelId).toBe(face.model.id)
    expect(await changeEnded(house)).toBeUndefined()
    const { inUse } = await house.models.status()
    expect(inUse).toMatchObject({ name: 'small', tested: false })
    expect(await templatesBy()).toEqual(
      new Map([
        [face.model.id, 3],
        [inUse.id, 3],
      ]),
    )
    expect(house.gallery.state()).toMatchObject({ n: 2, bookings: 3, persons: 3 })
    const entries = await publishedEntries(scratch.logDir, scratch.house().ledger.vkey)
    expect(entries.filter(({ t }) => t === 'model').at(-1)).toMatchObject({
      model: modelDigest(inUse.id),
      name: 'small',
      dims: 196,
    })
    expect((await verifyLogFolder(scratch.logDir)).verified).toBe(true)
  }, 120_000)

  it('lets nobody search before the self-test has passed, and then forgets the templates of the old model', async () => {
    const house = scratch.house()
    await searchedWith()
    await change('small')
    await expect(searchedWith()).rejects.toMatchObject({ code: 'MODEL_UNTESTED' })
    // There are no synthetic people in a scratch house, so the real test fails, says so, and opens nothing.
    await house.models.test({ userId: administrator() })
    expect((await testEnded(house)).report).toMatchObject({ passed: false })
    await expect(searchedWith()).rejects.toMatchObject({ code: 'MODEL_UNTESTED' })
    const index = await recordModelTest(house, { report: passedReport(house), userId: administrator() })
    const { matcher } = await searchedWith()
    expect(matcher.modelId).toBe(house.face.model.id)
    expect([...(await templatesBy()).keys()]).toEqual([house.face.model.id])
    expect(await readdir(join(dataDirOf(scratch), 'templates'))).toEqual([
      modelDigest(house.face.model.id).slice(0, 16),
    ])
    const entry = (await publishedEntries(scratch.logDir, scratch.house().ledger.vkey))[index ?? -1]
    expect(entry).toMatchObject({ t: 'model', report: expect.stringMatching(/^[0-9a-f]{64}$/) })
  }, 120_000)

  it('codes newcomers by the model in use, before, during and after', async () => {
    const house = scratch.house()
    const [, second] = await twoBookings(await firstPerson())
    await house.models.use({ name: 'small', userId: administrator() })
    await enrolBooking(house, { draft: second.draft, photo: await readSynthetic(second.file) })
    expect(await changeEnded(house)).toBeUndefined()
    expect((await templatesBy()).get(house.face.model.id)).toBe(4)
    expect(await house.gallery.commit()).toMatchObject({ bookings: 4 })
  }, 120_000)

  it('is called off by naming the model in use, or replaced by naming a third, and nothing of it is kept', async () => {
    const house = scratch.house()
    await loseOnePhotograph()
    for (const name of ['small', 'smaller']) {
      const ended = await change(name)
      expect(ended?.to.name).toBe(name)
      expect(await templatesBy()).toEqual(
        new Map([
          [face.model.id, 3],
          [ended?.to.modelId, 2],
        ]),
      )
    }
    await house.models.use({ name: face.model.name, userId: administrator() })
    expect(await templatesBy()).toEqual(new Map([[face.model.id, 3]]))
    expect((await house.models.status()).change).toBeUndefined()
    await expect(house.models.use({ name: face.model.name, userId: administrator() })).rejects.toMatchObject({
      code: 'MODEL_IN_USE',
    })
  }, 120_000)

  it('does not happen while a photograph cannot be coded, and says which', async () => {
    const house = scratch.house()
    const bookingId = await loseOnePhotograph()
    const ended = await change('small')
    expect(ended?.failed).toMatchObject([{ bookingId, code: expect.any(String) }])
    expect(house.face.model.id).toBe(face.model.id)
    expect((await searchedWith()).matcher.modelId).toBe(face.model.id)
  }, 120_000)

  it('needs a model that is there, by a name that leads nowhere else', async () => {
    for (const name of ['none', '../models/small', '.'])
      await expect(scratch.house().models.use({ name, userId: administrator() })).rejects.toMatchObject({
        code: 'MODEL_MISSING',
      })
  })
})
