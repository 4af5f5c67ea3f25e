import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { probeOfPerson } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../lead/open-scratch-house.ts'
import { firstPerson, permittedDetails } from '../lead/sample-requests.ts'
import { openSession } from '../people/index.ts'
import { createApp } from './app.ts'

let face: FaceEngine
let scratch: ScratchHouse
let app: ReturnType<typeof createApp>

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 3 })
  app = createApp({
    ...{ house: scratch.house(), logDir: scratch.logDir, webDir: undefined, version: '9.9.9' },
    report: ({ error }) => {
      throw error
    },
  })
}, 300_000)

afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

type Recipe = {
  id: string
  title: string
  sha256: string
  words: string[]
  widthPx: number
  heightPx: number
  faces: { eyes: { left: Point; right: Point }; quality: unknown[]; placedByHand?: true }[]
}
type Point = { x: number; y: number }
type Answer = Recipe & {
  error: { code: string; message: string }
  refusals: { code: string; rule?: string }[]
  recipes: Recipe[]
  chosenRecipeId?: string
  details: { faceIndex?: number }
  probe: Recipe
  tries?: number
  request: { tries?: number; id: string }
  search: { logIndex: number }
  candidates: { personId: string; rank: number }[]
  becomesPublic: { field: string; value: string }[]
  identical: boolean
}

async function as(who: keyof ScratchStaff, ...[method, path, body]: readonly [string, string, unknown?]) {
  const { storage, clock } = scratch.house()
  const { sessionToken } = await openSession(storage.db, { userId: scratch.users[who].id, clock })
  const headers: Record<string, string> = { authorization: `Bearer ${sessionToken}` }
  if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json'
  const payload = body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }
  const response = await app.request(path, { method, headers, ...payload })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const isJson = response.headers.get('content-type')?.includes('json') === true
  const json = (isJson ? JSON.parse(new TextDecoder().decode(bytes)) : {}) as Answer
  return { status: response.status, json, bytes, type: response.headers.get('content-type') }
}
const own = (method: string, path: string, body?: unknown) => as('requester', method, path, body)

/** A draft with the still of a person who is enrolled. */
async function draft(details: object = permittedDetails): Promise<string> {
  const made = await own('POST', '/api/requests', details)
  const form = new FormData()
  form.set('photo', new Blob([new Uint8Array(await probeOfPerson(await firstPerson()))]), 'still.jpg')
  await own('PUT', `/api/requests/${made.json.id}/probe`, form)
  return made.json.id
}

const steps = [
  { op: 'rotate', version: 1, centidegrees: -150 },
  { op: 'scale', version: 1, percent: 120 },
]
const withRecipe = async () => {
  const id = await draft()
  const added = await own('POST', `/api/requests/${id}/recipes`, { title: 'Larger', steps })
  expect(added.status).toBe(201)
  return { id, recipe: added.json, path: `/api/requests/${id}/recipes/${added.json.id}` }
}

