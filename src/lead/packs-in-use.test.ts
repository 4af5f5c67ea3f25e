import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstBookings } from '../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { isoDate, must } from '../kernel/index.ts'
import { type BuiltinPackName, builtinPackNames, type SetupAnswers } from '../policy/index.ts'
import { type RequestDetails, searchById } from '../search/index.ts'
import { acceptPolicy, adoptProposal, proposePolicy } from './adopt-policy.ts'
import { awaitedDecisions } from './awaited-decisions.ts'
import { decideApproval } from './decide-approval.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { enterOutsideRequest } from './outside-requests.ts'
import { request } from './probe-to-lead.ts'
import { referredPack } from './referred-pack.ts'
import { draftRequest, permittedDetails } from './sample-requests.ts'

type InUse = {
  readonly pack: BuiltinPackName
  /** Days to let pass first: one pack ends in June, another begins in August. */
  readonly daysOn?: number
  readonly setup?: SetupAnswers
  readonly ordinary?: RequestDetails
  /** Kind of approval that the ordinary request waits for. */
  readonly approval?: string
  readonly forbidden: { readonly what: string; readonly change: RequestDetails; readonly rule: string }
}

const settled = { 'outside-requests': 'refuse', 'body-camera': 'deny', tries: 3 }
const authorisation = {
  ...{ kind: 'authorisation', number: '12 Gs 345/26', issuedBy: 'District Court' },
  ...{ issuedOn: '2026-02-01', validTo: '2026-12-31' },
}

const inUse: readonly InUse[] = [
  {
    pack: 'lapd-lacris',
    forbidden: { what: 'a search without a case', change: { caseNumber: '' }, rule: 'LA-CASE-1' },
  },
  {
    pack: 'virginia',
    setup: {
      ...settled,
      'candidates-max': 20,
      'true-positives': 991,
      'outside-requests': 'form',
      'prior-approval': 'not-needed',
    },
    ordinary: { answers: { 'reasonable-suspicion': true } },
    forbidden: {
      what: 'a search without reasonable suspicion',
      change: { answers: { 'reasonable-suspicion': false } },
      rule: 'VA-SUSPICION-1',
    },
  },
  {
    pack: 'detroit',
    setup: { ...settled, 'candidates-max': 20, 'prior-approval': 'needed' },
    ordinary: { answers: { 'reasonable-suspicion': true, 'not-by-trait': true } },
    approval: 'supervisor',
    forbidden: { what: 'a crime that is not serious', change: { crime: 'other' }, rule: 'DPD-CRIME-2' },
  },
  {
    pack: 'maryland',
    setup: settled,
    ordinary: { crime: 'violence', answers: { 'reasonable-suspicion': true } },
    forbidden: { what: 'a crime that the law leaves out', change: { crime: 'other' }, rule: 'MD-CRIME-2' },
  },
  {
    pack: 'washington',
    setup: { ...settled, 'accountability-report': 'published', 'operational-test': 'done' },
    ordinary: { answers: { 'not-by-trait': true } },
    forbidden: {
      what: 'a person chosen by a trait',
      change: { answers: { 'not-by-trait': false } },
      rule: 'WA-TRAIT-1',
    },
  },
  {
    pack: 'colorado',
    setup: { ...settled, 'accountability-report': 'published' },
    ordinary: { answers: { 'not-by-trait': true } },
    forbidden: { what: 'a drawing', change: { source: 'drawn' }, rule: 'CO-PROBE-2' },
  },
  {
    pack: 'fbi-ngi-ips',
    setup: { ...settled, 'prior-approval': 'needed', 'body-camera': 'approve' },
    ordinary: { answers: { 'obtained-lawfully': true } },
    approval: 'supervisor',
    forbidden: {
      what: 'an image that was not obtained lawfully',
      change: { answers: { 'obtained-lawfully': false } },
      rule: 'NGI-LAWFUL-1',
    },
  },
  {
    pack: 'eu-ai-act',
    daysOn: 155,
    setup: settled,
    ordinary: {
      purpose: 'find-suspect',
      answers: { 'not-by-trait': true, 'objective-facts': true },
      orders: [authorisation],
    },
    forbidden: {
      what: 'a search on an authorisation that has run out',
      change: { orders: [{ ...authorisation, validTo: '2026-03-31' }] },
      rule: 'EU-ORDER-1',
    },
  },
]

