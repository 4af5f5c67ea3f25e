import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../../test/published-entries.ts'
import { catchCode } from '../../../test/refusal-code.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import type { RequestDetails, SearchRequest } from '../../search/index.ts'
import { awaitedDecisions } from '../awaited-decisions.ts'
import { decideApproval } from '../decide-approval.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../open-scratch-house.ts'
import { enterOutsideRequest } from '../outside-requests.ts'
import { request } from '../probe-to-lead.ts'
import { draftRequest, nextStill } from '../sample-requests.ts'
import { disguiseKind } from './hold-disguised.ts'
import { neighboursOf, setNeighbour } from './neighbours.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 1 })
}, 300_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const burbank = {
  code: 'BURBANK-PD',
  name: 'Burbank Police',
  casePattern: 'BPD-##-####',
  domains: [],
  places: ['Burbank'],
}
const tell = (some: object = {}) =>
  setNeighbour(house(), { user: scratch.users.auditor, neighbour: { ...burbank, ...some } })
const draft = async (details: RequestDetails = {}, probeBytes?: Uint8Array) =>
  draftRequest(house(), {
    user: scratch.users.requester,
    details,
    probeBytes: probeBytes ?? (await nextStill(house())),
  })
const ask = (asked: SearchRequest) =>
  catchCode(request(house(), { user: scratch.users.requester, request: asked }))
const waiting = async () =>
  (await awaitedDecisions(house(), scratch.users.supervisor)).filter(({ kind }) => kind === disguiseKind)
const decide = (of: { asked: SearchRequest; who?: keyof ScratchStaff; decision?: 'approved' | 'refused' }) =>
  catchCode(
    decideApproval(house(), {
      ...{ user: scratch.users[of.who ?? 'supervisor'], requestId: of.asked.id, kind: disguiseKind },
      ...{
        decision: of.decision ?? 'approved',
        reason: 'The case is ours; the number is theirs by transfer.',
      },
    }),
  )

describe('another agency', () => {
  it('is described with what can be looked for', async () => {
    const refused = async (some: object) => expect(await catchCode(tell(some))).toBe('NEIGHBOUR_INVALID')
    await refused({ code: 'scratch-pd' })
    await refused({ code: '?' })
    await refused({ name: ' ' })
    await refused({ casePattern: 'BPD-#' })
    await refused({ domains: ['burbank'] })
    await refused({ places: ['LA'] })
    await tell()
    await tell({ places: ['Burbank', 'Glendale'] })
    expect(await neighboursOf(house().storage.db, house().agency.id)).toMatchObject([
      { places: ['Burbank', 'Glendale'] },
    ])
    const last = (await publishedEntries(scratch.logDir, house().ledger.vkey)).at(-1)
    expect(last).toMatchObject({ t: 'tripwire', step: 'neighbour' })
    expect(JSON.stringify(last)).not.toContain('Burbank')
  })
})

describe('a request that looks as if it served another agency', () => {
  it('is held, with each sign in words, until a supervisor has looked', async () => {
    const asked = await draft({
      caseNumber: 'BPD-26-0117',
      narrative: 'The person at the counter of a bank in Burbank.',
    })
    expect(await ask(asked)).toBe('PROXY_SUSPECTED')
    const [one] = await waiting()
    expect(one?.authority.filter(({ label }) => label === 'Sign').map(({ words }) => words)).toEqual([
      expect.stringContaining('looks like one of Burbank Police'),
      expect.stringContaining('speaks of Burbank'),
    ])
    expect(await decide({ asked, who: 'examiner' })).toBe('ROLE_MISSING')
    expect(await decide({ asked })).toBe('not refused')
    expect(await waiting()).toEqual([])
    expect(await ask(asked)).toBe('not refused')
  })

  it('stays held when the supervisor says no, and waits no more', async () => {
    const asked = await draft({ caseNumber: 'BPD-26-0118' })
    expect(await decide({ asked, decision: 'refused' })).toBe('not refused')
    expect(await waiting()).toEqual([])
    expect(await ask(asked)).toBe('PROXY_SUSPECTED')
  })

  it('is known by the desk, and by a picture that was refused before', async () => {
    await enterOutsideRequest(house(), {
      user: scratch.users.clerk,
      draft: {
        ...{ askingAgency: 'FAR-PD', contact: 'Det. Doe', caseNumber: 'F-1', crime: 'robbery', form: {} },
        ...{ purpose: 'investigate-crime', receivedOn: '2026-11-18' },
      },
    })
    expect(await ask(await draft({ caseNumber: 'F1' }))).toBe('PROXY_SUSPECTED')
    const picture = await nextStill(house())
    expect(await ask(await draft({ onBehalfOf: 'FAR-PD' }, picture))).toBe('OUTSIDE_AGENCY')
    expect(await ask(await draft({}, picture))).toBe('PROXY_SUSPECTED')
    expect(await ask(await draft())).toBe('not refused')
  })
})
