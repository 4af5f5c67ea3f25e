import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { probeOfPerson } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import { applyRecipe, canonicalBytes, type Recipe } from '../preparation/index.ts'
import { openListDisclosures, readDisclosure } from '../proof/index.ts'
import {
  addRecipe,
  anotherTry,
  changeRecipe,
  chooseRecipe,
  deleteRecipe,
  ownRequest,
  probeForDisplay,
  probeOf,
  readProbe,
  recipesOf,
  replayCopy,
  type SearchRequest,
  searchedProbeOf,
} from '../search/index.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { conclude, request } from './probe-to-lead.ts'
import { openedSearch, preparedDraft, sampleSteps, twoPeople } from './sample-preparations.ts'
import { draftRequest, firstPerson, seal } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 4 })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const user = () => scratch.users.requester
const reread = (of: SearchRequest) => ownRequest(scratch.storage.db, of)
const steps = sampleSteps
const draft = (recipe: Recipe = steps, probeBytes?: Uint8Array) =>
  preparedDraft(house(), { user: user(), steps: recipe, ...(probeBytes ? { probeBytes } : {}) })

const opened = (searchId: SearchId) => openedSearch(scratch, searchId)

describe('a search with a prepared working copy', () => {
  it('finds the person, and keeps the original byte for byte and the copy beside it', async () => {
    const drafted = await draft()
    const original = await scratch.storage.blobs.get(probeOf(drafted).blobId)
    const revealed = await request(house(), { user: user(), request: drafted })
    expect(revealed.candidates[0]).toMatchObject({ personId: await firstPerson() })
    expect(original).toEqual(await probeOfPerson(await firstPerson()))
    const searched = must(await searchedProbeOf(scratch.storage.db, revealed.searchId), 'searched probe')
    expect(searched).toMatchObject({ steps, probeSha256: probeOf(drafted).sha256 })
    const stored = await scratch.storage.blobs.get(must(searched.copyBlobId, 'copy'))
    const { data, info } = await sharp(stored).raw().toBuffer({ resolveWithObject: true })
    const bytes = canonicalBytes({ widthPx: info.width, heightPx: info.height, rgb: new Uint8Array(data) })
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(searched.copySha256)
    const again = applyRecipe(await readProbe(house(), drafted), steps)
    expect(createHash('sha256').update(canonicalBytes(again)).digest('hex')).toBe(searched.copySha256)
  })

  it('commits in the log to the copy and to each step, and says in public only that there is a copy', async () => {
    const revealed = await request(house(), { user: user(), request: await draft() })
    const { record, entry, hidden } = await opened(revealed.searchId)
    const searched = must(await searchedProbeOf(scratch.storage.db, revealed.searchId), 'searched probe')
    expect(entry).toMatchObject({ t: 'search', prep: true, try: searched.tryNumber })
    expect(hidden.get('copy')).toBe(searched.copySha256)
    const [digests] = await house().ledger.disclosures(record.entryId, ['steps'])
    const items = await house().ledger.disclosures(record.entryId, ['steps.0', 'steps.1'])
    const list = openListDisclosures({
      digests: readDisclosure(must(digests, 'list of digests')).value as string[],
      name: 'item',
      disclosures: items,
    })
    expect([list.get(0), list.get(1)]).toEqual(steps)
    expect(JSON.stringify(entry)).not.toContain('rotate')
  })

  it('says of a search with the original that nothing was prepared', async () => {
    const drafted = await draftRequest(house(), { user: user() })
    const { entry, hidden } = await opened(
      (await request(house(), { user: user(), request: drafted })).searchId,
    )
    expect(entry).toMatchObject({ prep: false })
    expect([hidden.get('copy'), hidden.get('steps')]).toEqual([undefined, undefined])
  })

  it('shows examiners the original with the same face, not the working copy', async () => {
    const drafted = await draft([{ op: 'grey', version: 1 }, ...steps])
    const shown = await sharp(await probeForDisplay(house(), drafted)).metadata()
    expect(shown).toMatchObject({ width: probeOf(drafted).widthPx, height: probeOf(drafted).heightPx })
    const { channels } = await sharp(await probeForDisplay(house(), drafted)).stats()
    expect(channels[0]?.mean).not.toBeCloseTo(channels[2]?.mean ?? 0, 1)
  })

  it('is refused on record when the working copy on record is not what the steps give', async () => {
    const drafted = await draft()
    const recipe = must(drafted.recipe, 'recipe')
    const forged = { ...recipe, copy: { ...recipe.copy, sha256: '0'.repeat(64) } }
    expect(await catchCode(replayCopy(house(), { request: drafted, recipe: forged }))).toBe('REPLAY_DIFFERS')
    await scratch.storage.db
      .updateTable('probe_recipes')
      .set({ copy_json: JSON.stringify(forged.copy) })
      .where('id', '=', recipe.id)
      .execute()
    const asked = await reread(drafted)
    await expect(request(house(), { user: user(), request: asked })).rejects.toMatchObject({
      code: 'REPLAY_DIFFERS',
      evidence: { decodedOriginalSame: true },
    })
    expect(await reread(drafted)).toMatchObject({ status: 'refused' })
  })

  it('is refused when the recipe was changed after the request was submitted', async () => {
    const drafted = await draft()
    const recipeId = must(drafted.recipe, 'recipe').id
    const grey: Recipe = [{ op: 'grey', version: 1 }]
    await changeRecipe(house(), { request: drafted, recipeId, title: 'Other', steps: grey })
    expect(await catchCode(request(house(), { user: user(), request: drafted }))).toBe('REQUEST_NOT_DRAFT')
  })
})

