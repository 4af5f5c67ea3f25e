import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { firstBookings, probeOfPerson } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import type { Recipe } from '../preparation/index.ts'
import {
  addRecipe,
  anotherTry,
  attachProbe,
  ownRequest,
  placeFace,
  probeOf,
  recipesOf,
  type SearchRequest,
  searchedProbeOf,
} from '../search/index.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { request } from './probe-to-lead.ts'
import { openedSearch, preparedDraft, sampleSteps, twoPeople } from './sample-preparations.ts'
import { draftRequest } from './sample-requests.ts'
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
const steps = sampleSteps
const draft = (recipe: Recipe = steps, probeBytes?: Uint8Array) =>
  preparedDraft(house(), { user: user(), steps: recipe, ...(probeBytes ? { probeBytes } : {}) })

const opened = (searchId: SearchId) => openedSearch(scratch, searchId)

describe('tries of one picture', () => {
  it('are counted over recipes, requests and people, also when the file was saved anew', async () => {
    const [, , , fourth] = await firstBookings(4)
    const bytes = await probeOfPerson(must(fourth, 'person').draft.personId)
    const first = await draft(steps, bytes)
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
    const first = await draft()
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

  it('is refused when it was marked anew after the request was submitted', async () => {
    const drafted = await draftRequest(house(), { user: user() })
    const { landmarks } = must(probeOf(drafted).faces[0], 'face').face
    const eyes = { leftEye: must(landmarks[36], 'eye'), rightEye: must(landmarks[45], 'eye') }
    const submitted = await placeFace(house(), { request: drafted, userId: user().id, eyes })
    const moved = { ...eyes, leftEye: must(landmarks[37], 'eye') }
    await placeFace(house(), { request: submitted, userId: user().id, eyes: moved })
    expect(await catchCode(request(house(), { user: user(), request: submitted }))).toBe('REQUEST_NOT_DRAFT')
  })

  it('can be placed in a working copy', async () => {
    const drafted = await draft()
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
