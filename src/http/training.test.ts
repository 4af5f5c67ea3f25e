import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { probeOfPerson } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { isoDate, must } from '../kernel/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../lead/open-scratch-house.ts'
import { firstPerson, permittedDetails } from '../lead/sample-requests.ts'
import { openSession } from '../people/index.ts'
import { courseByCode, recordCertificate } from '../training/index.ts'
import { createApp } from './app.ts'

let face: FaceEngine
let scratch: ScratchHouse
let app: ReturnType<typeof createApp>
const sessions = new Map<string, string>()

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

type Question = { asks: string; options: string[] }
type Body = {
  id: string
  error: { code: string }
  refusals: { code: string }[]
  courses: {
    code: string
    lessons: { code: string; read: boolean }[]
    exam: { state: { is: string } }
    earned: boolean
  }[]
  certificates: { id: string; course: string; standing: string; expiring: boolean }[]
  earned: { userId: string; course: string }[]
  imports: { id: string; holderIsYou: boolean }[]
  questions: Question[]
  pairs: { probe: { imageUrl: string } }[]
  result: { passed: boolean; exam: { items: { why: string }[] } }
  credential: string
  may: Record<string, { allowed: boolean; why: string }>
}

async function as(who: keyof ScratchStaff, path: string, body?: unknown) {
  const { storage, clock } = scratch.house()
  const token =
    sessions.get(who) ??
    (await openSession(storage.db, { userId: scratch.users[who].id, clock })).sessionToken
  sessions.set(who, token)
  const form = body instanceof FormData
  const response = await app.request(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, ...(form ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
  })
  const type = response.headers.get('content-type') ?? ''
  const json = (type.includes('json') ? await response.json() : {}) as Body
  return { status: response.status, json, response }
}

const base = '/api/training'
const examiner = 'casebound-examiner'

async function readAll(who: keyof ScratchStaff, course: string): Promise<void> {
  const { lessons } = await courseByCode(course)
  for (const lesson of lessons) {
    const { status } = await as(who, `${base}/courses/${course}/lessons/${lesson}/read`, {})
    expect(status).toBe(204)
  }
}

/** Answers as somebody gives them who knows the course: by its text, for the server tells nothing. */
async function knownAnswers(course: string, questions: readonly Question[]): Promise<number[][]> {
  const bank = (await courseByCode(course)).questions
  return questions.map(({ asks, options }) => {
    const known = must(
      bank.find((one) => one.asks === asks && options.includes(one.options[0] ?? '')),
      asks,
    )
    return known.right.map((at) => options.indexOf(known.options[at] ?? ''))
  })
}

async function passExam(who: keyof ScratchStaff, course: string) {
  const { json: attempt } = await as(who, `${base}/courses/${course}/attempts`, { part: 'exam' })
  const answers = await knownAnswers(course, attempt.questions)
  return as(who, `${base}/attempts/${attempt.id}/answers`, { exam: answers })
}

