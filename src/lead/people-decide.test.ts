import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { asId, isoDate, must, type RequestId } from '../kernel/index.ts'
import { type RequestDetails, saveRequest } from '../search/index.ts'
import { awaitedDecisions } from './awaited-decisions.ts'
import { decideApproval } from './decide-approval.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import {
  enterOutsideRequest,
  listOutsideRequests,
  type OutsideDraft,
  outsideRequest,
} from './outside-requests.ts'
import { request } from './probe-to-lead.ts'
import { draftRequest } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
}, 120_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

type Login = keyof ScratchHouse['users']
const emergency = { purpose: 'imminent-threat-to-life', crime: 'threat-to-life', emergency: true }
const draft = (details: RequestDetails = {}, user: Login = 'requester') =>
  draftRequest(scratch.house(), { user: scratch.users[user], details })
const search = async (details: RequestDetails = {}, user: Login = 'requester') =>
  request(scratch.house(), { user: scratch.users[user], request: await draft(details, user) })
const codesOf = (work: Promise<unknown>) =>
  work.then(
    () => ['permit'],
    (error) => error.refusals.map(({ code }: { code: string }) => code),
  )
const decide = (
  requestId: RequestId,
  change: { user?: Login; kind?: string; decision?: 'approved' | 'refused'; reason?: string } = {},
) =>
  decideApproval(scratch.house(), {
    ...{ requestId, kind: 'emergency', decision: 'approved', reason: 'The caller confirmed the threat.' },
    ...change,
    user: scratch.users[change.user ?? 'supervisor'],
  })
const waiting = () => awaitedDecisions(scratch.house(), scratch.users.supervisor)

describe('an emergency', () => {
  it('is searched at once, waits for a decision within the hours of the policy, and blocks the requester when it is overdue', async () => {
    await search(emergency)
    const [open] = await waiting()
    expect(open).toMatchObject({ kind: 'emergency', overdue: false })
    expect(await codesOf(search())).toEqual(['permit'])

    scratch.clock.goOn(2)
    expect(await waiting()).toMatchObject([{ overdue: true }])
    expect(await codesOf(search())).toEqual(['APPROVAL_OVERDUE'])
    expect(await codesOf(search(emergency))).toEqual(['APPROVAL_OVERDUE'])
    expect(await codesOf(search({}, 'otherRequester'))).toEqual(['permit'])

    const { logIndex } = await decide(must(open, 'open emergency').requestId)
    const { value } = await scratch.house().ledger.entry(logIndex)
    expect(value).toMatchObject({ t: 'approval', kind: 'emergency', dec: 'approved' })
    expect(await waiting()).toEqual([])
    expect(await codesOf(search())).toEqual(['permit'])
  })

  it('is decided once, by somebody else, in the right role, with a reason', async () => {
    await search(emergency)
    const { requestId } = must((await waiting())[0], 'open emergency')
    for (const [code, change] of [
      ['ROLE_MISSING', { user: 'examiner' }],
      ['REASON_MISSING', { reason: '  ' }],
      ['APPROVAL_KIND_UNKNOWN', { kind: 'luck' }],
    ] as const)
      await expect(decide(requestId, change)).rejects.toMatchObject({ code })
    await decide(requestId, { decision: 'refused', reason: 'There was no threat.' })
    await expect(decide(requestId)).rejects.toMatchObject({ code: 'APPROVAL_TOO_LATE' })
    await expect(decide(asId('nothing'))).rejects.toMatchObject({ code: 'REQUEST_UNKNOWN' })
  })

  it('is not what somebody else merely writes about one', async () => {
    await search({ narrative: 'He typed "emergency":true into the form, says the clerk.' })
    expect(await waiting()).toEqual([])
  })
})

