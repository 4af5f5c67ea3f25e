import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../src/face/index.ts'
import { createApp, sameSiteHeader } from '../src/http/index.ts'
import { must, type UserId } from '../src/kernel/index.ts'
import { conclude } from '../src/lead/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../src/lead/open-scratch-house.ts'
import { draftRequest, firstPerson, permittedDetails, seal, searchFor } from '../src/lead/sample-requests.ts'
import { changeUnit, createAgency, createUser, openSession, type Role, roles } from '../src/people/index.ts'
import { addRecipe } from '../src/search/index.ts'
import type { ScratchStorage } from '../src/storage/index.ts'
import { recordCertificate } from '../src/training/index.ts'
import { probeOfPerson } from './synthetic-people.ts'

/**
 * One operation of the contract. `reach`: who of the own agency comes through to the act itself (which may still refuse for
 * another reason than who asks); `asker` is the requester whose request it is. Everybody else meets the code in
 * `otherwise`; every role of another agency the one in `outside`, or reaches only his own.
 */
type Rule = {
  readonly reach: readonly Persona[] | 'everybody' | 'everybody signed in'
  readonly otherwise?: string
  readonly outside?: string
  readonly body?: unknown
}
type Persona = Role | 'asker'
type Operation = { readonly id: string; readonly method: string; readonly path: string }
type Contract = { paths: Record<string, Record<string, { operationId: string }>> }
type Made = { requestId: string; recipeId: string; searchId: string; leadId: string; bookingId: string }

/** Refusals for who asks, and for no other reason. */
const closed = new Set([
  'NOT_SIGNED_IN',
  'ROLE_MISSING',
  'REQUEST_UNKNOWN',
  'SEARCH_UNKNOWN',
  'LEAD_UNKNOWN',
  'RECORD_UNKNOWN',
])

const rulesFile = new URL('./route-by-role.cases.json', import.meta.url)

/** Walks every route as every role of the own and of another agency, and as nobody. */
export function describeRouteByRole(engine: string, open: () => Promise<ScratchStorage>): void {
  describe(`every route as every role on ${engine}`, () => {
    let face: FaceEngine
    let scratch: ScratchHouse
    let app: ReturnType<typeof createApp>
    let made: Made
    let rules: Readonly<Record<string, Rule>>
    const outsiders = new Map<Role, UserId>()

    beforeAll(async () => {
      rules = JSON.parse(await readFile(rulesFile, 'utf8'))
      face = await openFaceEngine({ modelDir: await testModelDir() })
      scratch = await openScratchHouse({ face, persons: 2, storage: await open() })
      app = createApp({
        ...{ house: scratch.house(), logDir: scratch.logDir, webDir: undefined, version: '9.9.9' },
        report: () => {},
      })
      for (const role of roles) outsiders.set(role, await hireOutsider(scratch, role))
      made = await makeCase(scratch)
    }, 300_000)
    afterAll(async () => {
      await scratch?.close()
      await face?.close()
    })

    const operations = async (): Promise<Operation[]> => {
      const contract = (await (await app.request('/openapi.json')).json()) as Contract
      return Object.entries(contract.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => ({ id: operationId, method, path })),
      )
    }
    const codeFor = async (
      operation: Operation,
      userId: UserId | undefined,
      onAnswer: (text: string) => void = () => {},
    ): Promise<string> => {
      const { storage, clock } = scratch.house()
      const token = userId && (await openSession(storage.db, { userId, clock })).sessionToken
      const body = await bodyOf(operation, rules[operation.id]?.body)
      const response = await app.request(pathOf(operation, made), {
        method: operation.method.toUpperCase(),
        headers: {
          [sameSiteHeader]: 'test',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
        },
        ...(body === undefined ? {} : { body }),
      })
      if (response.status < 400) {
        if (response.headers.get('content-type')?.includes('json')) onAnswer(await response.text())
        return 'reached'
      }
      const { error } = (await response.json()) as { error: { code: string } }
      expect(error.code, `${operation.id} needs a sample body in ${rulesFile.pathname}`).not.toBe(
        'BODY_INVALID',
      )
      expect(response.status, operation.id).not.toBe(500)
      return closed.has(error.code) ? error.code : 'reached'
    }

    test('the table names every route of the contract and no other', async () => {
      expect((await operations()).map(({ id }) => id).sort()).toEqual(Object.keys(rules).sort())
    })

    test('nobody who is not signed in reaches more than what is public', async () => {
      for (const operation of await operations()) {
        const open = must(rules[operation.id], operation.id).reach === 'everybody'
        expect(await codeFor(operation, undefined), operation.id).toBe(open ? 'reached' : 'NOT_SIGNED_IN')
      }
    })

    test.each([...roles, 'asker' as const])('the own agency: %s', async (persona) => {
      const user = scratch.users[standsFor[persona]]
      const found: [string, string][] = []
      const expected: [string, string][] = []
      for (const operation of await inOrder(operations())) {
        const rule = must(rules[operation.id], operation.id)
        const may = typeof rule.reach === 'string' || rule.reach.includes(persona)
        found.push([operation.id, await codeFor(operation, user.id)])
        expected.push([operation.id, may ? 'reached' : must(rule.otherwise, `otherwise of ${operation.id}`)])
      }
      expect(found).toEqual(expected)
    })

    test.each([...roles])('another agency: %s sees nothing of the case', async (role) => {
      const found: [string, string][] = []
      const expected: [string, string][] = []
      for (const operation of await inOrder(operations())) {
        const rule = must(rules[operation.id], operation.id)
        const may = typeof rule.reach === 'string' || rule.reach.includes(role)
        const ofTheCase = rule.outside !== undefined
        const seesNone = (text: string) => expect(mentioned(text, made), operation.id).toEqual([])
        found.push([operation.id, await codeFor(operation, must(outsiders.get(role), role), seesNone)])
        const refusal = ofTheCase ? rule.outside : rule.otherwise
        expected.push([
          operation.id,
          may && !ofTheCase ? 'reached' : must(refusal, `refusal of ${operation.id}`),
        ])
      }
      expect(found).toEqual(expected)
    })
  })
}

