import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { must } from '../kernel/index.ts'
import { preparedDraft } from '../lead/sample-preparations.ts'
import { draftRequest, permittedDetails } from '../lead/sample-requests.ts'
import { openScratchDoor, type ScratchDoor, type Who } from './open-scratch-door.ts'

let door: ScratchDoor
beforeAll(async () => {
  door = await openScratchDoor(3)
}, 300_000)
afterAll(() => door?.close())

type Point = { x: number; y: number }
type Picture = { imageUrl: string; eyes: { left: Point; right: Point }; widthPx: number; heightPx: number }
type Recipe = Picture & { id: string; title: string; words: string[]; sha256: string; proposedAt?: string }
type View = { probe: Picture; searchedCopy?: Recipe; recipes: Recipe[]; candidates: object[] }
type Bench = { original: Picture; recipes: Recipe[] }
type Proposal = { id: string; words: string[]; takenUpAs?: string }
type Request = {
  id: string
  proposals: Proposal[]
  recipes: Recipe[]
  chosenRecipeId?: string
  tries?: number
}
type Any = { error: { code: string } }

const steps = [{ op: 'light', version: 1, brightnessPercent: 12, contrastPercent: 0 }]
const otherSteps = [
  { op: 'rotate', version: 1, centidegrees: 300 },
  { op: 'scale', version: 1, percent: 150 },
]
const words = ['Rotate 3° clockwise', 'Scale to 150 %']

/** A search with a prepared copy, by the requester. */
async function searched() {
  const { scratch } = door
  const request = await preparedDraft(scratch.house(), { user: scratch.users.requester })
  const done = await door.as<{ search: { id: string } }>(
    'requester',
    'POST',
    `/api/requests/${request.id}/submit`,
  )
  expect(done.status).toBe(201)
  return { requestId: request.id, path: `/api/examinations/${done.json.search.id}` }
}

let path: string
let requestId: string
beforeEach(async () => {
  ;({ path, requestId } = await searched())
})

const add = (who: Who, more: object = {}) =>
  door.as<Recipe>(who, 'POST', `${path}/recipes`, { title: 'Mine', steps: otherSteps, ...more })
const view = async (who: Who) => (await door.as<View>(who, 'GET', path)).json
const conclude = (who: Who) =>
  door.as(who, 'POST', path, {
    ...{ conclusion: 'none-of-these', features: {} },
    reason: 'Nose and ears differ in all of them.',
  })

describe('what an examiner sees of the pictures', () => {
  test('is the untouched original and the copy that was searched, each with its eyes', async () => {
    const { probe, searchedCopy, recipes } = await view('examiner')
    const copy = must(searchedCopy, 'searched copy')
    expect(recipes).toEqual([])
    expect(copy.words).toEqual(['Rotate 2° clockwise', 'Brightness +6 %, contrast +10 %, whole picture'])
    const picture = await door.as('examiner', 'GET', copy.imageUrl)
    expect(picture).toMatchObject({ status: 200, type: 'image/png' })
    const { width, height } = await sharp(picture.bytes).metadata()
    expect({ width, height }).toEqual({ width: copy.widthPx, height: copy.heightPx })
    expect((await door.as('examiner', 'GET', probe.imageUrl)).type).toBe('image/jpeg')
    const level = ({ eyes: { left, right } }: Picture) => Math.atan2(right.y - left.y, right.x - left.x)
    expect(((level(copy) - level(probe)) * 180) / Math.PI).toBeCloseTo(2, 0)
  })

  test('is the original alone where it was searched as it came', async () => {
    const { scratch } = door
    const plain = await draftRequest(scratch.house(), { user: scratch.users.requester })
    const done = await door.as<{ search: { id: string } }>(
      'requester',
      'POST',
      `/api/requests/${plain.id}/submit`,
    )
    const own = `/api/examinations/${done.json.search.id}`
    expect((await door.as<View>('examiner', 'GET', own)).json).not.toHaveProperty('searchedCopy')
    expect((await door.as('examiner', 'GET', `${own}/searched-copy`)).status).toBe(404)
  })
})