let face: FaceEngine
let scratch: ScratchHouse
let persons: readonly string[]
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: inUse.length, from: '2026-03-02T10:00:00.000Z' })
  persons = (await firstBookings(inUse.length)).map(({ draft }) => draft.personId)
}, 120_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const rulesOf = (work: Promise<unknown>): Promise<readonly string[]> =>
  work.then(
    () => ['permitted'],
    (error) => error.refusals.map(({ rule }: { rule: string }) => rule),
  )

async function adoptInUse({ pack: name, setup = {} }: InUse): Promise<void> {
  const house = scratch.house()
  const { supervisor, manager, requester } = scratch.users
  if (house.policy.pack.id !== name) {
    const pack = await referredPack(house, { name: `shipped:${name}`, answers: setup })
    const inForceFrom = isoDate(scratch.clock.now())
    const { id } = await proposePolicy(house, { user: supervisor, pack, inForceFrom })
    await adoptProposal(house, { user: manager, proposalId: id })
  }
  await acceptPolicy(house, requester)
}

it('has a row for every pack that ships', () => {
  expect(inUse.map(({ pack }) => pack).sort()).toEqual([...builtinPackNames].sort())
})

describe.each(inUse.map((row, at) => ({ ...row, at })))('a house under the pack $pack', (row) => {
  const { at, pack, ordinary, approval, forbidden } = row
  const details = { ...permittedDetails, imageKind: 'photograph', ...ordinary }
  const draft = (change: RequestDetails = {}) =>
    draftRequest(scratch.house(), {
      user: scratch.users.requester,
      details: { ...details, ...change },
      personId: must(persons[at], 'person'),
    })
  const ask = async (of: Awaited<ReturnType<typeof draft>>) =>
    request(scratch.house(), { user: scratch.users.requester, request: of })

  beforeAll(async () => {
    scratch.clock.goOn(row.daysOn ?? 0)
    await adoptInUse(row)
  })

  it('searches an ordinary request, and keeps with it what the permit asks for', async () => {
    const house = scratch.house()
    const drafted = await draft()
    if (approval !== undefined) {
      const { supervisor: user } = scratch.users
      expect(await awaitedDecisions(house, user)).toMatchObject([{ requestId: drafted.id, kind: approval }])
      const reason = 'The facts were read and suffice.'
      await decideApproval(house, {
        user,
        requestId: drafted.id,
        kind: approval,
        decision: 'approved',
        reason,
      })
      expect(await awaitedDecisions(house, user)).toEqual([])
    }
    const { searchId, logIndex } = await ask(drafted)
    const { decision } = await searchById(house.storage.db, searchId)
    expect(decision).toMatchObject({ packId: pack, policyN: house.policy.n })
    expect(decision.conditions?.length).toBeGreaterThan(0)
    expect(decision.approvals?.map(({ kind }) => kind)).toEqual(approval === undefined ? [] : [approval])
    expect((await house.ledger.entry(logIndex)).value).toMatchObject({ t: 'search', crime: details.crime })
  })

  it(`refuses ${forbidden.what} by the rule ${forbidden.rule}`, async () => {
    const rules = await rulesOf(ask(await draft(forbidden.change)))
    expect(rules).toContain(forbidden.rule)
    expect(rules.filter((rule) => rule !== forbidden.rule && !/-(APPROVAL|PERMIT)-/.test(rule))).toEqual([])
  })

  if (row.setup?.['outside-requests'] === 'form') {
    it('serves another agency on its form alone', async () => {
      const house = scratch.house()
      const { clerk: user } = scratch.users
      const form = Object.fromEntries(
        (house.policy.pack.outsideForm ?? []).map(({ code }) => [code, 'given']),
      )
      const asked = { askingAgency: 'OTHER-PD', contact: 'desk@other.example', caseNumber: 'X-1', form }
      const receivedOn = isoDate(scratch.clock.now())
      const served = await enterOutsideRequest(house, {
        user,
        draft: { ...asked, crime: 'robbery', purpose: 'investigate-crime', receivedOn },
      })
      expect(served.decision).toBe('may-be-served')
      const named = (outsideRequest: number | undefined, onBehalfOf = 'Other-PD') =>
        draft({ onBehalfOf, outsideRequest })
      expect(await rulesOf(ask(await named(undefined)))).toEqual(['VA-OUT-2'])
      expect(await rulesOf(ask(await named(served.n + 1)))).toEqual(['VA-OUT-2'])
      expect(await rulesOf(ask(await named(served.n, 'THIRD-PD')))).toEqual(['VA-OUT-2'])
      expect(await rulesOf(ask(await named(served.n)))).toEqual(['permitted'])
    })
  }
})
