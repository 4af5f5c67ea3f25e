import { afterAll, beforeAll, expect, it } from 'vitest'
import { describePostgresql } from '../../test/describe-postgresql.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { openScratchPostgresql } from '../storage/index.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { recordModelTest } from './record-model-test.ts'
import { addSampleModels, changeEnded, dataDirOf, passedReport } from './sample-model-change.ts'

describePostgresql(() => {
  let face: FaceEngine
  let scratch: ScratchHouse
  beforeAll(async () => {
    face = await openFaceEngine({ modelDir: await testModelDir() })
    scratch = await openScratchHouse({ face, persons: 3, storage: await openScratchPostgresql() })
    await addSampleModels(dataDirOf(scratch), ['small'])
  }, 120_000)
  afterAll(async () => {
    await scratch?.close()
    await face?.close()
  })

  it('codes every booking, changes over, asks for a test, forgets the old templates, and goes back again', async () => {
    const house = scratch.house()
    const { id } = scratch.users.administrator
    for (const name of ['small', face.model.name]) {
      const former = house.face.model.id
      await house.models.use({ name, userId: id })
      expect(await changeEnded(house)).toBeUndefined()
      expect(house.face.model.name).toBe(name)
      await expect(house.gallery.hold(async () => 1)).rejects.toMatchObject({ code: 'MODEL_UNTESTED' })
      await recordModelTest(house, { report: passedReport(house), userId: id })
      expect(await house.gallery.hold(async ({ matcher }) => matcher.size())).toEqual({ rows: 3 })
      const left = await scratch.storage.db.selectFrom('templates').select('model_id').execute()
      expect(left.map((row) => row.model_id)).not.toContain(former)
    }
  }, 120_000)
})
