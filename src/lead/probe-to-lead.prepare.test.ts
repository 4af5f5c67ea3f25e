import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { catchCode } from '../../test/refusal-code.ts'
import { firstBookings, probeOfPerson } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import type { Recipe } from '../preparation/index.ts'
import { applyRecipe, canonicalBytes } from '../preparation/index.ts'
import { openDisclosures, openListDisclosures, readDisclosure } from '../proof/index.ts'
import {
  addRecipe,
  anotherTry,
  attachProbe,
  changeRecipe,
  chooseRecipe,
  deleteRecipe,
  ownRequest,
  placeFace,
  probeForDisplay,
  probeOf,
  readProbe,
  recipesOf,
  replayCopy,
  type SearchRequest,
  searchById,
  searchedProbeOf,
} from '../search/index.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { request } from './probe-to-lead.ts'
import { draftRequest, firstPerson } from './sample-requests.ts'
import { whoAsks } from './who-asks.ts'

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
const steps: Recipe = [
  { op: 'rotate', version: 1, centidegrees: 200 },
  { op: 'light', version: 1, brightnessPercent: 6, contrastPercent: 10 },
]

/** A draft with one recipe, which is chosen. */
async function preparedDraft(recipe: Recipe = steps, probeBytes?: Uint8Array): Promise<SearchRequest> {
  const drafted = await draftRequest(house(), { user: user(), ...(probeBytes ? { probeBytes } : {}) })
  const added = await addRecipe(house(), {
    request: drafted,
    userId: user().id,
    title: 'First',
    steps: recipe,
  })
  await chooseRecipe(house(), { request: drafted, recipeId: added.id })
  return reread(drafted)
}

/** Two synthetic people side by side in one picture. */
async function twoPeople(): Promise<Uint8Array> {
  const [first, second] = await firstBookings(2)
  const still = async (person: string) =>
    sharp(await probeOfPerson(person))
      .resize({ height: 480 })
      .png()
      .toBuffer({ resolveWithObject: true })
  const one = await still(must(first, 'person').draft.personId)
  const other = await still(must(second, 'person').draft.personId)
  return sharp({
    create: { width: one.info.width + other.info.width, height: 480, channels: 3, background: '#555' },
  })
    .composite([
      { input: one.data, left: 0, top: 0 },
      { input: other.data, left: one.info.width, top: 0 },
    ])
    .jpeg({ quality: 92 })
    .toBuffer()
}

const opened = async (searchId: Parameters<typeof searchById>[1]) => {
  const record = await searchById(scratch.storage.db, searchId)
  const entries = await publishedEntries(scratch.logDir, house().ledger.vkey)
  const index = must(await house().ledger.find(record.entryId), 'entry').index
  const entry = must(entries[index], 'search entry')
  const hidden = openDisclosures({
    commitments: entry.c as Record<string, string>,
    disclosures: await house().ledger.disclosures(record.entryId, Object.keys(entry.c as object)),
  })
  return { record, entry, hidden }
}

describe('a search with a prepared working copy', () => {
  it('finds the person, and keeps the original byte for byte and the copy beside it', async () => {
    const drafted = await preparedDraft()
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
    const revealed = await request(house(), { user: user(), request: await preparedDraft() })
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
    const drafted = await preparedDraft([{ op: 'grey', version: 1 }, ...steps])
    const shown = await sharp(await probeForDisplay(house(), drafted)).metadata()
    expect(shown).toMatchObject({ width: probeOf(drafted).widthPx, height: probeOf(drafted).heightPx })
    const { channels } = await sharp(await probeForDisplay(house(), drafted)).stats()
    expect(channels[0]?.mean).not.toBeCloseTo(channels[2]?.mean ?? 0, 1)
  })

  it('is refused on record when the working copy on record is not what the steps give', async () => {
    const drafted = await preparedDraft()
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
    const drafted = await preparedDraft()
    const recipeId = must(drafted.recipe, 'recipe').id
    const grey: Recipe = [{ op: 'grey', version: 1 }]
    await changeRecipe(house(), { request: drafted, recipeId, title: 'Other', steps: grey })
    expect(await catchCode(request(house(), { user: user(), request: drafted }))).toBe('REQUEST_NOT_DRAFT')
  })
})