describe('an examiner’s own recipe', () => {
  test('is kept with what it gives, previewed, drawn, replayed, changed and removed, and the requester’s stay as they were', async () => {
    const before = (await door.as<Request>('requester', 'GET', `/api/requests/${requestId}`)).json
    const added = await add('examiner')
    expect(added).toMatchObject({ status: 201, json: { title: 'Mine', words } })
    const one = `${path}/recipes/${added.json.id}`
    const preview = await door.as('examiner', 'POST', `${path}/preview`, { steps: otherSteps })
    const drawn = await door.as('examiner', 'GET', `${one}/image`)
    for (const { bytes } of [preview, drawn]) {
      const { width, height } = await sharp(bytes).metadata()
      expect({ width, height }).toEqual({ width: added.json.widthPx, height: added.json.heightPx })
    }
    const replayed = await door.as('examiner', 'POST', `${one}/replay`)
    expect(replayed).toMatchObject({ status: 200, json: { identical: true, sha256: added.json.sha256 } })
    const changed = await door.as<Recipe>('examiner', 'PUT', one, { title: 'Other', steps })
    expect(changed.json.sha256).not.toBe(added.json.sha256)
    const removed = await door.as<Bench>('examiner', 'DELETE', one)
    expect(removed).toMatchObject({ status: 200, json: { recipes: [] } })
    expect((await door.as('examiner', 'GET', `${one}/image`)).status).toBe(404)
    expect((await door.as<Request>('requester', 'GET', `/api/requests/${requestId}`)).json).toEqual(before)
  })

  test('has its eyes where the steps bring those of the original', async () => {
    const { json } = await add('examiner')
    const { original } = (await door.as<Bench>('examiner', 'GET', `${path}/recipes`)).json
    const distance = ({ eyes: { left, right } }: Picture) => Math.hypot(right.x - left.x, right.y - left.y)
    expect(distance(json) / distance(original)).toBeCloseTo(1.5, 1)
  })

  test('is refused as a requester’s is: an operation that adds, a step outside, a ninth recipe', async () => {
    expect((await add('examiner', { steps: [{ op: 'paste', version: 1 }] })).json).toMatchObject({
      error: { code: 'OPERATION_UNKNOWN' },
    })
    const outside = { op: 'crop', version: 1, xPx: 9_000, yPx: 0, widthPx: 100, heightPx: 100 }
    expect((await add('examiner', { steps: [outside] })).json).toMatchObject({
      error: { code: 'STEP_OUTSIDE' },
    })
    for (let kept = 0; kept < 8; kept++) await add('examiner', { steps })
    expect((await add('examiner')).json).toMatchObject({ error: { code: 'RECIPES_TOO_MANY' } })
  })

  test('cannot be touched once the conclusion is sealed', async () => {
    const { json } = await add('examiner')
    await conclude('examiner')
    const late = await door.as<Any>('examiner', 'PUT', `${path}/recipes/${json.id}`, { title: 'x', steps })
    expect(late).toMatchObject({ status: 409, json: { error: { code: 'ALREADY_EXAMINED' } } })
  })
})