/** Signing out ends nothing here, since each call has a session of its own; what changes most comes last. */
const inOrder = async (operations: Promise<Operation[]>) =>
  (await operations).toSorted((a, b) => Number(a.method !== 'get') - Number(b.method !== 'get'))

const standsFor: Readonly<Record<Persona, keyof ScratchStaff>> = {
  asker: 'requester',
  requester: 'otherRequester',
  examiner: 'thirdExaminer',
  verifier: 'verifier',
  supervisor: 'supervisor',
  'records-clerk': 'clerk',
  'training-officer': 'trainingOfficer',
  'programme-manager': 'manager',
  auditor: 'auditor',
  administrator: 'administrator',
}

async function hireOutsider({ house }: ScratchHouse, role: Role): Promise<UserId> {
  const { storage, clock } = house()
  if (role === roles[0])
    await createAgency(storage.db, { id: 'OTHER-PD', name: 'Other Police', demonstration: true, clock })
  const login = `outside-${role}`
  const userId = await createUser(storage.db, {
    ...{ agencyId: 'OTHER-PD' as never, login, name: login, roles: [role], clock },
  })
  const dates = { validFrom: '2026-01-01', validTo: '2027-12-31' }
  await recordCertificate(house(), { userId, course: 'facial-review', issuer: 'academy', ...dates })
  return userId
}

/** One draft with a recipe, and one search that became a lead. */
async function makeCase(scratch: ScratchHouse): Promise<Made> {
  const house = scratch.house()
  const { users } = scratch
  const draft = await draftRequest(house, { user: users.requester })
  const recipe = await addRecipe(house, {
    request: draft,
    ...{ title: 'turned', steps: [{ op: 'rotate', version: 1, centidegrees: -150 }] },
    userId: users.requester.id,
  })
  const { searchId } = await searchFor(house, users.requester)
  // The second comes from another unit; so the verifier stays one who has nothing to do with the case.
  const act = { reason: 'for this test' }
  await changeUnit(house, { ...act, userId: users.examiner.id, unit: 'North' })
  await changeUnit(house, { ...act, userId: users.requestingExaminer.id, unit: 'South' })
  for (const user of [users.examiner, users.requestingExaminer])
    await seal(house, { user, searchId, conclusion: 'supports-same-source', rank: 1 })
  const lead = must(await conclude(house, searchId), 'lead')
  return {
    requestId: draft.id,
    recipeId: recipe.id,
    searchId,
    leadId: lead.id,
    bookingId: must(lead.bookingId, 'booking of the lead'),
  }
}

/** What an answer lets out of the case: the booking is in the gallery, which all share. */
const mentioned = (text: string, { bookingId: _, ...ofTheCase }: Made): string[] =>
  [...Object.values(ofTheCase), must(permittedDetails.caseNumber, 'case number')].filter((id) =>
    text.includes(id),
  )

function pathOf({ path }: Operation, made: Made): string {
  const id = path.startsWith('/api/requests')
    ? made.requestId
    : path.startsWith('/api/leads')
      ? made.leadId
      : path.startsWith('/api/gallery')
        ? made.bookingId
        : made.searchId
  return path
    .replace('{id}', id)
    .replace('{recipeId}', made.recipeId)
    .replace('{letter}', 'A')
    .replace('{course}', 'casebound-requester')
    .replace('{lesson}', 'what-it-is')
    .replace('{name}', 'camera-01')
    .replace('{n}/{side}', '0/probe')
    .replace('{position}', '1')
    .replace(/^\/api\/elsewhere$/, '/api/elsewhere?caseNumber=C-1')
}

async function bodyOf({ path, method }: Operation, sample: unknown): Promise<string | FormData | undefined> {
  if (method === 'get') return undefined
  if (!/\/(probe|bookings|canaries|portraits?|imports|sign-in\/saml)$/.test(path))
    return sample === undefined ? undefined : JSON.stringify(sample)
  const form = new FormData()
  for (const [name, value] of Object.entries((sample ?? {}) as Record<string, string>)) form.set(name, value)
  form.set('evidence', new Blob(['%PDF-1.7']))
  form.set('photo', new Blob([new Uint8Array(await probeOfPerson(await firstPerson()))]), 'still.jpg')
  return form
}
