import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../lead/open-scratch-house.ts'
import { codeAt, makeSignInLink, openSession } from '../people/index.ts'
import { createApp } from './app.ts'

const password = 'four quiet herons over the weir'

let face: FaceEngine
let scratch: ScratchHouse
let app: ReturnType<typeof createApp>

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 0, demonstration: false })
  const report = () => undefined
  app = createApp({ house: scratch.house(), logDir: scratch.logDir, webDir: undefined, version: '1', report })
}, 300_000)
afterAll(async () => {
  await scratch.close()
  await face.close()
})

type Answer = {
  error: { code: string }
  sessionToken: string
  via: string
  locked: boolean
  ceremony: string
  secret: string
  recoveryCodes: string[]
  token: string
  banner: string[]
  people: { id: string; login: string; standing: string; factors: string[]; you: boolean }[]
  events: { event: string }[]
}
type Sent = { token?: string; body?: unknown; from?: string }

async function send(method: string, path: string, sent: Sent = {}) {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'x-casebound': 'cli' }
  if (sent.token !== undefined) headers.authorization = `Bearer ${sent.token}`
  const payload = sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }
  const connection = { incoming: { socket: { remoteAddress: sent.from ?? '192.0.2.1' } } }
  const response = await app.request(path, { method, headers, ...payload }, connection)
  const text = await response.text()
  return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as Answer, response }
}

const idOf = (who: keyof ScratchStaff) => scratch.users[who].id
const house = () => scratch.house()

/** Opens a one-time link and sets password and authenticator, as a new person does. */
async function enrol(who: keyof ScratchStaff) {
  const { storage, clock } = house()
  const link = { userId: idOf(who), validHours: 1, reusable: false, clock }
  const opened = await send('POST', '/api/session', {
    body: { token: await makeSignInLink(storage.db, link), returnToken: true },
  })
  const token = opened.json.sessionToken
  const begun = await send('POST', '/api/account/authenticator', { token })
  const { secret, ceremony } = begun.json
  const body = { password, code: codeAt(secret, clock.now()), ceremony }
  const set = await send('PUT', '/api/account/password', { token, body })
  scratch.clock.goOn(1 / 1440)
  return { token, secret, opened, set, code: () => codeAt(secret, clock.now()) }
}
const consoleToken = async (who: keyof ScratchStaff) =>
  (await openSession(house().storage.db, { userId: idOf(who), clock: house().clock })).sessionToken

describe('a new person', () => {
  test('reaches nothing but the own account until two factors are set', async () => {
    const { storage, clock } = house()
    const link = { userId: idOf('manager'), validHours: 1, reusable: false, clock }
    const body = { token: await makeSignInLink(storage.db, link), returnToken: true }
    const { json } = await send('POST', '/api/session', { body })
    expect(json.via).toBe('enrolment-link')
    const token = json.sessionToken
    for (const path of ['/api/requests', '/api/leads', '/api/gallery', '/api/people']) {
      expect(await send('GET', path, { token })).toMatchObject({
        status: 403,
        json: { error: { code: 'FACTORS_MISSING' } },
      })
    }
    expect((await send('GET', '/api/account', { token })).status).toBe(200)
  })

  test('sets password and authenticator, gets recovery codes once, and is in', async () => {
    const { token, set } = await enrol('requester')
    expect(set.json.recoveryCodes).toHaveLength(10)
    expect((await send('GET', '/api/requests', { token })).status).toBe(200)
    const account = await send('GET', '/api/account', { token })
    expect(account.json).toMatchObject({ recoveryCodesLeft: 10 })
    expect(account.json.events.map(({ event }) => event)).toContain('password-and-code-set')
  })
})

describe('signing in', () => {
  test('shows the notice to everybody, and takes password and code once it is accepted', async () => {
    const one = await enrol('otherRequester')
    const ways = await send('GET', '/api/sign-in')
    expect(ways.json.banner.join(' ')).toMatch(/restricted.*monitored.*punished.*consent/s)
    const body = { login: 'otherRequester', password, code: one.code(), bannerAccepted: false }
    const refused = await send('POST', '/api/sign-in/password', { body })
    expect(refused).toMatchObject({ status: 403, json: { error: { code: 'BANNER_NOT_ACCEPTED' } } })
    const done = await send('POST', '/api/sign-in/password', { body: { ...body, bannerAccepted: true } })
    expect(done.response.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/)
    expect(done.json).not.toHaveProperty('sessionToken')
    expect(await send('GET', '/api/session', { token: one.token })).toMatchObject({
      status: 401,
      json: { error: { code: 'SESSION_REPLACED' } },
    })
  })

  test('answers a wrong try with 401 and a locked login with 423', async () => {
    const body = { login: 'thirdExaminer', password, code: '000000', bannerAccepted: true }
    for (let tries = 0; tries < 5; tries++)
      expect((await send('POST', '/api/sign-in/password', { body })).status).toBe(401)
    const locked = await send('POST', '/api/sign-in/password', { body })
    expect(locked).toMatchObject({ status: 423, json: { error: { code: 'ACCOUNT_LOCKED' } } })
  })

  test('is slowed for an address that tries many logins, and for that address alone', async () => {
    const attempt = (login: string, from: string) =>
      send('POST', '/api/sign-in/password', { body: { login }, from })
    for (let at = 0; at < 60; at++) await attempt(`login-${at}`, '203.0.113.9')
    expect(await attempt('login-61', '203.0.113.9')).toMatchObject({
      status: 429,
      json: { error: { code: 'TOO_MANY_TRIES' } },
    })
    expect((await attempt('login-61', '203.0.113.10')).status).toBe(400)
  })
})