describe('a proposal', () => {
  test('reaches the requester as steps alone, and is searched by him as another try of the same picture', async () => {
    const { json } = await add('examiner')
    const one = `${path}/recipes/${json.id}/proposal`
    const proposed = await door.as<Recipe>('examiner', 'POST', one)
    expect(proposed).toMatchObject({ status: 201, json: { proposedAt: expect.any(String) } })
    expect((await door.as('examiner', 'POST', one)).status).toBe(201)
    const { proposals, tries } = (await door.as<Request>('requester', 'GET', `/api/requests/${requestId}`))
      .json
    expect(proposals).toEqual([
      { id: expect.any(String), words, steps: otherSteps, proposedAt: expect.any(String) },
    ])
    const taken = await door.as<Request>('requester', 'POST', tryPath(proposals))
    expect(taken).toMatchObject({ status: 201, json: { recipes: [{ words, sha256: json.sha256 }] } })
    expect(taken.json.chosenRecipeId).toBe(taken.json.recipes[0]?.id)
    const again = (await door.as<Request>('requester', 'GET', `/api/requests/${requestId}`)).json
    expect(again.proposals[0]?.takenUpAs).toBe(taken.json.id)
    const done = await door.as<{ request: Request }>(
      'requester',
      'POST',
      `/api/requests/${taken.json.id}/submit`,
    )
    expect(done.json.request.tries).toBe((tries ?? 0) + 1)
  })

  const tryPath = (proposals: Proposal[]) =>
    `/api/requests/${requestId}/proposals/${must(proposals[0], 'proposal').id}/try`

  test('of the picture that was searched is refused', async () => {
    const { json } = await add('examiner', {
      steps: [
        { op: 'rotate', version: 1, centidegrees: 200 },
        { op: 'light', version: 1, brightnessPercent: 6, contrastPercent: 10 },
      ],
    })
    const proposed = await door.as<Any>('examiner', 'POST', `${path}/recipes/${json.id}/proposal`)
    expect(proposed).toMatchObject({ status: 409, json: { error: { code: 'COPY_SEARCHED' } } })
  })

  test('that does not exist cannot be tried, nor somebody else’s', async () => {
    const none = await door.as<Any>('requester', 'POST', `/api/requests/${requestId}/proposals/x/try`)
    expect(none).toMatchObject({ status: 404, json: { error: { code: 'PROPOSAL_UNKNOWN' } } })
    const other = await door.as<Any>('otherRequester', 'POST', `/api/requests/${requestId}/proposals/x/try`)
    expect(other).toMatchObject({ status: 404, json: { error: { code: 'REQUEST_UNKNOWN' } } })
    expect((await door.as('nobody', 'POST', `/api/requests/${requestId}/proposals/x/try`)).status).toBe(401)
  })

  test('made by two examiners of the same copy is one to the requester, and each sees his own alone', async () => {
    for (const who of ['examiner', 'verifier'] as const) {
      const { json } = await add(who)
      await door.as(who, 'POST', `${path}/recipes/${json.id}/proposal`)
    }
    const { proposals } = (await door.as<Request>('requester', 'GET', `/api/requests/${requestId}`)).json
    expect(proposals).toHaveLength(1)
  })
})

