import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { permittedDetails } from '../lead/sample-requests.ts'
import type { ScratchDoor } from './open-scratch-door.ts'
import {
  type Bench,
  openSampleBench,
  otherSteps,
  type Refusal,
  type SampleBench,
  steps,
} from './sample-bench.ts'

let bench: SampleBench
let door: ScratchDoor
beforeAll(async () => {
  bench = await openSampleBench()
  door = bench.door
}, 300_000)
afterAll(() => door?.close())

let path: string
let requestId: string
beforeEach(async () => {
  ;({ path, requestId } = await bench.search())
})

describe('blindness', () => {
  const pictureFields = ['eyes', 'heightPx', 'imageUrl', 'widthPx']
  test('an examiner is given these fields and no others', async () => {
    await bench.add('examiner')
    await bench.analyse('examiner')
    const seen = await bench.view('examiner')
    const keys = (of: object | undefined) => Object.keys(of ?? {}).sort()
    expect(keys(seen)).toEqual(
      [
        'analysis',
        'candidates',
        'conclusions',
        'features',
        'position',
        'probe',
        'recipes',
        'searchId',
        'searchedCopy',
        'stage',
        'suitabilities',
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
    const own = (await door.as<Bench>('examiner', 'GET', `${path}/recipes`)).json
    expect(keys(own)).toEqual(['original', 'recipes', 'searchId'])
    expect(keys(own.original)).toEqual(pictureFields)
  })

  test.each([
    ['rank', /rank/i],
    ['similarity', /similarity/i],
    ['person and booking', /personId|bookingId|bookingNumber|P-\d{6}/],
    ['case number', new RegExp(permittedDetails.caseNumber ?? '')],
    ['narrative', /counter of a shop/],
    ['name of the requester, and the title he gave a recipe', /"(requester|First)"/],
    ['number of tries', /"tries"|tryNumber/],
    ['request', /requestId|\/api\/requests/],
  ])('no %s reaches an examiner, in any answer', async (_what, pattern) => {
    await bench.analyse('examiner')
    const added = await bench.add('examiner')
    const proposed = await door.as('examiner', 'POST', `${path}/recipes/${added.json.id}/proposal`)
    const answers = [added, proposed, await door.as('examiner', 'GET', path)]
    answers.push(await door.as('examiner', 'GET', `${path}/recipes`))
    for (const { json } of answers) expect(JSON.stringify(json)).not.toMatch(pattern)
    expect(JSON.stringify(answers.map(({ json }) => json))).not.toContain(door.scratch.users.requester.id)
    expect(JSON.stringify(answers.map(({ json }) => json))).not.toContain(requestId)
  })

  test('the second examiner sees nothing of the first: neither recipes, proposals nor conclusion', async () => {
    const { json } = await bench.add('examiner', { title: 'First examiner’s', steps: otherSteps })
    await door.as('examiner', 'POST', `${path}/recipes/${json.id}/proposal`)
    await door.as('examiner', 'GET', `${path}/recipes/${json.id}/compared`)
    await bench.analyse('examiner')
    expect((await bench.conclude('examiner')).status).toBe(201)
    await bench.analyse('verifier')
    const second = await bench.view('verifier')
    expect(second.recipes).toEqual([])
    expect(JSON.stringify(second)).not.toMatch(/First examiner|revealed|proposed|Nose and ears differ/)
    const queue = await door.as<{ tasks: object[] }>('verifier', 'GET', '/api/examinations')
    const task = queue.json.tasks.find((one) => JSON.stringify(one).includes(path.split('/').at(-1) ?? ''))
    expect(Object.keys(task ?? {}).sort()).toEqual(
      ['candidateCount', 'dueAt', 'overdue', 'position', 'searchId', 'waitingSince'].sort(),
    )
    const { examiner, requester } = door.scratch.users
    for (const seen of [JSON.stringify(second), JSON.stringify(queue.json)]) {
      expect(seen).not.toMatch(
        /counter of a shop|supports-different-sources"(?!,"title)|"(requester|examiner)"/,
      )
      for (const hidden of [examiner.id, requester.id, requestId, permittedDetails.caseNumber ?? ''])
        expect(seen).not.toContain(hidden)
    }
    for (const [method, route, body] of ownRoutes(json.id)) {
      const answer = await door.as<Refusal>('verifier', method, `${path}/${route}`, body)
      expect(answer, route).toMatchObject({ status: 404, json: { error: { code: 'RECIPE_UNKNOWN' } } })
    }
    const same = await bench.add('verifier')
    expect(same.json).not.toHaveProperty('proposedAt')
  })
})

const benchRoutes = [
  ['GET', 'searched-copy', undefined],
  ['GET', 'recipes', undefined],
  ['POST', 'recipes', { title: 'x', steps }],
  ['POST', 'preview', { steps }],
] as const
const ownRoutes = (recipeId: string) =>
  [
    ['PUT', `recipes/${recipeId}`, { title: 'x', steps }],
    ['DELETE', `recipes/${recipeId}`, undefined],
    ['GET', `recipes/${recipeId}/image`, undefined],
    ['GET', `recipes/${recipeId}/compared`, undefined],
    ['POST', `recipes/${recipeId}/replay`, undefined],
    ['POST', `recipes/${recipeId}/proposal`, undefined],
  ] as const

describe('the second examination', () => {
  test('is open to the one who is assigned, and to no other examiner on any route', async () => {
    await bench.analyse('examiner')
    expect((await bench.conclude('examiner')).status).toBe(201)
    for (const [method, route, body] of benchRoutes) {
      const answer = await door.as<Refusal>('thirdExaminer', method, `${path}/${route}`, body)
      expect(answer, route).toMatchObject({ status: 403, json: { error: { code: 'NOT_ASSIGNED' } } })
    }
    expect((await door.as<Refusal>('thirdExaminer', 'GET', path)).json.error.code).toBe('NOT_ASSIGNED')
    expect((await door.as('verifier', 'GET', path)).status).toBe(200)
    const order = [`/api/second-examinations/${path.split('/').at(-1)}/reassignment`, { reason: 'On leave.' }]
    const anew = await door.as<{ examiner: string }>('supervisor', 'POST', ...(order as [string, object]))
    expect(anew.status).toBe(201)
    expect((await door.as<Refusal>('verifier', 'GET', path)).json.error.code).toBe('NOT_ASSIGNED')
    expect((await door.as(anew.json.examiner as 'thirdExaminer', 'GET', path)).status).toBe(200)
    type Waiting = { waiting: { searchId: string; assigned: { examiner: string; cause: string } }[] }
    const seen = await door.as<Waiting>('auditor', 'GET', '/api/second-examinations')
    const row = seen.json.waiting.find(({ searchId }) => path.endsWith(searchId))
    expect(row?.assigned).toMatchObject({ examiner: anew.json.examiner, cause: 'supervisor' })
  })
})

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
    const { json } = await bench.add('examiner')
    for (const [method, route, body] of [...benchRoutes, ...ownRoutes(json.id)]) {
      const answer = await door.as<Refusal>(who, method, `${path}/${route}`, body)
      expect(answer, route).toMatchObject({ status, json: { error: { code } } })
    }
  })
})

describe('an agency that the search does not belong to', () => {
  test('is kept from bench and proposal, whatever the role', async () => {
    const { json } = await bench.add('examiner')
    await door.as('examiner', 'POST', `${path}/recipes/${json.id}/proposal`)
    const elsewhere = await door.staffElsewhere(['examiner', 'requester'])
    for (const [method, route, body] of [...benchRoutes, ...ownRoutes(json.id)]) {
      const answer = await door.as<Refusal>(elsewhere, method, `${path}/${route}`, body)
      expect(answer, route).toMatchObject({ status: 404, json: { error: { code: 'SEARCH_UNKNOWN' } } })
    }
    const tried = await door.as<Refusal>(elsewhere, 'POST', `/api/requests/${requestId}/proposals/x/try`)
    expect(tried).toMatchObject({ status: 404, json: { error: { code: 'REQUEST_UNKNOWN' } } })
  })
})