describe('other people in a working copy', () => {
  it('are blurred in what is kept, and the chosen one is not', async () => {
    const drafted = await preparedDraft(steps, await twoPeople())
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

describe('tries of one picture', () => {
  it('are counted over recipes, requests and people, also when the file was saved anew', async () => {
    const [, , , fourth] = await firstBookings(4)
    const bytes = await probeOfPerson(must(fourth, 'person').draft.personId)
    const first = await preparedDraft(steps, bytes)
    const facts = await whoAsks(house(), { user: user(), request: first })
    expect(facts.tries).toBe(1)
    await request(house(), { user: user(), request: first })
    const second = await anotherTry(house(), { request: first, recipeId: undefined })
    expect(second.recipe).toBeUndefined()
    expect((await whoAsks(house(), { user: user(), request: second })).tries).toBe(2)
    await request(house(), { user: user(), request: second })
    const other = scratch.users.otherRequester
    const saved = await sharp(bytes).resize(400).jpeg({ quality: 60 }).toBuffer()
    const third = await draftRequest(house(), { user: other, probeBytes: saved })
    expect((await whoAsks(house(), { user: other, request: third })).tries).toBe(3)
    const { searchId } = await request(house(), { user: other, request: third })
    expect(await searchedProbeOf(scratch.storage.db, searchId)).toMatchObject({ tryNumber: 3 })
  })

  it('keep answers and recipes, are drafts of their own, and leave the first as it was searched', async () => {
    const first = await preparedDraft()
    const added = await addRecipe(house(), {
      request: first,
      userId: user().id,
      title: 'Grey',
      steps: [{ op: 'grey', version: 1 }],
    })
    await request(house(), { user: user(), request: await reread(first) })
    const second = await anotherTry(house(), { request: await reread(first), recipeId: added.id })
    expect(second).toMatchObject({
      status: 'draft',
      details: { caseNumber: '26-004711' },
      recipe: { title: 'Grey' },
    })
    expect(probeOf(second)).toMatchObject({ sha256: probeOf(first).sha256 })
    expect(probeOf(second).blobId).not.toBe(probeOf(first).blobId)
    expect((await recipesOf(scratch.storage.db, second.id)).map(({ title }) => title)).toEqual([
      'First',
      'Grey',
    ])
    expect(
      await catchCode(
        addRecipe(house(), { request: await reread(first), userId: user().id, title: 'x', steps }),
      ),
    ).toBe('REQUEST_NOT_DRAFT')
    await attachProbe(house(), { request: second, image: await twoPeople() })
    expect(await scratch.storage.blobs.has(probeOf(first).blobId)).toBe(true)
    expect(await recipesOf(scratch.storage.db, second.id)).toEqual([])
  })

  it('cannot pass a limit by being asked for twice at once', async () => {
    const drafts = await Promise.all([1, 2].map(() => draftRequest(house(), { user: user() })))
    const ends = await Promise.allSettled(
      drafts.map((one) => request(house(), { user: user(), request: one })),
    )
    const tries = await Promise.all(
      ends.flatMap((end) =>
        end.status === 'fulfilled' ? [searchedProbeOf(scratch.storage.db, end.value.searchId)] : [],
      ),
    )
    expect(new Set(tries.map((one) => one?.tryNumber)).size).toBe(tries.length)
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'REQUEST_NOT_DRAFT' })
    }
  })
})

describe('a face placed by hand', () => {
  it('is searched with, and the log holds who placed it, when and where', async () => {
    const drafted = await draftRequest(house(), { user: user() })
    const found = must(probeOf(drafted).faces[0], 'face').face
    const eye = (from: number) => must(found.landmarks[from], 'landmark')
    const eyes = { leftEye: eye(36), rightEye: eye(45) }
    const placed = await placeFace(house(), { request: drafted, userId: user().id, eyes })
    expect(placed.details.faceIndex).toBe(1)
    expect(probeOf(placed).faces[1]).toMatchObject({
      placed: { by: user().id },
      face: { placedByHand: true },
    })
    const again = await placeFace(house(), { request: placed, userId: user().id, eyes })
    expect(probeOf(again).faces).toHaveLength(2)
    const { searchId } = await request(house(), { user: user(), request: again })
    const { hidden } = await opened(searchId)
    expect(hidden.get('placed')).toContain(`${user().id} 2026-`)
    expect(hidden.get('placed')).toContain(
      `left ${eyes.leftEye.x.toFixed(1)},${eyes.leftEye.y.toFixed(1)} right`,
    )
  })

  it('can be placed in a working copy', async () => {
    const drafted = await preparedDraft()
    const { landmarks } = must(must(drafted.recipe, 'recipe').copy.faces[0], 'face').face
    const eyes = { leftEye: must(landmarks[36], 'eye'), rightEye: must(landmarks[45], 'eye') }
    const placed = await placeFace(house(), { request: drafted, userId: user().id, eyes })
    expect(placed.recipe?.copy.faces).toHaveLength(2)
    expect(placed.details.faceIndex).toBe(1)
  })

  it('is refused where the marks are not two eyes in the picture', async () => {
    const drafted = await draftRequest(house(), { user: user() })
    const eyes = { leftEye: { x: 10, y: 10 }, rightEye: { x: 11, y: 10 } }
    expect(await catchCode(placeFace(house(), { request: drafted, userId: user().id, eyes }))).toBe(
      'MARKS_UNUSABLE',
    )
  })
})

describe('recipes of a draft', () => {
  it('stand side by side, are chosen, changed and removed; the face is then chosen anew', async () => {
    const drafted = await preparedDraft()
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

describe('a probe that is declared not to be a photograph of the person sought', () => {
  it.each([
    ['drawing', 'PROBE_NOT_PHOTO', 'LA-PROBE-5'],
    ['composite', 'PROBE_NOT_PHOTO', 'LA-PROBE-5'],
    ['synthetic', 'PROBE_NOT_PHOTO', 'LA-PROBE-5'],
    ['look-alike', 'PROBE_NOT_SUBJECT', 'LA-PROBE-6'],
  ])('is refused on record as %s', async (imageKind, code, rule) => {
    const drafted = await draftRequest(house(), { user: user(), details: { imageKind } })
    await expect(request(house(), { user: user(), request: drafted })).rejects.toMatchObject({ code, rule })
  })
})
