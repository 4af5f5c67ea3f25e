import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addExaminerRecipe, looksOf, noteLook, proposalsOf } from '../examination/index.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { type EntryId, must } from '../kernel/index.ts'
import type { Recipe } from '../preparation/index.ts'
import { ownRequest, requestById, searchById } from '../search/index.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { request } from './probe-to-lead.ts'
import { proposeCopy } from './propose-copy.ts'
import { openedEntry, openedList, preparedDraft, sampleSteps } from './sample-preparations.ts'
import { nextStill, seal } from './sample-requests.ts'
import { tryProposal } from './try-proposal.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 3 })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const mine: Recipe = [{ op: 'grey', version: 1 }]

/** A searched copy, and a recipe of the examiner's over its original. */
async function benched() {
  const { requester, examiner } = scratch.users
  const draft = await preparedDraft(house(), { user: requester, probeBytes: await nextStill(house()) })
  const { searchId } = await request(house(), { user: requester, request: draft })
  const bench = { searchId, examinerId: examiner.id }
  const asked = await requestById(scratch.storage.db, draft.id)
  const recipe = await addExaminerRecipe(house(), { ...bench, request: asked, title: 'Mine', steps: mine })
  return { searchId, bench, recipe, asked, user: examiner }
}

describe('what an examiner prepares', () => {
  it('is sealed into the log with his conclusion: each copy that he was shown, once', async () => {
    const { searchId, bench, recipe, user, asked } = await benched()
    const searched = must(asked.recipe, 'searched recipe').copy.sha256
    await noteLook(house(), { ...bench, copySha256: searched, own: false, steps: sampleSteps })
    for (const _twice of [1, 2])
      await noteLook(house(), { ...bench, copySha256: recipe.copy.sha256, own: true, steps: mine })
    expect(await looksOf(scratch.storage.db, bench)).toHaveLength(2)
    const sealed = await seal(house(), { user, searchId, conclusion: 'supports-different-sources' })
    const { entryId } = sealed.examination
    expect(await openedList(scratch, { entryId, name: 'copies' })).toEqual([
      { copy: searched, own: false, steps: sampleSteps },
      { copy: recipe.copy.sha256, own: true, steps: mine },
    ])
  })

  it('is not mixed with what the other examiner was shown', async () => {
    const { searchId, bench, recipe } = await benched()
    await noteLook(house(), { ...bench, copySha256: recipe.copy.sha256, own: true, steps: mine })
    const { verifier: user } = scratch.users
    const sealed = await seal(house(), { user, searchId, conclusion: 'supports-different-sources' })
    const { hidden } = await openedEntry(scratch, sealed.examination.entryId)
    expect(hidden.get('copies')).toEqual([])
  })
})

describe('a proposal', () => {
  it('stands in the log about its search, with who made it and every step sealed, and once', async () => {
    const { searchId, recipe, user } = await benched()
    const proposal = await proposeCopy(house(), { user, searchId, recipeId: recipe.id })
    const again = await proposeCopy(house(), { user, searchId, recipeId: recipe.id })
    expect(again.id).toBe(proposal.id)
    expect(await proposalsOf(scratch.storage.db, searchId)).toHaveLength(1)
    const { entry, hidden } = await openedEntry(scratch, proposal.entryId)
    const search = await searchById(scratch.storage.db, searchId)
    expect(entry).toMatchObject({ t: 'proposal', ref: (await indexOf(search.entryId)) ?? -1 })
    expect(Object.keys(entry).sort()).toEqual(['c', 'id', 'ref', 't', 'u', 'v', 'w'])
    expect(hidden.get('examiner')).toBe(user.id)
    expect(hidden.get('copy')).toBe(recipe.copy.sha256)
    expect(await openedList(scratch, { entryId: proposal.entryId, name: 'steps' })).toEqual(mine)
  })

  const indexOf = async (entryId: EntryId) => (await house().ledger.find(entryId))?.index

  it('taken up is a draft of the requester with that copy alone, the same bytes and the examiner as its author', async () => {
    const { searchId, recipe, user, asked } = await benched()
    const proposal = await proposeCopy(house(), { user, searchId, recipeId: recipe.id })
    const draft = await tryProposal(house(), { request: asked, proposal })
    expect(draft).toMatchObject({ status: 'draft', requesterId: asked.requesterId, details: asked.details })
    expect(draft.recipe).toMatchObject({ createdBy: user.id, steps: mine })
    expect(draft.recipe?.copy.sha256).toBe(recipe.copy.sha256)
    expect((await ownRequest(scratch.storage.db, asked)).recipe?.steps).toEqual(sampleSteps)
  })

  it('is refused on record to whoever may not examine the search', async () => {
    const { searchId, recipe } = await benched()
    const refused = proposeCopy(house(), { user: scratch.users.requester, searchId, recipeId: recipe.id })
    await expect(refused).rejects.toMatchObject({ code: 'ROLE_MISSING', logIndex: expect.any(Number) })
  })
})
