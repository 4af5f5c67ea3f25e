import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../../test/published-entries.ts'
import { catchCode } from '../../../test/refusal-code.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { openScratchHouse, type ScratchHouse } from '../../lead/open-scratch-house.ts'
import { writeBlocklist } from '../blocklist/write-blocklist.ts'
import { builtinRegister, withServices } from '../register/read-register.ts'
import { recordConductRule } from './conduct-rules.ts'
import { type ContractDraft, contractsOf, recordContract } from './contracts.ts'
import { listFindings } from './finding-view.ts'
import { oversightNotices } from './oversight-notices.ts'
import { ownServicesOf } from './own-service-entries.ts'
import { proxyLine, reviewLogs } from './sample-department.ts'

let face: FaceEngine
let scratch: ScratchHouse
let folder = ''
const house = () => scratch.house()
const record = (change: Partial<ContractDraft> = {}) =>
  recordContract(house(), {
    user: scratch.users.manager,
    draft: {
      ...{ service: 'clearview-ai', status: 'contracted', from: '2020-01-01', until: '2020-06-30' },
      ...{ why: 'trial of the detective bureau', ...change },
    },
  })
const contracts = () => contractsOf(house(), scratch.users.manager.agency.id)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-contracts-'))
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 0 })
  const rule = { id: 'DIR-1', name: 'the directive', from: '2020-01-01', source: 'Notice of the chief' }
  await recordConductRule(house(), { user: scratch.users.manager, draft: rule })
}, 300_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
  await rm(folder, { recursive: true, force: true })
})

const told = async (who: 'manager' | 'auditor' | 'supervisor') =>
  (await oversightNotices(house(), scratch.users[who])).map(({ words }) => words)

describe('what the agency has with a service', () => {
  it.each([
    ['SERVICE_UNKNOWN', { service: 'nobody' }],
    ['DATE_INVALID', { until: undefined }],
    ['DATE_INVALID', { until: '2019-12-31' }],
    ['DATE_INVALID', { from: 'soon' }],
    ['DATE_INVALID', { status: 'forbidden' as const }],
    ['REASON_MISSING', { why: '  ' }],
  ])('is refused as %s: %o', async (code, change) => {
    expect(await catchCode(record(change))).toBe(code)
    expect(await contracts()).toEqual([])
  })

  it('is on record in public, but for who and why', async () => {
    const { logIndex } = await record()
    const entry = (await publishedEntries(scratch.logDir, house().ledger.vkey))[logIndex]
    expect(entry).toMatchObject({ t: 'contract', service: 'clearview-ai', status: 'contracted' })
    expect(entry).toMatchObject({ from: '2020-01-01', until: '2020-06-30' })
    expect(JSON.stringify(entry)).not.toContain('trial')
    await record({ status: 'terminated', from: '2020-03-01', until: undefined, why: 'audit' })
    expect((await contracts()).map(({ status }) => status)).toEqual(['contracted', 'terminated'])
  })

  it('decides what a past use was: under a contract in force it is no misconduct, after its end it is', async () => {
    const text = ['2020-02-10T09:00:00Z', '2020-04-10T09:00:00Z']
      .map((time) => proxyLine(Date.parse(time), 'u1'))
      .join('')
    const kept = await reviewLogs(house(), { user: scratch.users.auditor, folder, text })
    expect(kept).toMatchObject({ found: 2, misconduct: 1 })
    const findings = await listFindings(house(), scratch.users.auditor)
    expect(
      findings.map(({ firstSeen, judgement }) => [firstSeen?.slice(0, 7), judgement.words]).sort(),
    ).toEqual([
      ['2020-02', 'used under a contract in force'],
      ['2020-04', 'used against the directive'],
    ])
  })

  it('that is used for the first time is told to auditors and the head of the programme, in figures and without names', async () => {
    const words = 'Clearview AI, 1 person or address, about 2 uses; 2 of 2 findings are not ended.'
    for (const who of ['auditor', 'manager'] as const)
      expect(await told(who)).toEqual([`Outside face search was found: ${words}`])
    expect(await told('supervisor')).toEqual([])
  })

  it('makes no use lawful afterwards: once uses were reviewed a contract begins today at the earliest', async () => {
    expect(await catchCode(record({ from: '2020-04-01', until: '2020-12-31' }))).toBe('RULE_RETROACTIVE')
    await record({ from: '2026-11-20', until: '2026-12-31', why: 'tender 8' })
    const register = { ...builtinRegister(), contracts: await contracts() }
    const blocks = (day: string) =>
      /^clearview\.ai$/m.test(writeBlocklist(register, { format: 'umbrella', day }).text)
    expect(['2026-11-19', '2026-11-20', '2026-12-31', '2027-01-01'].map(blocks)).toEqual([
      true,
      false,
      false,
      true,
    ])
  })
})

describe('a service that only the agency’s own register names', () => {
  const entry = {
    ...{ id: 'county-tool', name: 'County Tool', formerNames: [], kind: 'on-premises' as const },
    domains: [
      { domain: 'tool.county.example', role: 'tool' as const, source: 'https://county.example/tool' },
    ],
    ...{ mailSenders: [], appBundleIds: [], extensionIds: [], legal: [] },
    ...{ procurementSpellings: ['County Tool'], source: 'https://county.example/tool' },
  }
  const own = { service: 'county-tool', from: '2026-11-20', until: '2026-12-31' }
  const register = async () => ({
    ...withServices(builtinRegister(), await ownServicesOf(house(), house().agency.id)),
    contracts: await contracts(),
  })
  const isBlocked = async (day: string) =>
    /^tool\.county\.example$/m.test(writeBlocklist(await register(), { format: 'umbrella', day }).text)

  it('has a contract once its entry comes with it, which the log commits to', async () => {
    expect(await catchCode(record(own))).toBe('SERVICE_UNKNOWN')
    expect(await catchCode(record({ ...own, entry: { ...entry, id: 'other-tool' } }))).toBe('SERVICE_UNKNOWN')
    const { logIndex } = await record({ ...own, entry })
    const logged = (await publishedEntries(scratch.logDir, house().ledger.vkey))[logIndex]
    expect(logged).toMatchObject({ t: 'contract', service: 'county-tool', own: true, until: '2026-12-31' })
    expect(Object.keys(logged?.c as object)).toContain('entry')
    expect(await ownServicesOf(house(), house().agency.id)).toEqual([entry])
  })

  it('is closed before the contract and from the day after its last, by itself', async () => {
    const days = ['2026-11-19', '2026-11-20', '2026-12-31', '2027-01-01']
    expect(await Promise.all(days.map(isBlocked))).toEqual([true, false, false, true])
  })

  it('is known from then on: a later word needs no entry, and a newer entry takes the place of the older', async () => {
    await record({ ...own, status: 'terminated', from: '2026-12-01', until: undefined })
    expect(await isBlocked('2026-12-02')).toBe(true)
    const renamed = { ...entry, name: 'County Tool 2' }
    await record({ ...own, from: '2026-12-10', entry: renamed })
    expect(await ownServicesOf(house(), house().agency.id)).toEqual([renamed])
  })

  it('that comes along with Casebound keeps the entry that comes along', async () => {
    await record({ from: '2026-12-01', until: '2026-12-02', entry: { ...entry, id: 'clearview-ai' } })
    expect((await ownServicesOf(house(), house().agency.id)).map(({ id }) => id)).toEqual(['county-tool'])
  })
})
