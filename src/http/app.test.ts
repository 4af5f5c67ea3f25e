import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { probeOfPerson } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../lead/open-scratch-house.ts'
import { firstPerson, fitProbe, permittedDetails } from '../lead/sample-requests.ts'
import { makeSignInLink, openSession } from '../people/index.ts'
import { createApp } from './app.ts'
import { noneOfThem } from './sample-bench.ts'

let face: FaceEngine
let scratch: ScratchHouse
let app: ReturnType<typeof createApp>
let webDir = ''
const faults: { reference: string }[] = []

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 3 })
  webDir = await mkdtemp(join(tmpdir(), 'casebound-web-'))
  await mkdir(join(webDir, 'assets'))
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Casebound</title>')
  await writeFile(join(webDir, 'assets', 'app.js'), 'export {}')
  await writeFile(join(webDir, '..', 'outside.txt'), 'not for you')
  app = createApp({
    house: scratch.house(),
    logDir: scratch.logDir,
    webDir,
    version: '9.9.9',
    report: (fault) => faults.push(fault),
  })
}, 300_000)

afterAll(async () => {
  await scratch.close()
  await face.close()
  await rm(webDir, { recursive: true, force: true })
})

const tokenOf = async (who: keyof ScratchStaff): Promise<string> => {
  const { storage, clock } = scratch.house()
  return (await openSession(storage.db, { userId: scratch.users[who].id, clock })).sessionToken
}

/** The members of answers that these tests read; which of them an answer has, they check themselves. */
type Answer = {
  id: string
  error: { code: string; message: string }
  refusals: { code: string }[]
  logIndex: number
  search: { id: string; logIndex: number; resultIndex: number }
  candidates: { imageUrl: string }[]
  becomesPublic: { field: string }[]
  revealed: { similarity: number }[]
  total: number
  bookings: { bookingNumber: string }[]
}

/** Sends as the command line does. */
async function as(who: keyof ScratchStaff, method: string, path: string, body?: unknown) {
  const headers: Record<string, string> = { authorization: `Bearer ${await tokenOf(who)}` }
  if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json'
  const payload = body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }
  const response = await app.request(path, { method, headers, ...payload })
  const isJson = response.headers.get('content-type')?.includes('json') === true
  const json = (isJson ? await response.json() : {}) as Answer
  return { status: response.status, json, response }
}

const form = (bytes: Uint8Array, fields: Record<string, string> = {}) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  data.set('photo', new Blob([new Uint8Array(bytes)]), 'photo.jpg')
  return data
}

async function readyRequest(details: object = permittedDetails): Promise<string> {
  const made = await as('requester', 'POST', '/api/requests', details)
  const probe = form(await probeOfPerson(await firstPerson()))
  await as('requester', 'PUT', `/api/requests/${made.json.id}/probe`, probe)
  return made.json.id
}