describe('a newcomer', () => {
  test('may examine only after the course, the exam, the exercise and the certificate', async () => {
    const who = 'untrainedExaminer'
    expect((await as(who, '/api/examinations')).json.error.code).toBe('NO_CERTIFICATE')
    await readAll(who, examiner)
    expect((await passExam(who, examiner)).json.result).toMatchObject({ passed: true })
    const { json: drawn } = await as(who, `${base}/courses/${examiner}/attempts`, { part: 'practical' })
    expect(drawn.pairs).toHaveLength(40)
    const row = await scratch
      .house()
      .storage.db.selectFrom('training_attempts')
      .select('items_json')
      .where('id', '=', drawn.id)
      .executeTakeFirstOrThrow()
    const truth: { same: boolean }[] = JSON.parse(row.items_json).items
    const practical = truth.map(({ same }) => (same ? 'same' : 'different'))
    expect((await as(who, `${base}/attempts/${drawn.id}/answers`, { practical })).json.result).toMatchObject({
      passed: true,
      practical: { sensitivity: { count: 20, of: 20, high: 1 }, falsePositives: { count: 0, of: 20 } },
    })
    expect((await as(who, '/api/examinations')).json.error.code).toBe('NO_CERTIFICATE')

    const { id: userId } = scratch.users[who]
    const office = await as('trainingOfficer', `${base}/office`)
    expect(office.json.earned).toMatchObject([{ userId, course: examiner }])
    const issued = await as('trainingOfficer', `${base}/office/certificates`, { userId, course: examiner })
    expect(issued.status).toBe(201)
    expect((await as(who, '/api/examinations')).status).toBe(200)

    const pdf = await as(who, `${base}/certificates/${issued.json.id}/certificate.pdf`)
    expect(pdf.response.headers.get('content-type')).toBe('application/pdf')
    const acts = `${base}/office/certificates/${issued.json.id}/acts`
    const reason = 'Asked to sit the test again.'
    expect((await as('trainingOfficer', acts, { act: 'suspended', reason })).status).toBe(204)
    expect((await as(who, '/api/examinations')).json.error.code).toBe('CERT_EXPIRED')
    expect((await as('trainingOfficer', acts, { act: 'reinstated', reason })).status).toBe(204)
    expect((await as(who, '/api/examinations')).status).toBe(200)
  })

  test('is told no right answer before handing in, and everything after', async () => {
    const course = 'casebound-supervisor'
    await readAll('supervisor', course)
    const { json, response } = await as('supervisor', `${base}/courses/${course}/attempts`, { part: 'exam' })
    expect(response.status).toBe(201)
    expect(Object.keys(json.questions[0] ?? {}).toSorted()).toEqual(['asks', 'options', 'several'])
    expect(json).not.toHaveProperty('result')
    const { questions } = await courseByCode(course)
    for (const { why } of questions) expect(JSON.stringify(json)).not.toContain(why)
    const { json: marked } = await as('supervisor', `${base}/attempts/${json.id}/answers`, {
      exam: json.questions.map(() => [0]),
    })
    expect(marked.result.exam.items.every(({ why }) => why.length > 20)).toBe(true)
    expect((await as('manager', `${base}/attempts/${json.id}`)).json.error.code).toBe('ATTEMPT_UNKNOWN')
  })

  test('sees pairs by their number, never by a name that would tell who is in them', async () => {
    await readAll('verifier', examiner)
    const { json } = await as('verifier', `${base}/courses/${examiner}/attempts`, { part: 'practical' })
    expect(JSON.stringify(json)).not.toMatch(/camera-\d|B-\d{6}|same|tone/)
    const picture = await as('verifier', must(json.pairs[0], 'pair').probe.imageUrl)
    expect(picture.response.headers.get('content-type')).toBe('image/jpeg')
    expect((await as('examiner', must(json.pairs[0], 'pair').probe.imageUrl)).status).toBe(404)
  })
})

describe('a certificate that ends at noon', () => {
  const certified = async (validTo: string) => {
    const { id: userId } = scratch.users.uncertified
    const validFrom = isoDate(new Date(scratch.clock.now().getTime() - 86_400_000))
    await recordCertificate(scratch.house(), {
      userId,
      course: 'facial-review',
      issuer: 'academy',
      validFrom,
      validTo,
    })
  }
  const newRequest = async () => {
    const { json } = await as('uncertified', '/api/requests', permittedDetails)
    const form = new FormData()
    form.set('photo', new Blob([new Uint8Array(await probeOfPerson(await firstPerson()))]))
    const token = must(sessions.get('uncertified'), 'session')
    const headers = { authorization: `Bearer ${token}` }
    await app.request(`/api/requests/${json.id}/probe`, { method: 'PUT', headers, body: form })
    return json.id
  }
  const submit = (id: string) => as('uncertified', `/api/requests/${id}/submit`, {})

  test('stops the search at noon, in a session that was opened before', async () => {
    const noon = new Date(Math.ceil(scratch.clock.now().getTime() / 86_400_000) * 86_400_000 + 43_200_000)
    const until = (ms: number) => scratch.clock.goOn((ms - scratch.clock.now().getTime()) / 86_400_000)
    until(noon.getTime() - 3_600_000)
    await certified(noon.toISOString().replace('.000Z', 'Z'))
    sessions.clear()
    const [before, after] = [await newRequest(), await newRequest()]
    until(noon.getTime() - 1000)
    expect((await submit(before)).status).toBe(201)
    until(noon.getTime())
    const refused = await submit(after)
    expect(refused).toMatchObject({
      status: 403,
      json: { refusals: [{ code: 'CERT_EXPIRED', rule: 'LA-CERT-2' }] },
    })
    const { json } = await as('uncertified', '/api/session')
    expect(json.may.request).toMatchObject({ allowed: false })
    sessions.clear()
  })
})