describe('a recipe', () => {
  test('is kept with what it gives: size, digest, words, faces and their quality', async () => {
    const { id, recipe } = await withRecipe()
    expect(recipe).toMatchObject({ title: 'Larger', words: ['Rotate 1.5° anticlockwise', 'Scale to 120 %'] })
    expect(recipe.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(recipe.faces).toHaveLength(1)
    expect(recipe.faces[0]?.quality.length).toBeGreaterThan(5)
    const listed = await own('GET', `/api/requests/${id}/recipes`)
    expect(listed.json.recipes.map(({ sha256 }) => sha256)).toEqual([recipe.sha256])
    expect((await own('GET', `/api/requests/${id}`)).json.recipes).toHaveLength(1)
  })

  test('is previewed without being kept, and its working copy comes without loss', async () => {
    const { id, recipe, path } = await withRecipe()
    const preview = await own('POST', `/api/requests/${id}/preview`, { steps })
    expect(preview).toMatchObject({ status: 200, type: 'image/jpeg' })
    const copy = await own('GET', `${path}/image`)
    expect(copy).toMatchObject({ status: 200, type: 'image/png' })
    for (const { bytes } of [preview, copy]) {
      expect(await sharp(bytes).metadata()).toMatchObject({ width: recipe.widthPx, height: recipe.heightPx })
    }
    expect((await own('GET', `/api/requests/${id}/recipes`)).json.recipes).toHaveLength(1)
  })

  test('is replayed to the same bytes; saved without another step it stays the same, with one it does not', async () => {
    const { recipe, path } = await withRecipe()
    expect((await own('POST', `${path}/replay`)).json).toMatchObject({
      identical: true,
      sha256: recipe.sha256,
    })
    const renamed = await own('PUT', path, { title: 'Again', steps })
    expect(renamed.json).toMatchObject({ title: 'Again', sha256: recipe.sha256 })
    const grey = await own('PUT', path, { title: 'Grey', steps: [...steps, { op: 'grey', version: 1 }] })
    expect(grey.json.sha256).not.toBe(recipe.sha256)
  })

  test('is answered with REPLAY_DIFFERS when the record was tampered with', async () => {
    const { recipe, path } = await withRecipe()
    await scratch.storage.db
      .updateTable('probe_recipes')
      .set({ steps_json: '[]' })
      .where('id', '=', recipe.id)
      .execute()
    expect(await own('POST', `${path}/replay`)).toMatchObject({
      status: 409,
      json: { error: { code: 'REPLAY_DIFFERS' } },
    })
    expect((await own('GET', `${path}/image`)).status).toBe(409)
  })

  test('is chosen and searched, and a second try is counted', async () => {
    const { id, recipe } = await withRecipe()
    const chosen = await own('PUT', `/api/requests/${id}/chosen-recipe`, { recipeId: recipe.id })
    expect(chosen.json.chosenRecipeId).toBe(recipe.id)
    const review = await own('GET', `/api/requests/${id}/review`)
    expect(review.json.becomesPublic).toContainEqual(
      expect.objectContaining({ field: 'picture', value: expect.stringMatching(/working copy, try \d+$/) }),
    )
    const done = await own('POST', `/api/requests/${id}/submit?candidates=yes`)
    expect(done.status).toBe(201)
    expect(done.json.candidates[0]).toMatchObject({ rank: 1, personId: await firstPerson() })
    const { tries } = done.json.request
    const next = await own('POST', `/api/requests/${id}/tries`, { recipeId: null })
    expect(next).toMatchObject({
      status: 201,
      json: { details: { caseNumber: permittedDetails.caseNumber } },
    })
    expect(next.json.chosenRecipeId).toBeUndefined()
    const again = await own('POST', `/api/requests/${next.json.id}/submit`)
    expect(again.json.request.tries).toBe((tries ?? 0) + 1)
  })

  test('is removed, and where it was chosen the original is searched again', async () => {
    const { id, recipe, path } = await withRecipe()
    await own('PUT', `/api/requests/${id}/chosen-recipe`, { recipeId: recipe.id })
    const removed = await own('DELETE', path)
    expect(removed).toMatchObject({ status: 200, json: { recipes: [] } })
    expect(removed.json.chosenRecipeId).toBeUndefined()
    expect((await own('DELETE', path)).status).toBe(404)
  })
})

describe('what the bench refuses', () => {
  test.each([
    ['mirroring', [{ op: 'mirror', version: 1 }], 'OPERATION_UNKNOWN', 422],
    ['pasting', [{ op: 'paste', version: 1, from: 'other' }], 'OPERATION_UNKNOWN', 422],
    ['generative fill', [{ op: 'fill', version: 1 }], 'OPERATION_UNKNOWN', 422],
    ['perspective', [{ op: 'perspective', version: 1 }], 'OPERATION_UNKNOWN', 422],
    ['a version that does not exist', [{ op: 'grey', version: 2 }], 'OPERATION_UNKNOWN', 422],
    ['a member too many', [{ op: 'grey', version: 1, also: 'eyes' }], 'RECIPE_INVALID', 422],
    ['no list', 'grey', 'BODY_INVALID', 400],
    [
      'a crop outside',
      [{ op: 'crop', version: 1, xPx: 9_000, yPx: 0, widthPx: 100, heightPx: 100 }],
      'STEP_OUTSIDE',
      422,
    ],
    [
      'a copy too small',
      [{ op: 'crop', version: 1, xPx: 0, yPx: 0, widthPx: 20, heightPx: 20 }],
      'COPY_SIZE',
      422,
    ],
  ])('%s', async (_what, asked, code, status) => {
    const id = await draft()
    for (const [method, path, body] of [
      ['POST', 'preview', { steps: asked }],
      ['POST', 'recipes', { title: 'x', steps: asked }],
    ] as const) {
      const answer = await own(method, `/api/requests/${id}/${path}`, body)
      expect(answer, path).toMatchObject({ status, json: { error: { code } } })
    }
    expect((await own('GET', `/api/requests/${id}/recipes`)).json.recipes).toEqual([])
  })

  test('somebody else’s request, in every route', async () => {
    const { id, recipe } = await withRecipe()
    const routes = [
      ['GET', 'recipes', undefined],
      ['POST', 'recipes', { title: 'x', steps }],
      ['PUT', `recipes/${recipe.id}`, { title: 'x', steps }],
      ['DELETE', `recipes/${recipe.id}`, undefined],
      ['GET', `recipes/${recipe.id}/image`, undefined],
      ['POST', `recipes/${recipe.id}/replay`, undefined],
      ['POST', 'preview', { steps }],
      ['PUT', 'chosen-recipe', { recipeId: null }],
      ['POST', 'placed-face', { leftEye: { x: 1, y: 1 }, rightEye: { x: 9, y: 1 } }],
      ['POST', 'tries', { recipeId: null }],
    ] as const
    for (const [method, path, body] of routes) {
      const answer = await as('otherRequester', method, `/api/requests/${id}/${path}`, body)
      expect(answer, path).toMatchObject({ status: 404, json: { error: { code: 'REQUEST_UNKNOWN' } } })
      expect(
        (await app.request(`/api/requests/${id}/${path}`, { method, headers: { 'x-casebound': 'web' } }))
          .status,
        path,
      ).toBe(401)
    }
  })

  test('another request’s recipe', async () => {
    const { recipe } = await withRecipe()
    const id = await draft()
    const answer = await own('PUT', `/api/requests/${id}/chosen-recipe`, { recipeId: recipe.id })
    expect(answer).toMatchObject({ status: 404, json: { error: { code: 'RECIPE_UNKNOWN' } } })
  })

  test('changes once it was searched', async () => {
    const { id, recipe, path } = await withRecipe()
    await own('POST', `/api/requests/${id}/submit`)
    for (const [method, where, body] of [
      ['PUT', path, { title: 'x', steps: [] }],
      ['DELETE', path, undefined],
      ['PUT', `/api/requests/${id}/chosen-recipe`, { recipeId: recipe.id }],
    ] as const) {
      expect(await own(method, where, body)).toMatchObject({
        status: 409,
        json: { error: { code: 'REQUEST_NOT_DRAFT' } },
      })
    }
  })

  test('a probe declared to be drawn, composed, made or of a look-alike, with its rule', async () => {
    const declared = [
      ['drawing', 'PROBE_NOT_PHOTO', 'LA-PROBE-5'],
      ['look-alike', 'PROBE_NOT_SUBJECT', 'LA-PROBE-6'],
    ] as const
    for (const [imageKind, code, rule] of declared) {
      const id = await draft({ ...permittedDetails, imageKind })
      const answer = await own('POST', `/api/requests/${id}/submit`)
      expect(answer).toMatchObject({ status: 403, json: { error: { code }, refusals: [{ code, rule }] } })
    }
  })
})

describe('a face marked by hand', () => {
  test('is added, chosen and named as such', async () => {
    const id = await draft()
    const { left, right } = (await own('GET', `/api/requests/${id}`)).json.probe.faces[0]?.eyes ?? {}
    const placed = await own('POST', `/api/requests/${id}/placed-face`, { leftEye: left, rightEye: right })
    expect(placed).toMatchObject({ status: 201, json: { details: { faceIndex: 1 } } })
    expect(placed.json.probe.faces.map(({ placedByHand }) => placedByHand)).toEqual([undefined, true])
  })

  test('is refused outside the picture', async () => {
    const id = await draft()
    const eyes = { leftEye: { x: -5, y: 10 }, rightEye: { x: 99_999, y: 10 } }
    const answer = await own('POST', `/api/requests/${id}/placed-face`, eyes)
    expect(answer).toMatchObject({ status: 422, json: { error: { code: 'MARKS_UNUSABLE' } } })
  })
})

test('the contract describes every step with its limits', async () => {
  const document = (await (await app.request('/openapi.json')).json()) as {
    components: {
      schemas: { PreparationStep: { oneOf: { properties: { op: { const?: string; enum?: string[] } } }[] } }
    }
  }
  const ops = document.components.schemas.PreparationStep.oneOf.map(
    ({ properties }) => properties.op.const ?? properties.op.enum?.[0],
  )
  expect(ops).toEqual(['crop', 'rotate', 'scale', 'light', 'grey', 'deinterlace', 'aspect'])
})