describe('a session left alone', () => {
  test('locks, still says who it is, and opens again with password and code', async () => {
    const one = await enrol('examiner')
    scratch.clock.goOn(16 / 1440)
    const { token } = one
    const locked = await send('GET', '/api/requests', { token })
    expect(locked).toMatchObject({ status: 423, json: { error: { code: 'SESSION_LOCKED' } } })
    expect((await send('GET', '/api/session', { token })).json).toMatchObject({ locked: true })
    const demonstration = await send('POST', '/api/session/confirm', { token, body: { demonstration: true } })
    expect(demonstration).toMatchObject({ status: 403, json: { error: { code: 'CONFIRMATION_FAILED' } } })
    const body = { password, code: one.code() }
    const confirmed = await send('POST', '/api/session/confirm', { token, body })
    expect(confirmed).toMatchObject({ status: 200, json: { locked: false } })
    expect((await send('GET', '/api/examinations', { token })).status).toBe(200)
  })

  test('is not kept open by a page that asks by itself', async () => {
    const { token } = await enrol('verifier')
    const byItself = () =>
      app.request('/api/leads', {
        headers: { authorization: `Bearer ${token}`, 'x-casebound': 'web-by-itself' },
      })
    for (let minutes = 0; minutes < 12; minutes += 4) {
      scratch.clock.goOn(4 / 1440)
      expect((await byItself()).status).toBe(200)
    }
    scratch.clock.goOn(4 / 1440)
    expect((await byItself()).status).toBe(423)
  })
})

describe('the people of an agency', () => {
  test('are shown to administrators alone', async () => {
    const token = await consoleToken('supervisor')
    expect(await send('GET', '/api/people', { token })).toMatchObject({
      status: 403,
      json: { error: { code: 'ROLE_MISSING' } },
    })
  })

  test('are added, given roles, closed, opened, re-validated and reset, each with a reason', async () => {
    const { token } = await enrol('administrator')
    const person = { login: 'n.new', name: 'N. New', roles: ['examiner'], reason: 'joined the unit' }
    const added = await send('POST', '/api/people', { token, body: person })
    expect(added).toMatchObject({ status: 201, json: { validHours: 72 } })
    const list = async () => (await send('GET', '/api/people', { token })).json.people
    const one = (await list()).find(({ login }) => login === 'n.new')
    expect(one).toMatchObject({ standing: 'open', factors: [], you: false })
    const act = (verb: string, body: object, method = 'POST') =>
      send(method, `/api/people/${one?.id}/${verb}`, { token, body })
    expect((await act('roles', { roles: ['verifier'], reason: 'new duty' }, 'PUT')).status).toBe(204)
    const barred = await act('roles', { roles: ['administrator', 'requester'], reason: 'x' }, 'PUT')
    expect(barred).toMatchObject({ status: 422, json: { error: { code: 'ROLES_BARRED' } } })
    expect((await act('roles', { roles: ['emperor'], reason: 'x' }, 'PUT')).status).toBe(400)
    expect((await act('close', { reason: '' })).json.error.code).toBe('REASON_MISSING')
    expect((await act('close', { reason: 'transferred' })).status).toBe(204)
    expect((await list()).find(({ id }) => id === one?.id)).toMatchObject({ standing: 'closed' })
    for (const verb of ['reopen', 'revalidate']) {
      expect((await act(verb, { reason: 'needed' })).status).toBe(204)
    }
    expect((await act('reset', { reason: 'lost phone' })).json.token).toMatch(/^[\w-]{32}$/)
    const own = (await list()).find(({ you }) => you)
    const ownClose = await send('POST', `/api/people/${own?.id}/close`, { token, body: { reason: 'me' } })
    expect(ownClose).toMatchObject({ status: 403, json: { error: { code: 'OWN_ACCOUNT' } } })
    scratch.clock.goOn(10 / 1440)
    expect(await act('close', { reason: 'later' })).toMatchObject({
      status: 403,
      json: { error: { code: 'CONFIRMATION_NEEDED' } },
    })
  })
})

describe('before candidates and leads are shown', () => {
  test('whoever was last proved to be there more than ten minutes ago confirms it first', async () => {
    const one = await enrol('requestingExaminer')
    scratch.clock.goOn(10 / 1440)
    const { token } = one
    await send('POST', '/api/activity', { token })
    const reveal: readonly [string, string][] = [
      ['GET', '/api/searches/none/candidates'],
      ['POST', '/api/requests/none/submit?candidates=yes'],
      ['GET', '/api/examinations/none'],
      ['GET', '/api/leads/none'],
      ['GET', '/api/leads/none/sheet.pdf'],
    ]
    const codes = async () =>
      Promise.all(reveal.map(async ([method, path]) => (await send(method, path, { token })).json.error.code))
    expect(await codes()).toEqual(reveal.map(() => 'CONFIRMATION_NEEDED'))
    await send('POST', '/api/session/confirm', { token, body: { password, code: one.code() } })
    expect(await codes()).not.toContain('CONFIRMATION_NEEDED')
  })
})