describe('the training office', () => {
  test('is closed to everybody but training officers', async () => {
    for (const who of ['administrator', 'examiner', 'manager'] as const) {
      expect((await as(who, `${base}/office`)).json.error.code).toBe('ROLE_MISSING')
    }
  })

  const offer = (evidence: string | undefined, more: Record<string, string> = {}) => {
    const form = new FormData()
    const fields = {
      course: 'lacris-review',
      issuer: 'lacris',
      validFrom: '2026-01-01',
      validTo: '2027-12-31',
    }
    for (const [name, value] of Object.entries({ ...fields, covers: 'search,examine', ...more }))
      form.set(name, value)
    if (evidence !== undefined) form.set('evidence', new Blob([evidence]))
    return form
  }

  test('approves a certificate from elsewhere with its evidence, never the holder', async () => {
    const offered = await as('otherRequester', `${base}/imports`, offer('%PDF-1.7 scan'))
    expect(offered.status).toBe(201)
    const own = await as('trainingOfficer', `${base}/imports`, offer('%PDF-1.7 own'))
    const decide = (id: string) =>
      as('trainingOfficer', `${base}/office/imports/${id}/decision`, {
        approved: true,
        reason: 'Seen and asked.',
      })
    expect((await decide(own.json.id)).json.error.code).toBe('OWN_CERTIFICATE')
    const evidence = await as('trainingOfficer', `${base}/imports/${offered.json.id}/evidence`)
    expect(await evidence.response.text()).toBe('%PDF-1.7 scan')
    expect((await as('examiner', `${base}/imports/${offered.json.id}/evidence`)).status).toBe(403)
    expect((await decide(offered.json.id)).status).toBe(204)
    const { json } = await as('otherRequester', base)
    expect(json.certificates.map(({ course }) => course)).toContain('lacris-review')
  })

  test.each([
    ['without a file', undefined, {}, 'BODY_INVALID'],
    ['with a file of another kind', '<html>', {}, 'EVIDENCE_UNUSABLE'],
    ['for an act that is none', '%PDF-', { covers: 'everything' }, 'BODY_INVALID'],
    ['for somebody else', '%PDF-', { userId: 'x' }, 'ROLE_MISSING'],
    ['that ends before it begins', '%PDF-', { validTo: '2025-01-01' }, 'CERTIFICATE_DATES_INVALID'],
  ])('takes no certificate %s', async (_what, evidence, more, code) => {
    expect((await as('requester', `${base}/imports`, offer(evidence, more))).json.error.code).toBe(code)
  })
})

describe('what others check certificates with', () => {
  test('is open to everybody, and nothing beside it', async () => {
    for (const path of ['jwks.json', 'issuer.json', 'status/revocation.jwt', 'status/suspension.jwt']) {
      const response = await app.request(`/credentials/${path}`)
      expect(response.status, path).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-cache')
    }
    for (const path of ['', '..%2Fsigner%2Flog-key.pem', '%2e%2e/signer/certificate-key.sealed', 'none']) {
      expect((await app.request(`/credentials/${path}`)).status, path).toBe(404)
    }
  })
})
