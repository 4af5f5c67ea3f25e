import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { addSampleModels, dataDirOf } from './sample-model-change.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 3 })
  await addSampleModels(dataDirOf(scratch), ['small', 'smaller'])
}, 120_000)
afterAll(async () => {
  await scratch?.house().models.stop()
  await scratch?.close()
  await face?.close()
})

it('never says of a change that it has stopped and is still to be done, however often and whenever it is asked', async () => {
  const { models } = scratch.house()
  for (const name of ['small', 'smaller']) {
    await models.use({ name, userId: scratch.users.administrator.id })
    const answers: Awaited<ReturnType<typeof models.status>>[] = []
    // Asked again and again, and at once by several, so that the change ends while answers are on their way.
    const asking = async () => {
      for (;;) {
        const answer = await models.status()
        answers.push(answer)
        if (answer.inUse.name === name && !answer.change) return
      }
    }
    await Promise.all(Array.from({ length: 8 }, asking))
    expect(answers.filter(({ change }) => change && !change.work.running)).toEqual([])
  }
}, 120_000)
