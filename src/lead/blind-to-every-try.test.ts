import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import type { SearchId } from '../kernel/index.ts'
import { addRecipe, anotherTry, chooseRecipe, ownRequest } from '../search/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from './open-scratch-house.ts'
import { request } from './probe-to-lead.ts'
import { sampleSteps } from './sample-preparations.ts'
import { draftRequest, nextStill, seal } from './sample-requests.ts'
import { noteRankView } from './watch/note-rank-view.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 1 })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
type Who = keyof ScratchStaff

async function searched(probeBytes: Uint8Array, who: Who = 'requester') {
  const user = scratch.users[who]
  const drafted = await draftRequest(house(), { user, probeBytes })
  return { drafted, searchId: (await request(house(), { user, request: drafted })).searchId }
}

const examines = (who: Who, searchId: SearchId) =>
  seal(house(), { user: scratch.users[who], searchId, conclusion: 'supports-different-sources' })
const notBlind = { code: 'NOT_BLIND', logIndex: expect.any(Number) }

describe('another try of a picture', () => {
  it('is examined by nobody who sealed a conclusion on the first, however it was prepared, and by others', async () => {
    const { drafted, searchId } = await searched(await nextStill(house()))
    await examines('examiner', searchId)
    const { requester } = scratch.users
    const second = await anotherTry(house(), {
      request: await ownRequest(scratch.storage.db, drafted),
      recipeId: undefined,
    })
    const steps = [...sampleSteps, { op: 'grey', version: 1 } as const]
    const recipe = await addRecipe(house(), { request: second, userId: requester.id, title: 'x', steps })
    await chooseRecipe(house(), { request: second, recipeId: recipe.id })
    const prepared = await ownRequest(scratch.storage.db, second)
    const again = await request(house(), { user: requester, request: prepared })
    await expect(examines('examiner', again.searchId)).rejects.toMatchObject(notBlind)
    await expect(examines('verifier', again.searchId)).resolves.toMatchObject({
      examination: { position: 1 },
    })
    await expect(examines('verifier', searchId)).rejects.toMatchObject(notBlind)
  })

  it('is told by its look, also when the file was saved anew and somebody else asked', async () => {
    const bytes = await nextStill(house())
    const first = await searched(bytes)
    await noteRankView(house(), { searchId: first.searchId, userId: scratch.users.verifier.id })
    const saved = await sharp(bytes).resize(400).jpeg({ quality: 60 }).toBuffer()
    const second = await searched(saved, 'otherRequester')
    await expect(examines('verifier', second.searchId)).rejects.toMatchObject(notBlind)
    await expect(examines('examiner', second.searchId)).resolves.toMatchObject({ complete: false })
  })

  it('is not examined by whoever asked for an earlier one, seen or not', async () => {
    const bytes = await nextStill(house())
    await searched(bytes, 'requestingExaminer')
    const second = await searched(bytes)
    await expect(examines('requestingExaminer', second.searchId)).rejects.toMatchObject(notBlind)
  })

  it('is one of the same picture: who examined another picture examines this one', async () => {
    const bytes = await nextStill(house())
    await examines('thirdExaminer', (await searched(bytes)).searchId)
    const other = await searched(await nextStill(house()))
    await expect(examines('thirdExaminer', other.searchId)).resolves.toMatchObject({ complete: false })
    const again = await searched(bytes)
    await expect(examines('thirdExaminer', again.searchId)).rejects.toMatchObject(notBlind)
  })
})