describe('an image of a protest, worship, political or press event', () => {
  const kind = 'protected-activity'
  it('is held until a named approver decides, for as long as the approval counts', async () => {
    const { users } = scratch
    const held = await draft({ protectedActivity: true })
    const ask = () => request(scratch.house(), { user: users.requester, request: held })
    expect(await waiting()).toMatchObject([{ requestId: held.id, kind, caseNumber: '26-004711' }])
    await decide(held.id, { kind, reason: 'Three witnesses saw him throw the stone.' })
    expect(await waiting()).toEqual([])
    scratch.clock.goOn(3)
    const late = await draft({ protectedActivity: true })
    expect(await codesOf(request(scratch.house(), { user: users.requester, request: late }))).toEqual([
      'FIRST_AMENDMENT_HOLD',
    ])
    expect(await codesOf(ask())).toEqual(['FIRST_AMENDMENT_HOLD'])
  })

  it('is approved as it was read: what the requester changes afterwards waits again', async () => {
    const house = scratch.house()
    const { requester: user, supervisor } = scratch.users
    const held = await draft({ protectedActivity: true })
    const [read] = await waiting().then((all) => all.filter(({ requestId }) => requestId === held.id))
    const changed = await saveRequest(house, { request: held, details: { crime: 'homicide' } })
    const given = {
      user: supervisor,
      requestId: held.id,
      kind,
      decision: 'approved' as const,
      reason: 'Seen.',
    }
    await expect(
      decideApproval(house, { ...given, contentSha256: must(read, 'held request').contentSha256 }),
    ).rejects.toMatchObject({ code: 'APPROVAL_CONTENT_CHANGED' })
    await decideApproval(house, given)
    const again = await saveRequest(house, { request: changed, details: { crime: 'burglary' } })
    expect(await codesOf(request(house, { user, request: again }))).toEqual(['FIRST_AMENDMENT_HOLD'])
    const back = await saveRequest(house, { request: again, details: { crime: 'homicide' } })
    expect(await codesOf(request(house, { user, request: back }))).toEqual(['permit'])
  })

  it('does not wait while something else is missing, nor after a no until it is changed', async () => {
    const house = scratch.house()
    const mine = (id: RequestId) =>
      waiting().then((all) => all.filter(({ requestId }) => requestId === id).length)
    const incomplete = await draft({ protectedActivity: true, caseNumber: '' })
    expect(await mine(incomplete.id)).toBe(0)
    const whole = await saveRequest(house, { request: incomplete, details: { caseNumber: '26-1' } })
    expect(await mine(whole.id)).toBe(1)
    await decide(whole.id, { kind, decision: 'refused', reason: 'No suspicion.' })
    expect(await mine(whole.id)).toBe(0)
    await saveRequest(house, {
      request: whole,
      details: { narrative: 'He threw a stone, as three people saw.' },
    })
    expect(await mine(whole.id)).toBe(1)
  })

  it('goes on with the approval, and not once it was taken back', async () => {
    const { users } = scratch
    const [good, taken] = [await draft({ protectedActivity: true }), await draft({ protectedActivity: true })]
    for (const { id } of [good, taken]) await decide(id, { kind, reason: 'A stone was thrown.' })
    await decide(taken.id, { kind, decision: 'refused', reason: 'It was another person.' })
    const ask = (of: typeof good) => codesOf(request(scratch.house(), { user: users.requester, request: of }))
    expect(await ask(good)).toEqual(['permit'])
    expect(await ask(taken)).toEqual(['FIRST_AMENDMENT_HOLD'])
  })
})

describe('the desk for other agencies', () => {
  const asked = (change: Partial<OutsideDraft> = {}): OutsideDraft => ({
    ...{ askingAgency: 'NEIGHBOUR-PD', contact: 'Det. Doe, 555 0100', caseNumber: 'N-1', crime: 'robbery' },
    ...{ purpose: 'investigate-crime', form: {}, receivedOn: isoDate(scratch.clock.now()) },
    ...change,
  })
  const enter = (change?: Partial<OutsideDraft>) =>
    enterOutsideRequest(scratch.house(), { user: scratch.users.clerk, draft: asked(change) })

  it('refuses in writing with the rule, logs it without naming who asked, and counts it', async () => {
    const first = await enter()
    expect(first).toMatchObject({ n: 1, decision: 'refused', policyN: 1 })
    expect(first.refusals).toMatchObject([{ code: 'OUTSIDE_AGENCY', rule: 'LA-OUT-1' }])
    expect(first.refusals[0]?.source).toContain('LAPD directive of 13 November 2020')
    const { ledger } = scratch.house()
    const { value, bytes } = await ledger.entry(must(await ledger.find(first.entryId), 'entry').index)
    expect(value).toMatchObject({ t: 'outside', dec: 'refused', codes: ['OUTSIDE_AGENCY'] })
    expect(Buffer.from(bytes).toString()).not.toContain('NEIGHBOUR')
    const ice = await enter({ askingAgency: 'ICE', purpose: 'immigration-enforcement' })
    expect(ice.refusals.map(({ code }) => code)).toContain('IMMIGRATION_BARRED')
    const list = await listOutsideRequests(scratch.house(), scratch.users.clerk)
    expect(list.map(({ n }) => n)).toEqual([2, 1])
    expect(await outsideRequest(scratch.house(), { user: scratch.users.clerk, id: first.id })).toEqual(first)
  })

  it('gives each its own number, entered at once, also where one agency does not see the other’s', async () => {
    const { storage } = scratch.house()
    const both = await Promise.all([
      enter(),
      storage.actingFor('SCRATCH-PD', () => enter()),
      enter({ askingAgency: 'COUNTY-SO' }),
    ])
    expect(new Set(both.map(({ n }) => n)).size).toBe(3)
  })

  it.each<[string, Partial<OutsideDraft>]>([
    ['its own agency', { askingAgency: 'scratch-pd' }],
    ['nobody', { askingAgency: ' ' }],
    ['a day to come', { receivedOn: '2999-01-01' }],
  ])('does not take a request of %s', async (_what, change) => {
    await expect(enter(change)).rejects.toMatchObject({ code: 'OUTSIDE_REQUEST_INVALID' })
  })

  it('says when there is no such request', async () => {
    const asking = outsideRequest(scratch.house(), { user: scratch.users.clerk, id: 'none' })
    await expect(asking).rejects.toMatchObject({ code: 'OUTSIDE_REQUEST_UNKNOWN' })
  })
})
