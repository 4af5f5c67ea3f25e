import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { firstBookings, readSynthetic } from '../../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { must } from '../../kernel/index.ts'
import { portraitTrips, stringWires } from '../../lead/index.ts'
import { openScratchHouse, type ScratchHouse } from '../../lead/open-scratch-house.ts'
import { addSampleModels, changeEnded, dataDirOf } from '../../lead/sample-model-change.ts'
import { portraitsOf, registerFigure, registerOwnPortrait } from './portraits.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeEach(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
  await addSampleModels(dataDirOf(scratch), ['small'])
  const setting = { wires: ['resembles-staff', 'resembles-figure'] as const, duty: undefined }
  const limits = { manyInAnHour: 30, resemblance: 0.9, words }
  await stringWires(house(), { user: scratch.users.auditor, setting: { ...setting, ...limits } })
  await registerOwnPortrait(house(), { user: scratch.users.examiner, photo: await portrait(0) })
  await registerFigure(house(), {
    user: scratch.users.auditor,
    ...{ name: 'Mayor of Example', photo: await portrait(1), words },
  })
}, 120_000)
afterEach(async () => {
  await scratch?.house().models.stop()
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const words = 'Said so that somebody who was not there can follow it.'
const portrait = async (at: number) => readSynthetic(must((await firstBookings(2))[at], 'person').file)
const codedBy = async () =>
  (
    await scratch.storage.db.selectFrom('portrait_templates').select('model_id').orderBy('model_id').execute()
  ).map((row) => row.model_id)
const twice = (...models: readonly string[]) => models.flatMap((id) => [id, id]).sort()
const use = async (name: string) => {
  await house().models.use({ name, userId: scratch.users.administrator.id })
  expect(await changeEnded(house())).toBeUndefined()
}

it('a portrait is coded when it is registered', async () => {
  expect(await codedBy()).toEqual(twice(face.model.id))
})

it('before the gallery changes over to another model every portrait is coded by it, so that no search waits', async () => {
  const old = face.model.id
  await use('small')
  expect(house().face.model.id).not.toBe(old)
  expect(await codedBy()).toEqual(twice(old, house().face.model.id))
})

it('at the start what is missing is coded in the background, and templates of other models are deleted', async () => {
  await use('small')
  const { db } = scratch.storage
  await db.deleteFrom('portrait_templates').where('model_id', '=', house().face.model.id).execute()
  await house().models.resume()
  const wanted = twice(house().face.model.id)
  for (let tries = 0; tries < 500 && String(await codedBy()) !== String(wanted); tries++) await sleep(20)
  expect(await codedBy()).toEqual(wanted)
})

it('a portrait that the model in use cannot code guards nobody, which is told, and stops no search', async () => {
  const { db, blobs } = scratch.storage
  const figures = db.selectFrom('portraits').select('photo_blob_id').where('kind', '=', 'figure')
  await blobs.erase((await figures.executeTakeFirstOrThrow()).photo_blob_id)
  await db.deleteFrom('portrait_templates').execute()
  const photo = await face.readPhoto(await portrait(0))
  const [template] = await face.embed(photo, await face.findFaces(photo))
  const of = { agencyId: house().agency.id, template: must(template, 'template') }
  expect((await portraitTrips(house(), of)).map(({ rule }) => rule)).toEqual(['resembles-staff'])
  const held = await portraitsOf(house(), house().agency.id)
  expect(held.map(({ kind, guards }) => [kind, guards])).toEqual([
    ['figure', false],
    ['staff', true],
  ])
})