describe('blindness', () => {
  const pictureFields = ['eyes', 'heightPx', 'imageUrl', 'widthPx']
  test('an examiner is given these fields and no others', async () => {
    await add('examiner')
    const seen = await view('examiner')
    const keys = (of: object | undefined) => Object.keys(of ?? {}).sort()
    expect(keys(seen)).toEqual(
      [
        'candidates',
        'conclusions',
        'features',
        'position',
        'probe',
        'recipes',
        'searchId',
        'searchedCopy',
      ].sort(),
    )
    expect(keys(seen.probe)).toEqual(pictureFields)
    expect(keys(seen.searchedCopy)).toEqual([...pictureFields, 'sha256', 'words'].sort())
    expect(keys(seen.candidates[0])).toEqual([...pictureFields, 'ageWords', 'bookedOn', 'letter'].sort())
    const recipeFields = [
      'createdAt',
      'id',
      'originalSha256',
      'sha256',
      'steps',
      'title',
      'updatedAt',
      'words',
    ]
    expect(keys(seen.recipes[0])).toEqual([...pictureFields, ...recipeFields].sort())
    const bench = (await door.as<Bench>('examiner', 'GET', `${path}/recipes`)).json
    expect(keys(bench)).toEqual(['original', 'recipes', 'searchId'])
    expect(keys(bench.original)).toEqual(pictureFields)
  })

  const { users } = { users: ['requester', 'First'] }
  test.each([
    ['rank', /rank/i],
    ['similarity', /similarity/i],
    ['person and booking', /personId|bookingId|bookingNumber|P-\d{6}/],
    ['case number', new RegExp(permittedDetails.caseNumber ?? '')],
    ['narrative', /counter of a shop/],
    ['name of the requester, and the title he gave a recipe', new RegExp(`"(${users.join('|')})"`)],
    ['number of tries', /"tries"|tryNumber/],
    ['request', /requestId|\/api\/requests/],
  ])('no %s reaches an examiner, in any answer', async (_what, pattern) => {
    const added = await add('examiner')
    const proposed = await door.as('examiner', 'POST', `${path}/recipes/${added.json.id}/proposal`)
    const answers = [added, proposed, await door.as('examiner', 'GET', path)]
    answers.push(await door.as('examiner', 'GET', `${path}/recipes`))
    for (const { json } of answers) expect(JSON.stringify(json)).not.toMatch(pattern)
    expect(JSON.stringify(answers.map(({ json }) => json))).not.toContain(door.scratch.users.requester.id)
    expect(JSON.stringify(answers.map(({ json }) => json))).not.toContain(requestId)
  })

  test('the second examiner sees nothing of the first: neither recipes, proposals nor conclusion', async () => {
    const { json } = await add('examiner', { title: 'First examiner’s', steps: otherSteps })
    await door.as('examiner', 'POST', `${path}/recipes/${json.id}/proposal`)
    await door.as('examiner', 'GET', `${path}/recipes/${json.id}/compared`)
    await conclude('examiner')
    const second = await view('verifier')
    expect(second.recipes).toEqual([])
    expect(JSON.stringify(second)).not.toMatch(/First examiner|none-of-these","letter|sealed|proposed/)
    for (const [method, route, body] of ownRoutes(json.id)) {
      const answer = await door.as<Any>('verifier', method, `${path}/${route}`, body)
      expect(answer, route).toMatchObject({ status: 404, json: { error: { code: 'RECIPE_UNKNOWN' } } })
    }
    const same = await add('verifier')
    expect(same.json).not.toHaveProperty('proposedAt')
  })
})

const ownRoutes = (recipeId: string) =>
  [
    ['PUT', `recipes/${recipeId}`, { title: 'x', steps }],
    ['DELETE', `recipes/${recipeId}`, undefined],
    ['GET', `recipes/${recipeId}/image`, undefined],
    ['GET', `recipes/${recipeId}/compared`, undefined],
    ['POST', `recipes/${recipeId}/replay`, undefined],
    ['POST', `recipes/${recipeId}/proposal`, undefined],
  ] as const

describe('who may not come to the bench, on every route', () => {
  test.each([
    ['nobody', 401, 'NOT_SIGNED_IN'],
    ['requester', 403, 'ROLE_MISSING'],
    ['otherRequester', 403, 'ROLE_MISSING'],
    ['clerk', 403, 'ROLE_MISSING'],
    ['auditor', 403, 'ROLE_MISSING'],
    ['supervisor', 403, 'ROLE_MISSING'],
    ['administrator', 403, 'ROLE_MISSING'],
    ['untrainedExaminer', 403, 'NO_CERTIFICATE'],
    ['expired', 403, 'CERT_EXPIRED'],
  ] as const)('%s', async (who, status, code) => {
    const { json } = await add('examiner')
    const routes = [
      ['GET', 'searched-copy', undefined],
      ['GET', 'recipes', undefined],
      ['POST', 'recipes', { title: 'x', steps }],
      ['POST', 'preview', { steps }],
      ...ownRoutes(json.id),
    ] as const
    for (const [method, route, body] of routes) {
      const answer = await door.as<Any>(who, method, `${path}/${route}`, body)
      expect(answer, route).toMatchObject({ status, json: { error: { code } } })
    }
  })
})