describe('the lead of a prepared probe', () => {
  it('shows original and working copy, with the steps in words and the number of the try', async () => {
    const { searchId } = await request(house(), { user: user(), request: await draft() })
    const about = { searchId, conclusion: 'supports-same-source', rank: 1 } as const
    await seal(house(), { user: scratch.users.examiner, ...about })
    await seal(house(), { user: scratch.users.verifier, ...about })
    const lead = must(await conclude(house(), searchId), 'lead')
    const sheet = await scratch.storage.blobs.get(must(lead.sheet, 'sheet').blobId)
    const searched = must(await searchedProbeOf(scratch.storage.db, searchId), 'searched probe')
    expect(JSON.parse(new TextDecoder().decode(sheet))).toMatchObject({
      tryNumber: searched.tryNumber,
      eyesMarkedByHand: false,
      prepared: {
        sha256: searched.copySha256,
        steps: ['Rotate 2° clockwise', 'Brightness +6 %, contrast +10 %, whole picture'],
      },
    })
  })
})

describe('other people in a working copy', () => {
  it('are blurred in what is kept, and the chosen one is not', async () => {
    const drafted = await draft(steps, await twoPeople())
    const copyFaces = must(drafted.recipe, 'recipe').copy.faces
    expect(copyFaces).toHaveLength(2)
    expect(await catchCode(request(house(), { user: user(), request: drafted }))).toBe('FACE_NOT_CHOSEN')
    const again = await anotherTry(house(), { request: drafted, recipeId: drafted.recipe?.id })
    const asked = { ...again, details: { ...again.details, faceIndex: 0 } }
    await scratch.storage.db
      .updateTable('requests')
      .set({ details_json: JSON.stringify(asked.details) })
      .where('id', '=', asked.id)
      .execute()
    const { searchId } = await request(house(), { user: user(), request: await reread(asked) })
    const searched = must(await searchedProbeOf(scratch.storage.db, searchId), 'searched probe')
    const kept = await face.readPhoto(await scratch.storage.blobs.get(must(searched.copyBlobId, 'copy')))
    const found = await face.findFaces(kept)
    expect(found).toHaveLength(1)
    expect(Math.abs((found[0]?.box.x ?? 0) - (copyFaces[0]?.face.box.x ?? 0))).toBeLessThan(20)
    const shown = await face.findFaces(await face.readPhoto(await probeForDisplay(house(), asked)))
    expect(shown).toHaveLength(1)
  })
})

describe('recipes of a draft', () => {
  it('stand side by side, are chosen, changed and removed; the face is then chosen anew', async () => {
    const drafted = await draft()
    const first = must(drafted.recipe, 'recipe')
    const second = await addRecipe(house(), { request: drafted, userId: user().id, title: 'None', steps: [] })
    expect(second.copy.sha256).toBe(second.copy.decodedSha256)
    expect(second.copy.originalSha256).toBe(probeOf(drafted).sha256)
    const withFace = { ...drafted, details: { ...drafted.details, faceIndex: 0 } }
    await chooseRecipe(house(), { request: withFace, recipeId: second.id })
    expect((await reread(drafted)).details.faceIndex).toBeUndefined()
    await deleteRecipe(house(), { request: await reread(drafted), recipeId: second.id })
    expect((await reread(drafted)).recipe).toBeUndefined()
    expect((await recipesOf(scratch.storage.db, drafted.id)).map(({ id }) => id)).toEqual([first.id])
    const gone = { request: drafted, recipeId: second.id }
    expect(await catchCode(deleteRecipe(house(), gone))).toBe('RECIPE_UNKNOWN')
    expect(await catchCode(chooseRecipe(house(), gone))).toBe('RECIPE_UNKNOWN')
  })

  it('are at most eight', async () => {
    const drafted = await draftRequest(house(), { user: user() })
    const add = () => addRecipe(house(), { request: drafted, userId: user().id, title: 'x', steps: [] })
    for (let count = 0; count < 8; count++) await add()
    expect(await catchCode(add())).toBe('RECIPES_TOO_MANY')
  })

  it('need an image', async () => {
    const drafted = await draftRequest(house(), { user: user(), probeBytes: null })
    expect(
      await catchCode(addRecipe(house(), { request: drafted, userId: user().id, title: 'x', steps })),
    ).toBe('PROBE_MISSING')
  })
})
