import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asId, must, type SearchId, type UserId } from '../kernel/index.ts'
import { examinedList } from '../lead/index.ts'
import { fitProbe, searchFor, threeFeatures } from '../lead/sample-requests.ts'
import { searchById } from '../search/index.ts'
import { openScratchDoor, type ScratchDoor } from './open-scratch-door.ts'

type Shown = { letter: string; bookedOn: string; imageUrl: string; widthPx: number; heightPx: number }
type View = { candidates: Shown[] }
type Rate = { answers: number; supported: number; undecided: number; falseSupport?: { count: number } }
type Planting = { setting: { faces: number }; own?: Rate; totals?: Rate; examiners?: { name: string }[] }
type Sealed = {
  conclusion: string
  revealed: { letter: string; rank: number }[]
  planted: { letter: string; conclusion: string; outcome: string }[]
}
type Refusal = { error: { code: string } }
type Examining = 'examiner' | 'verifier' | 'thirdExaminer'

const persons = 4
const words = 'Our examiners asked for a measure of their errors.'
const reason = 'Nose, ears and chin were compared at full size.'

describe('faces planted in the lists of examiners', () => {
  let door: ScratchDoor
  beforeAll(async () => {
    door = await openScratchDoor(persons)
  }, 120_000)
  afterAll(() => door?.close())

  const house = () => door.scratch.house()
  const newSearch = async (): Promise<string> =>
    (await searchFor(house(), door.scratch.users.requester)).searchId
  const path = (id: string) => `/api/examinations/${id}`
  const open = async (who: Examining, id: string) => {
    expect((await door.as(who, 'POST', `${path(id)}/analysis`, fitProbe)).status).toBe(201)
    return (await door.as<View>(who, 'GET', path(id))).json.candidates
  }
  /** Letters of the planted faces, which no door tells before the seal. */
  const planted = async (who: Examining, id: string) => {
    const bench = { searchId: asId<SearchId>(id), examinerId: door.scratch.users[who].id as UserId }
    const search = await searchById(house().storage.db, bench.searchId)
    const list = await examinedList(house(), { search, bench })
    return list.shown.flatMap(({ letter, candidate }) => {
      const face = list.planted.get(candidate.personId)
      return face === undefined ? [] : { letter, face, search }
    })
  }
  const conclude = (who: Examining, id: string, letter?: string) => {
    const answer = { letter, conclusion: 'supports-same-source', features: threeFeatures, reason }
    const others = { conclusion: 'supports-different-sources', reason }
    return door.as<Sealed>(who, 'POST', path(id), { answers: letter === undefined ? [] : [answer], others })
  }
  const planting = async (who: Parameters<ScratchDoor['as']>[0]) =>
    (await door.as<Planting>(who, 'GET', '/api/planting')).json

  it('are none until a supervisor or the programme manager wants some, and says why', async () => {
    expect((await planting('manager')).setting).toEqual({ faces: 0, cases: 0 })
    expect(await open('examiner', await newSearch())).toHaveLength(persons)
    const set = (who: 'examiner' | 'manager' | 'supervisor', body: object) =>
      door.as<Refusal>(who, 'POST', '/api/planting', body)
    expect((await set('examiner', { faces: 1, words })).json.error.code).toBe('ROLE_MISSING')
    expect((await set('supervisor', { faces: 1, words: 'why not' })).json.error.code).toBe('PLANTING_INVALID')
    expect((await set('supervisor', { faces: 4, words })).json.error.code).toBe('PLANTING_INVALID')
    expect((await set('manager', { faces: 2, words })).status).toBe(201)
    expect((await planting('supervisor')).setting).toMatchObject({ faces: 2, words })
  }, 60_000)

  it('are told apart by nothing that a door gives before the seal', async () => {
    const id = await newSearch()
    type Queue = { tasks: { searchId: string; candidateCount: number }[] }
    const queued = (await door.as<Queue>('examiner', 'GET', '/api/examinations')).json.tasks
    const shown = await open('examiner', id)
    expect(queued.find(({ searchId }) => searchId === id)?.candidateCount).toBe(persons + 2)
    const again = (await door.as<Queue>('examiner', 'GET', '/api/examinations')).json.tasks
    const counts = ({ tasks }: Queue) =>
      tasks.map(({ searchId, candidateCount }) => [searchId, candidateCount])
    expect(counts({ tasks: again })).toEqual(counts({ tasks: queued }))
    const hidden = (await planted('examiner', id)).map(({ letter }) => letter)
    expect([shown.length, hidden.length]).toEqual([persons + 2, 2])
    const isPlanted = ({ letter }: Shown) => hidden.includes(letter)
    const real = shown.filter((one) => !isPlanted(one))
    for (const one of shown.filter(isPlanted)) {
      expect(shapeOf(one)).toBe(shapeOf(must(real[0], 'real candidate')))
      expect(real.map(({ widthPx, heightPx }) => `${widthPx}x${heightPx}`)).toContain(
        `${one.widthPx}x${one.heightPx}`,
      )
      expect(one.bookedOn <= '2026-11-19').toBe(true)
    }
    const pictures = await Promise.all(shown.map(({ imageUrl }) => pictureAt(imageUrl)))
    expect(new Set(pictures.map(({ headers }) => headers)).size).toBe(1)
    expect(new Set(pictures.map(({ segments }) => segments)).size).toBe(1)
    const text = JSON.stringify((await door.as('examiner', 'GET', path(id))).json)
    for (const { face } of await planted('examiner', id)) {
      expect(text).not.toContain(face.id)
      expect(text).not.toContain(face.picture)
    }
    expect((await planting('examiner')).own).toEqual({ answers: 0, supported: 0, undecided: 0 })
    const entry = (await planted('examiner', id))[0]?.face.entryId
    expect(await house().ledger.find(must(entry, 'entry'))).toBeDefined()
  }, 60_000)

  it('stand anywhere in the order, and are others for the other examiner', async () => {
    const places = new Set<string>()
    const pictures = new Set<string>()
    for (let round = 0; round < 4; round++) {
      const id = await newSearch()
      for (const who of ['examiner'] as const) {
        await open(who, id)
        for (const { letter, face } of await planted(who, id)) {
          places.add(letter)
          pictures.add(face.picture)
        }
      }
    }
    expect(places.size).toBeGreaterThan(2)
    expect(pictures.size).toBe(8)
  }, 120_000)

  it('are drawn by a lot that whoever is shown the seed can draw again', async () => {
    const id = await newSearch()
    await open('thirdExaminer', id)
    const drawn = await planted('thirdExaminer', id)
    const { face, search } = must(drawn[0], 'planted face')
    const seed = must(search.end?.orderSeed, 'seed')
    const lot = (picture: string) =>
      createHmac('sha256', seed)
        .update(`planted:${door.scratch.users.thirdExaminer.id}:${picture}`)
        .digest('hex')
    const order = face.pool.toSorted((one, other) => (lot(one) < lot(other) ? -1 : 1))
    expect(face.pool).toHaveLength(12)
    expect(new Set(drawn.map(({ face: { picture } }) => picture))).toEqual(new Set(order.slice(0, 2)))
  }, 60_000)

  it('are no part of a conclusion: who supports one supports no candidate, and both are told him', async () => {
    const id = await newSearch()
    await open('examiner', id)
    const [one, other] = await planted('examiner', id)
    const sealed = (await conclude('examiner', id, one?.letter)).json
    expect(sealed.conclusion).toBe('supports-different-sources')
    expect(sealed.revealed.map(({ rank }) => rank).toSorted()).toEqual([1, 2, 3, 4])
    expect(sealed.planted).toEqual(
      expect.arrayContaining([
        { letter: one?.letter, conclusion: 'supports-same-source', outcome: 'wrong' },
        { letter: other?.letter, conclusion: 'supports-different-sources', outcome: 'right' },
      ]),
    )
    expect((await planting('examiner')).own).toMatchObject({ answers: 2, supported: 1, undecided: 0 })
    const row = await house()
      .storage.db.selectFrom('examinations')
      .select(['answers_json', 'candidate_booking_id'])
      .where('search_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(row.candidate_booking_id).toBeNull()
    expect(row.answers_json).not.toContain(must(one, 'planted').face.id)
    expect(JSON.parse(must(row.answers_json, 'answers'))).toHaveLength(persons)
  }, 60_000)

  it('give names to whoever answers for examiners, and never to who asks for searches', async () => {
    expect((await planting('supervisor')).examiners).toHaveLength(1)
    expect((await planting('trainingOfficer')).examiners).toHaveLength(1)
    expect((await planting('examiner')).examiners).toBeUndefined()
    expect((await planting('examiner')).totals).toBeUndefined()
    expect((await planting('requestingExaminer')).examiners).toBeUndefined()
    const asked = await door.as<Refusal>('requester', 'GET', '/api/planting')
    expect(asked.json.error.code).toBe('ROLE_MISSING')
    const totals = await door.as<Refusal>('manager', 'POST', '/api/planting/totals')
    expect(totals.json.error.code).toBe('ANSWERS_TOO_FEW')
  })

  const pictureAt = async (url: string) => {
    const token = await door.tokenOf('examiner')
    const response = await door.app.request(url, { headers: { authorization: `Bearer ${token}` } })
    const bytes = Buffer.from(await response.arrayBuffer())
    const headers = JSON.stringify([...response.headers].filter(([name]) => name !== 'x-request-id'))
    return { headers, segments: segmentsOf(bytes) }
  }
})

/** Names and kinds of what a candidate is told with. */
const shapeOf = (one: object): string =>
  JSON.stringify(Object.entries(one).map(([name, value]) => [name, typeof value]))

/** The segments of a JPEG before its picture, each with its length: where metadata would stand. */
function segmentsOf(jpeg: Buffer): string {
  const found: string[] = []
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2))
    found.push(`${jpeg[at + 1]?.toString(16)}:${jpeg[at + 1] === 0xc4 ? '' : jpeg.readUInt16BE(at + 2)}`)
  return found.join(' ')
}
