import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { copySomePeople, readSynthetic } from '../../test/synthetic-people.ts'
import { openHouse, openPracticeRoom, type PracticeRoom, scratchClock } from '../lead/index.ts'
import { type Answered, openScratchDoor, type ScratchDoor } from './open-scratch-door.ts'

const somePersons = 3

describe('the practice gallery', { timeout: 300_000 }, () => {
  let folder: string
  let room: PracticeRoom
  let door: ScratchDoor
  let practiceToken: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casebound-practice-'))
    const peopleDir = await copySomePeople(join(folder, 'people'), somePersons)
    const clock = scratchClock()
    room = openPracticeRoom({
      ...{ dataDir: join(folder, 'practice'), peopleDir, clock },
      open: (dataDir) =>
        openHouse({
          ...{ dataDir, clock, faceThreads: 1 },
          renderLeadSheet: async () => ({ bytes: new Uint8Array([1]), pages: 1 }),
        }),
      report: (error) => {
        throw error
      },
    })
    door = await openScratchDoor(1, { practice: room })
  }, 300_000)
  afterAll(async () => {
    await room?.close()
    await door?.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  const inside = <Body>(method: string, path: string, body?: unknown): Promise<Answered<Body>> =>
    door.withToken(practiceToken, method, `/practice${path}`, body)

  test('is prepared when somebody first asks for it, and says how far it is', async () => {
    expect((await door.as('uncertified', 'GET', '/api/practice')).json).toEqual({ state: 'absent' })
    const early = await door.as('nobody', 'GET', '/practice/api/health')
    expect([early.status, early.json]).toMatchObject([409, { error: { code: 'PRACTICE_NOT_READY' } }])
    const asked = await door.as('uncertified', 'POST', '/api/practice')
    expect(asked.json).toMatchObject({ state: 'preparing' })
    await expect
      .poll(
        async () => (await door.as<{ state: string }>('uncertified', 'GET', '/api/practice')).json.state,
        {
          timeout: 240_000,
          interval: 500,
        },
      )
      .toBe('ready')
  })

  test('opens by a link that works once, for somebody without any certificate, by a cookie of its own', async () => {
    const { json } = await door.as<{ url: string; searches: number }>('uncertified', 'POST', '/api/practice')
    expect(json.url).toMatch(/^\/practice\/sign-in#token=/)
    expect(json.searches).toBe(3)
    const token = json.url.split('token=')[1]
    const signed = await door.app.request('/practice/api/session', {
      method: 'POST',
      headers: { 'x-casebound': 'web', 'content-type': 'application/json' },
      body: JSON.stringify({ token, returnToken: true }),
    })
    expect(signed.headers.get('set-cookie')).toMatch(/^casebound_practice=.*Path=\/practice\//)
    const session = (await signed.json()) as { sessionToken: string }
    expect(session).toMatchObject({
      agency: { id: 'PRACTICE', demonstration: true },
      user: { login: 'uncertified', roles: ['requester', 'examiner', 'verifier'] },
      may: { request: { allowed: true }, examine: { allowed: true } },
    })
    practiceToken = session.sessionToken
    const again = await door.as('nobody', 'POST', '/practice/api/session', { token })
    expect(again.json).toMatchObject({ error: { code: 'SIGN_IN_LINK_INVALID' } })
  })

  test('needs no case, searches synthetic people alone, and counts apart', async () => {
    const before = await realRecords(door)
    const { json: draft } = await inside<{ id: string; details: object }>('POST', '/api/requests', {})
    expect(draft.details).toMatchObject({ caseNumber: 'PRACTICE' })
    const form = new FormData()
    form.append('photo', new Blob([new Uint8Array(await readSynthetic('probes/camera-01.jpg'))]), 'still.jpg')
    expect((await inside('PUT', `/api/requests/${draft.id}/probe`, form)).status).toBe(200)
    await inside('PATCH', `/api/requests/${draft.id}`, { ...draft.details, faceIndex: 0 })
    await inside('POST', '/api/session/confirm', { demonstration: true })
    const done = await inside<{ candidates: { personId: string }[] }>(
      'POST',
      `/api/requests/${draft.id}/submit?candidates=yes`,
    )
    expect(done.status).toBe(201)
    const known = await readFile(join(folder, 'people', 'bookings.csv'), 'utf8')
    expect(done.json.candidates.length).toBe(somePersons)
    for (const { personId } of done.json.candidates) expect(known).toContain(personId)
    expect((await door.as('uncertified', 'GET', '/api/practice')).json).toEqual({
      state: 'ready',
      searches: 4,
    })
    expect(await realRecords(door)).toEqual(before)
  })

  test('has searches waiting of pictures that one has not searched, and more when one comes again', async () => {
    const waiting = async () => (await inside<{ tasks: unknown[] }>('GET', '/api/examinations')).json.tasks
    // One of the three waiting was of the still that was searched above.
    expect(await waiting()).toHaveLength(2)
    expect((await door.as('uncertified', 'POST', '/api/practice')).status).toBe(200)
    expect(await waiting()).toHaveLength(3)
  })

  test('reaches no real record: neither a session nor an id of one house means anything to the other', async () => {
    const real = await door.tokenOf('requester')
    const foreign = await door.withToken(real, 'GET', '/practice/api/session')
    expect([foreign.status, foreign.json]).toMatchObject([401, { error: { code: 'NOT_SIGNED_IN' } }])
    for (const path of ['/api/session', '/api/requests', '/api/examinations', '/api/leads', '/api/gallery']) {
      const refused = await door.withToken(practiceToken, 'GET', path)
      expect([path, refused.status, refused.json]).toMatchObject([
        path,
        401,
        { error: { code: 'NOT_SIGNED_IN' } },
      ])
    }
    const draft = await door.as<{ id: string }>('requester', 'POST', '/api/requests', { caseNumber: '26-1' })
    const seen = await inside('GET', `/api/requests/${draft.json.id}`)
    expect(seen.json).toMatchObject({ error: { code: 'REQUEST_UNKNOWN' } })
    const own = await inside<{ requests: { id: string }[] }>('GET', '/api/requests')
    const back = await door.as('requester', 'GET', `/api/requests/${own.json.requests[0]?.id}`)
    expect(back.json).toMatchObject({ error: { code: 'REQUEST_UNKNOWN' } })
  })

  test('keeps a log of its own, under its own name and key', async () => {
    const real = await door.as<{ origin: string; verifierKey: string }>('nobody', 'GET', '/api/log')
    const practice = await door.as<{ origin: string; verifierKey: string }>(
      'nobody',
      'GET',
      '/practice/api/log',
    )
    expect(practice.json.origin).toBe('practice.example/fr-log/1')
    expect(practice.json.origin).not.toBe(real.json.origin)
    expect(practice.json.verifierKey).not.toBe(real.json.verifierKey)
  })
})

/** Everything of the real house that a search would have changed. */
async function realRecords({ scratch }: ScratchDoor) {
  const { storage, ledger, gallery } = scratch.house()
  const rows = async (table: 'requests' | 'searches' | 'users' | 'bookings' | 'refusals') =>
    (await storage.db.selectFrom(table).select('id').execute()).length
  return {
    log: await ledger.size(),
    gallery: gallery.state()?.root,
    rows: await Promise.all((['requests', 'searches', 'users', 'bookings', 'refusals'] as const).map(rows)),
  }
}