describe('the door', () => {
  test('lets nobody in without a session', async () => {
    for (const path of ['/api/session', '/api/requests', '/api/examinations', '/api/leads', '/api/gallery']) {
      const response = await app.request(path)
      expect(response.status, path).toBe(401)
      expect(await response.json()).toMatchObject({ error: { code: 'NOT_SIGNED_IN' } })
    }
  })

  test('shows health, policy, counts and the log to everybody', async () => {
    for (const path of [
      '/api/health',
      '/api/policy',
      '/api/counts',
      '/api/log',
      '/log/checkpoint',
      '/openapi.json',
    ]) {
      expect((await app.request(path)).status, path).toBe(200)
    }
  })

  test('trades a sign-in link for a cookie that scripts cannot read and other sites cannot send', async () => {
    const { storage, clock } = scratch.house()
    const link = { userId: scratch.users.requester.id, validHours: 1, reusable: false, clock }
    const token = await makeSignInLink(storage.db, link)
    const signIn = () =>
      app.request('/api/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      })
    const first = await signIn()
    expect(first.status).toBe(200)
    expect(first.headers.get('set-cookie')).toMatch(/casebound_session=.+; .*HttpOnly; SameSite=Strict/)
    expect(await first.json()).not.toHaveProperty('sessionToken')
    expect((await signIn()).status).toBe(401)
  })

  test('refuses a change by cookie without the header that other sites cannot set', async () => {
    const cookie = `casebound_session=${await tokenOf('requester')}`
    const send = (headers: Record<string, string>) =>
      app.request('/api/requests', {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: '{}',
      })
    expect((await send({})).status).toBe(403)
    expect((await send({ 'x-casebound': 'web' })).status).toBe(201)
  })

  test('sends a strict content security policy with every page', async () => {
    const policy = (await app.request('/')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-inline')
  })

  test('serves the web app for its own paths, and nothing outside its folder', async () => {
    expect(await (await app.request('/requests/new')).text()).toContain('Casebound')
    expect((await app.request('/assets/app.js')).headers.get('cache-control')).toContain('immutable')
    for (const path of ['/%2e%2e/outside.txt', '/..%2foutside.txt', '/log/..%2f..%2fsigner/log-key.pem']) {
      expect(await (await app.request(path)).text(), path).not.toMatch(/not for you|PRIVATE KEY/)
    }
  })
})

describe('what comes from outside', () => {
  test('is refused in words when it is not as described', async () => {
    const wrong = await as('requester', 'POST', '/api/requests', { caseNumber: 7, unknown: true })
    expect(wrong).toMatchObject({ status: 400, json: { error: { code: 'BODY_INVALID' } } })
    expect(wrong.json.error.message).toContain('caseNumber')
  })

  test('is refused when it is too large, before it is read whole', async () => {
    const large = await as('requester', 'POST', '/api/requests', { narrative: 'x'.repeat(70_000) })
    expect(large).toMatchObject({ status: 413, json: { error: { code: 'BODY_TOO_LARGE' } } })
  })

  test('is refused when the photograph is none', async () => {
    const made = await as('requester', 'POST', '/api/requests', {})
    const words = form(new TextEncoder().encode('these are only words'))
    const put = await as('requester', 'PUT', `/api/requests/${made.json.id}/probe`, words)
    expect(put).toMatchObject({ status: 422, json: { error: { code: 'IMAGE_UNREADABLE' } } })
    const none = await as('requester', 'PUT', `/api/requests/${made.json.id}/probe`, new FormData())
    expect(none).toMatchObject({ status: 400, json: { error: { code: 'BODY_INVALID' } } })
  })
})

describe('faults', () => {
  test('answer with a reference and show neither stack nor message', async () => {
    const broken = createApp({
      house: {
        ...scratch.house(),
        ledger: { ...scratch.house().ledger, size: () => Promise.reject(new Error('secret detail')) },
      },
      logDir: scratch.logDir,
      webDir: undefined,
      version: '9.9.9',
      report: (fault) => faults.push(fault),
    })
    const response = await broken.request('/api/log')
    const text = await response.text()
    expect(response.status).toBe(500)
    expect(text).not.toMatch(/secret detail|at .*\.ts/)
    expect(faults.at(-1)?.reference).toBe(JSON.parse(text).error.reference)
  })
})

describe('a request over HTTP', () => {
  test('is reviewed, submitted, logged twice, and shows no list unless it is asked for', async () => {
    const id = await readyRequest()
    const review = await as('requester', 'GET', `/api/requests/${id}/review`)
    expect(review.json).toMatchObject({ permitted: true, refusals: [] })
    expect(review.json.becomesPublic.map(({ field }) => field)).toContain('crime')
    const done = await as('requester', 'POST', `/api/requests/${id}/submit`)
    expect(done.status).toBe(201)
    expect(done.json.search).toMatchObject({
      status: 'done',
      candidateCount: 3,
      certificate: { exact: true },
    })
    expect(done.json.search.resultIndex).toBeGreaterThan(done.json.search.logIndex)
    expect(done.json).not.toHaveProperty('candidates')
    const again = await as('requester', 'POST', `/api/requests/${id}/submit`)
    expect(again).toMatchObject({ status: 409, json: { error: { code: 'REQUEST_NOT_DRAFT' } } })
  })

  test('is refused with every rule and its place in the log', async () => {
    const { caseNumber: _case, purpose: _purpose, ...details } = permittedDetails
    const id = await readyRequest(details)
    const refused = await as('requester', 'POST', `/api/requests/${id}/submit`)
    expect(refused.status).toBe(403)
    expect(refused.json.refusals.map(({ code }) => code)).toEqual(['NO_CASE', 'PURPOSE_NOT_ALLOWED'])
    expect(refused.json.logIndex).toEqual(expect.any(Number))
    const kept = await as('requester', 'GET', `/api/requests/${id}`)
    expect(kept.json).toMatchObject({ status: 'refused', refusalLogIndex: refused.json.logIndex })
  })

  test('belongs to its requester alone', async () => {
    const id = await readyRequest()
    for (const path of [`/api/requests/${id}`, `/api/requests/${id}/probe`, `/api/requests/${id}/review`]) {
      expect((await as('otherRequester', 'GET', path)).status, path).toBe(404)
    }
  })
})

describe('examination over HTTP', () => {
  test('is blind: no rank, similarity, name or booking number before the seal, and no cache keeps the pictures', async () => {
    const id = await readyRequest()
    const { json } = await as('requester', 'POST', `/api/requests/${id}/submit`)
    const analysis = await as('examiner', 'POST', `/api/examinations/${json.search.id}/analysis`, fitProbe)
    expect(analysis.status).toBe(201)
    const view = await as('examiner', 'GET', `/api/examinations/${json.search.id}`)
    expect(view.status).toBe(200)
    expect(JSON.stringify(view.json)).not.toMatch(/similarity|rank|bookingNumber|personId|P-\d{6}/)
    const picture = await as('examiner', 'GET', view.json.candidates[0]?.imageUrl ?? '')
    expect(picture.response.headers.get('content-type')).toBe('image/jpeg')
    expect(picture.response.headers.get('cache-control')).toBe('private, no-store')
    const sealed = await as('examiner', 'POST', `/api/examinations/${json.search.id}`, noneOfThem)
    expect(sealed).toMatchObject({ status: 201, json: { position: 1, concluded: false } })
    expect(sealed.json.revealed[0]).toHaveProperty('similarity')
  })

  test('is refused to whoever asked for the search, whoever saw the ranks, and whoever may not examine', async () => {
    const id = await readyRequest()
    const { json } = await as('requester', 'POST', `/api/requests/${id}/submit?candidates=yes`)
    expect(json.candidates).toHaveLength(3)
    const path = `/api/examinations/${json.search.id}`
    const codes = []
    for (const who of ['requester', 'administrator', 'untrainedExaminer', 'expired'] as const) {
      codes.push((await as(who, 'GET', path)).json.error.code)
    }
    expect(codes).toEqual(['ROLE_MISSING', 'ROLE_MISSING', 'NO_CERTIFICATE', 'CERT_EXPIRED'])
  })
})

describe('the gallery over HTTP', () => {
  test('is enrolled into by records clerks only, and every refused photograph is kept with its reason', async () => {
    const fields = {
      booking_number: '10-000001',
      person_id: 'P-900001',
      booked_on: '2031-01-01',
      birth_date: '1990-01-01',
      agency: 'SCRATCH-PD',
      file: 'a.jpg',
      run: 'run-1',
    }
    const photo = await probeOfPerson(await firstPerson())
    const other = await as('requester', 'POST', '/api/gallery/bookings', form(photo, fields))
    expect(other).toMatchObject({ status: 403, json: { error: { code: 'ROLE_MISSING' } } })
    const refused = await as('clerk', 'POST', '/api/gallery/bookings', form(photo, fields))
    expect(refused).toMatchObject({ status: 422, json: { error: { code: 'BOOKED_IN_FUTURE' } } })
    const list = await as('clerk', 'GET', '/api/gallery/refusals')
    expect(list.json.refusals).toMatchObject([
      { file: 'a.jpg', code: 'BOOKED_IN_FUTURE', bookingNumber: '10-000001' },
    ])
  })

  test('lists bookings by page and finds them by number, with signs taken literally', async () => {
    const all = await as('auditor', 'GET', '/api/gallery/bookings')
    expect(all.json).toMatchObject({ total: 3, pageSize: 50 })
    const number = all.json.bookings[0]?.bookingNumber
    expect((await as('auditor', 'GET', `/api/gallery/bookings?find=${number}`)).json.total).toBe(1)
    expect((await as('auditor', 'GET', '/api/gallery/bookings?find=%25')).json.total).toBe(0)
  })
})
