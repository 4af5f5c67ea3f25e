import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { must } from '../kernel/index.ts'
import { draftRequest } from '../lead/sample-requests.ts'
import type { ScratchDoor } from './open-scratch-door.ts'
import {
  type Bench,
  openSampleBench,
  otherSteps,
  otherWords,
  type Picture,
  type Recipe,
  type Refusal,
  type SampleBench,
  steps,
  type View,
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

type Proposal = { id: string; words: string[]; takenUpAs?: string }
type Request = {
  id: string
  proposals: Proposal[]
  recipes: Recipe[]
  chosenRecipeId?: string
  tries?: number
}

describe('what an examiner sees of the pictures', () => {
  test('is the untouched original and the copy that was searched, each with its eyes', async () => {
    const { probe, searchedCopy, recipes } = await bench.view('examiner')
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
    const added = await bench.add('examiner')
    expect(added).toMatchObject({ status: 201, json: { title: 'Mine', words: otherWords } })
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
    const { json } = await bench.add('examiner')
    const { original } = (await door.as<Bench>('examiner', 'GET', `${path}/recipes`)).json
    const distance = ({ eyes: { left, right } }: Picture) => Math.hypot(right.x - left.x, right.y - left.y)
    expect(distance(json) / distance(original)).toBeCloseTo(1.5, 1)
  })

  test('is refused as a requester’s is: an operation that adds, a step outside, a ninth recipe', async () => {
    expect((await bench.add('examiner', { steps: [{ op: 'paste', version: 1 }] })).json).toMatchObject({
      error: { code: 'OPERATION_UNKNOWN' },
    })
    const outside = { op: 'crop', version: 1, xPx: 9_000, yPx: 0, widthPx: 100, heightPx: 100 }
    expect((await bench.add('examiner', { steps: [outside] })).json).toMatchObject({
      error: { code: 'STEP_OUTSIDE' },
    })
    for (let kept = 0; kept < 8; kept++) await bench.add('examiner', { steps })
    expect((await bench.add('examiner')).json).toMatchObject({ error: { code: 'RECIPES_TOO_MANY' } })
  })

  test('cannot be touched once the conclusion is sealed', async () => {
    const { json } = await bench.add('examiner')
    await bench.analyse('examiner')
    await bench.conclude('examiner')
    const late = await door.as<Refusal>('examiner', 'PUT', `${path}/recipes/${json.id}`, {
      title: 'x',
      steps,
    })
    expect(late).toMatchObject({ status: 409, json: { error: { code: 'ALREADY_EXAMINED' } } })
  })
})

describe('a proposal', () => {
  test('reaches the requester as steps alone, and is searched by him as another try of the same picture', async () => {
    const { json } = await bench.add('examiner')
    const one = `${path}/recipes/${json.id}/proposal`
    const proposed = await door.as<Recipe>('examiner', 'POST', one)
    expect(proposed).toMatchObject({ status: 201, json: { proposedAt: expect.any(String) } })
    expect((await door.as('examiner', 'POST', one)).status).toBe(201)
    const { proposals, tries } = (await door.as<Request>('requester', 'GET', `/api/requests/${requestId}`))
      .json
    expect(proposals).toEqual([
      { id: expect.any(String), words: otherWords, steps: otherSteps, proposedAt: expect.any(String) },
    ])
    const taken = await door.as<Request>('requester', 'POST', tryPath(proposals))
    expect(taken).toMatchObject({
      status: 201,
      json: { recipes: [{ words: otherWords, sha256: json.sha256 }] },
    })
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
    const { json } = await bench.add('examiner', {
      steps: [
        { op: 'rotate', version: 1, centidegrees: 200 },
        { op: 'light', version: 1, brightnessPercent: 6, contrastPercent: 10 },
      ],
    })
    const proposed = await door.as<Refusal>('examiner', 'POST', `${path}/recipes/${json.id}/proposal`)
    expect(proposed).toMatchObject({ status: 409, json: { error: { code: 'COPY_SEARCHED' } } })
  })

  test('that does not exist cannot be tried, nor somebody else’s', async () => {
    const none = await door.as<Refusal>('requester', 'POST', `/api/requests/${requestId}/proposals/x/try`)
    expect(none).toMatchObject({ status: 404, json: { error: { code: 'PROPOSAL_UNKNOWN' } } })
    const other = await door.as<Refusal>(
      'otherRequester',
      'POST',
      `/api/requests/${requestId}/proposals/x/try`,
    )
    expect(other).toMatchObject({ status: 404, json: { error: { code: 'REQUEST_UNKNOWN' } } })
    expect((await door.as('nobody', 'POST', `/api/requests/${requestId}/proposals/x/try`)).status).toBe(401)
  })

  test('made by two examiners of the same copy is one to the requester, and each sees his own alone', async () => {
    for (const who of ['examiner', 'verifier'] as const) {
      const { json } = await bench.add(who)
      await door.as(who, 'POST', `${path}/recipes/${json.id}/proposal`)
    }
    const { proposals } = (await door.as<Request>('requester', 'GET', `/api/requests/${requestId}`)).json
    expect(proposals).toHaveLength(1)
  })
})
