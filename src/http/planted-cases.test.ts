import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import type { PlantedCase } from '../lead/index.ts'
import { isDue, lettersOfCase, plantedCase } from '../lead/sample-planted-cases.ts'
import { fitProbe, searchFor, threeFeatures } from '../lead/sample-requests.ts'
import { openScratchDoor, type ScratchDoor } from './open-scratch-door.ts'

type Examining = 'examiner' | 'verifier' | 'thirdExaminer'
type Task = { searchId: string; waitingSince: string; candidateCount: number }
type Shown = { letter: string; imageUrl: string }
type View = { searchId: string; candidates: Shown[]; probe: { imageUrl: string } }
type Refusal = { error: { code: string; message: string } }
type Truth = { mate: string; mateLetter?: string; othersSupported: string[] }
type Sealed = { conclusion: string; plantedCase?: Truth; revealed: { rank: number }[]; logIndex?: number }
type Rate = Record<'cases' | 'mates' | 'missed' | 'undecided' | 'wrong' | 'unfit', number>

const words = 'To measure how often our examiners miss the right person.'
const reason = 'Nose, ears and chin were compared at full size.'

describe('planted cases', () => {
  let door: ScratchDoor
  beforeAll(async () => {
    door = await openScratchDoor(4)
  }, 120_000)
  afterAll(() => door?.close())

  const house = () => door.scratch.house()
  const plant = (mate?: boolean): Promise<PlantedCase> => {
    const { users, clock } = door.scratch
    return plantedCase(house(), { user: users.requester, clock, ...(mate === undefined ? {} : { mate }) })
  }
  const path = (id: string) => `/api/examinations/${id}`
  const queue = async (who: Examining) =>
    (await door.as<{ tasks: Task[] }>(who, 'GET', '/api/examinations')).json.tasks
  const inQueue = async (who: Examining, id: string) =>
    (await queue(who)).find(({ searchId }) => searchId === id)
  const begin = (who: Examining, id: string) => door.as<Sealed>(who, 'POST', `${path(id)}/analysis`, fitProbe)
  const conclude = (
    who: Examining,
    id: string,
    [letter, conclusion]: readonly (string | undefined)[] = [],
  ) => {
    const answer = { letter, conclusion, features: threeFeatures, reason }
    const others = { conclusion: 'supports-different-sources', reason }
    return door.as<Sealed>(who, 'POST', path(id), { answers: letter === undefined ? [] : [answer], others })
  }
  const own = async (who: Examining) =>
    (await door.as<{ ownCases: Rate }>(who, 'GET', '/api/planting')).json.ownCases
  const codeOf = async (who: Examining, ...call: readonly [string, string, unknown?]) => {
    const { status, json } = await door.as<Partial<Refusal>>(who, ...call)
    return `${status} ${json.error?.code ?? ''} ${json.error?.message ?? ''}`
  }

  it('are none until somebody wants them, and then one for so many searches, by lot and some time later', async () => {
    const set = (body: object) => door.as<Refusal>('manager', 'POST', '/api/planting', body)
    expect((await set({ faces: 1, cases: 1, words })).json.error.code).toBe('PLANTING_INVALID')
    expect((await set({ faces: 1, cases: 101, words })).json.error.code).toBe('PLANTING_INVALID')
    await searchFor(house(), door.scratch.users.requester)
    expect((await set({ faces: 1, cases: 2, words })).status).toBe(201)
    expect((await set({ faces: 1, words })).status).toBe(201)
    const answer = await door.as<{ setting: object }>('manager', 'GET', '/api/planting')
    expect(answer.json.setting).toMatchObject({ faces: 1, cases: 2 })
    const made: string[] = []
    for (let n = 0; n < 5; n++) made.push((await searchFor(house(), door.scratch.users.requester)).searchId)
    await house().cases.idle()
    expect(house().cases.fault()).toBeUndefined()
    const { db } = house().storage
    const planted = await db.selectFrom('planted_cases').selectAll().execute()
    const seeds = await db.selectFrom('search_results').select(['search_id', 'order_seed']).execute()
    const due = seeds.filter(
      ({ search_id, order_seed }) => made.includes(search_id) && isDue(must(order_seed, 'seed'), 2),
    )
    expect(planted.map((one) => one.after_search_id).toSorted()).toEqual(
      due.map(({ search_id }) => search_id).toSorted(),
    )
    for (const one of planted) {
      const laterMs = one.shown_from.getTime() - one.planted_at.getTime()
      expect(laterMs).toBeGreaterThanOrEqual(20 * 60_000)
      expect(laterMs).toBeLessThanOrEqual(180 * 60_000)
      expect(await inQueue('examiner', one.id)).toBeUndefined()
    }
  }, 120_000)

  it('stand in the queue as any search does, and every door gives the same of both', async () => {
    const planted = await plant(true)
    const real = (await searchFor(house(), door.scratch.users.requester)).searchId
    const [one, other] = [await inQueue('examiner', planted.id), await inQueue('examiner', real)]
    expect(shapeOf(one)).toEqual(shapeOf(other))
    expect(one?.candidateCount).toBe(other?.candidateCount)
    expect(planted.id).toHaveLength(real.length)
    for (const id of [planted.id, real]) {
      expect((await codeOf('examiner', 'GET', `${path(id)}/candidates/A`)).slice(0, 20)).toBe(
        '409 ANALYSIS_MISSING',
      )
    }
    await sameShape((id) => door.as('examiner', 'GET', path(id)))
    await sameShape((id) =>
      door.as('examiner', 'POST', `${path(id)}/recipes`, {
        title: 'Brighter',
        steps: [{ op: 'brightness', amount: 10 }],
      }),
    )
    await sameShape((id) => door.as('examiner', 'GET', `${path(id)}/searched-copy`))
    const grown: number[] = []
    await house().cases.idle()
    await sameShape(async (id) => {
      const before = await house().ledger.size()
      const begun = await begin('examiner', id)
      grown.push((await house().ledger.size()) - before)
      return begun
    })
    expect(grown).toEqual([2, 2])
    await sameShape((id) => door.as('examiner', 'GET', path(id)))
    expect((await inQueue('examiner', planted.id))?.candidateCount).toBe(one?.candidateCount)
    for (const id of [planted.id, real]) {
      expect(await inQueue('examiner', id)).toHaveProperty('reservedUntil')
      expect(await codeOf('verifier', 'GET', path(id))).toMatch(/^409 RESERVED /)
      expect(await inQueue('verifier', id)).toBeUndefined()
    }
    const views = await Promise.all(
      [planted.id, real].map(async (id) => (await door.as<View>('examiner', 'GET', path(id))).json),
    )
    const pictures = await Promise.all(
      views.map(async ({ candidates, probe }) => [
        await headersAt(probe.imageUrl),
        await headersAt(must(candidates[0], 'candidate').imageUrl),
      ]),
    )
    expect(pictures[0]).toEqual(pictures[1])
    const text = JSON.stringify(views[0])
    for (const secret of [planted.still, planted.probe.sha256, 'similarity', 'planted', 'mate'])
      expect(text).not.toContain(secret)

    /** Both answers have the same status and the same names and kinds, whatever their values. */
    async function sameShape(call: (id: string) => Promise<{ status: number; json: unknown }>) {
      const [ofCase, ofSearch] = [await call(planted.id), await call(real)]
      expect(ofCase.status).toBe(ofSearch.status)
      expect(shapeOf(ofCase.json)).toEqual(shapeOf(ofSearch.json))
    }
  }, 120_000)

  it('are not told apart by a door that is meant for searches, whoever of the examiners asks', async () => {
    const planted = await plant()
    const real = (await searchFor(house(), door.scratch.users.requester)).searchId
    const { paths } = (await door.as<Contract>('examiner', 'GET', '/openapi.json')).json
    const bodies: Record<string, object> = {
      withdraw: { reason: 'It was a mistake.' },
      reassign: { reason: 'On leave until Monday.' },
      signResolution: { agrees: true },
      recordResolution: {
        ...{ outcome: 'inconclusive', reason: 'We could not agree on it.', tookPart: 'Both' },
      },
      takePacket: { madeFor: 'The court of the county.' },
    }
    const asked: string[] = []
    for (const [route, methods] of Object.entries(paths)) {
      if (!/searches\/\{id\}|second-exam|conflicts\/\{id\}|record\/\{id\}$/.test(route)) continue
      for (const [method, { operationId }] of Object.entries(methods)) {
        const ask = (who: Examining, id: string) =>
          codeOf(
            who,
            method.toUpperCase(),
            route
              .replace('{id}', id)
              .replace(/\{position\}/, '1')
              .replace(/\{\w+\}/, 'x'),
            method === 'get' ? undefined : (bodies[operationId] ?? {}),
          )
        for (const who of ['examiner', 'verifier'] as const)
          expect(await ask(who, planted.id), `${operationId} as ${who}`).toBe(await ask(who, real))
        asked.push(operationId)
      }
    }
    expect(asked.length).toBeGreaterThan(8)
  }, 120_000)

  it('are given to nobody who sees the searches that wait, nor to another agency', async () => {
    const planted = await plant()
    const both = await door.as<Refusal>(await seeingExaminer(), 'GET', path(planted.id))
    expect(both.json.error.code).toBe('SEARCH_UNKNOWN')
    const elsewhere = await door.staffElsewhere(['examiner'])
    expect((await door.as<Refusal>(elsewhere, 'GET', path(planted.id))).json.error.code).toBe(
      'SEARCH_UNKNOWN',
    )
  }, 60_000)

  it('end with one examination: who supports the person of the still is right and is told so', async () => {
    const planted = await plant(true)
    const before = await own('examiner')
    await begin('examiner', planted.id)
    const { mate } = await lettersOfCase(house(), { planted, user: door.scratch.users.examiner })
    const { status, json } = await conclude('examiner', planted.id, [mate, 'supports-same-source'])
    expect(status).toBe(201)
    expect(json).toMatchObject({
      conclusion: 'supports-same-source',
      position: 1,
      planted: [],
      concluded: false,
    })
    expect(json.plantedCase).toEqual({ mate: 'supported', mateLetter: mate, othersSupported: [] })
    expect(json.revealed.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5])
    expect(await own('examiner')).toEqual({ ...before, cases: before.cases + 1, mates: before.mates + 1 })
    expect(await inQueue('verifier', planted.id)).toBeUndefined()
    expect(await codeOf('examiner', 'GET', path(planted.id))).toMatch(/^409 ALREADY_EXAMINED /)
    expect(await codeOf('verifier', 'GET', path(planted.id))).toMatch(/^403 NOT_ASSIGNED /)
  }, 60_000)

  it('count as missed where that person is ruled out, and as wrong where another is supported', async () => {
    const planted = await plant(true)
    const before = await own('verifier')
    await begin('verifier', planted.id)
    const { mate, others } = await lettersOfCase(house(), { planted, user: door.scratch.users.verifier })
    const { json } = await conclude('verifier', planted.id, [others[0], 'limited-support-same-source'])
    expect(json.plantedCase).toEqual({ mate: 'missed', mateLetter: mate, othersSupported: [others[0]] })
    expect(await own('verifier')).toEqual({
      ...{ ...before, cases: before.cases + 1, mates: before.mates + 1 },
      ...{ missed: before.missed + 1, wrong: before.wrong + 1 },
    })
  }, 60_000)

  it('count doubt about that person as neither, and nothing as missed where he is not in the list', async () => {
    const planted = await plant(true)
    await begin('thirdExaminer', planted.id)
    const user = door.scratch.users.thirdExaminer
    const { mate } = await lettersOfCase(house(), { planted, user })
    await conclude('thirdExaminer', planted.id, [mate, 'inconclusive'])
    expect(await own('thirdExaminer')).toMatchObject({
      cases: 1,
      mates: 1,
      missed: 0,
      undecided: 1,
      wrong: 0,
    })
    const empty = await plant(false)
    await begin('thirdExaminer', empty.id)
    const { json } = await conclude('thirdExaminer', empty.id)
    expect(json.plantedCase).toEqual({ mate: 'none', othersSupported: [] })
    expect(await own('thirdExaminer')).toMatchObject({
      cases: 2,
      mates: 1,
      missed: 0,
      undecided: 1,
      wrong: 0,
    })
  }, 90_000)

  it('end with a still that is found unfit, which is in no rate', async () => {
    const planted = await plant()
    const before = await own('examiner')
    const unfit = { suitability: 'unfit', visible: [], partly: [], limits: reason }
    const { json } = await door.as<Sealed>('examiner', 'POST', `${path(planted.id)}/analysis`, unfit)
    expect(json).toMatchObject({ ended: true, plantedCase: { mate: 'unseen' }, concluded: false })
    expect(json.logIndex).toBeGreaterThan(0)
    expect(await own('examiner')).toEqual({ ...before, unfit: before.unfit + 1 })
  }, 60_000)

  it('leave the queue when the agency plants none any more, but for one that somebody is comparing', async () => {
    const [begun, waiting] = [await plant(), await plant()]
    await begin('examiner', begun.id)
    expect(await inQueue('examiner', waiting.id)).toBeDefined()
    const off = await door.as('supervisor', 'POST', '/api/planting', { faces: 1, cases: 0, words })
    expect(off.status).toBe(201)
    expect(await inQueue('examiner', waiting.id)).toBeUndefined()
    expect(await codeOf('examiner', 'GET', path(waiting.id))).toMatch(/^409 WITHDRAWN /)
    expect((await conclude('examiner', begun.id)).status).toBe(201)
  }, 60_000)

  const headersAt = async (url: string) => {
    const token = await door.tokenOf('examiner')
    const response = await door.app.request(url, { headers: { authorization: `Bearer ${token}` } })
    await response.arrayBuffer()
    const told = [...response.headers].filter(([name]) => !['x-request-id', 'content-length'].includes(name))
    return JSON.stringify([response.status, told])
  }
  const seeingExaminer = async () => {
    const { createUser } = await import('../people/index.ts')
    const { recordCertificate } = await import('../training/index.ts')
    const { storage, clock, agency } = house()
    const roles = ['examiner', 'supervisor'] as const
    const person = { agencyId: agency.id, login: 'both', name: 'Both', roles, clock }
    const id = await createUser(storage.db, person)
    const dates = { validFrom: '2026-01-01', validTo: '2027-12-01' }
    await recordCertificate(house(), { userId: id, course: 'c', issuer: 'i', ...dates })
    return { id }
  }
})

type Contract = { paths: Record<string, Record<string, { operationId: string }>> }

/** Names and kinds all the way down; of lists those of the first. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return typeof value
  return Object.entries(value).map(([name, one]) => [name, shapeOf(one)])
}
