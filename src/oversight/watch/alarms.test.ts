import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../../test/published-entries.ts'
import { catchCode } from '../../../test/refusal-code.ts'
import { firstBookings, readSynthetic } from '../../../test/synthetic-people.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { must, type SearchId } from '../../kernel/index.ts'
import {
  conclude,
  noteRankView,
  request,
  type SetWires,
  settableWires,
  stringWires,
  whoAsks,
} from '../../lead/index.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from '../../lead/open-scratch-house.ts'
import { draftRequest, seal } from '../../lead/sample-requests.ts'
import { verifyLogFolder } from '../../ledger/index.ts'
import { candidatesOf, type RequestDetails } from '../../search/index.ts'
import { closeMisuse } from '../misuse/follow-misuse.ts'
import { misuseCasesOf } from '../misuse/misuse-view.ts'
import { alarmsOf, settleAlarm, wireRates } from './alarms.ts'
import { canariesOf, plantCanary } from './plant-canary.ts'

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
const words = 'Said so that somebody who was not there can follow it.'
const published = () => publishedEntries(scratch.logDir, house().ledger.vkey)
const alarms = () => alarmsOf(house(), scratch.users.auditor)
const setting: SetWires = {
  ...{ wires: settableWires, manyInAnHour: 3, words },
  duty: { from: 12, until: 20, zone: 'UTC' },
  resemblance: 0.99,
}
const string = (some: Partial<SetWires>) =>
  stringWires(house(), { user: scratch.users.auditor, setting: { ...setting, ...some } })

async function searchOf(of: { who?: keyof ScratchStaff; details?: RequestDetails; personId?: string } = {}) {
  const user = scratch.users[of.who ?? 'requester']
  const { details, personId } = of
  const draft = await draftRequest(house(), {
    ...{ user, ...(details ? { details } : {}), ...(personId ? { personId } : {}) },
  })
  return (await request(house(), { user, request: draft })).searchId
}
/** Rules that this search tripped. */
const rulesOf = async (searchId: SearchId) =>
  (await alarms()).filter((one) => one.searchId === searchId).map(({ rule }) => rule)

describe('wires', () => {
  it('raise nothing before they are strung', async () => {
    await searchOf({ who: 'otherRequester' })
    expect(await alarms()).toEqual([])
  })

  it('are strung in public, with reasons and hours that make sense', async () => {
    const refused = async (some: Partial<SetWires>) =>
      expect(await catchCode(string(some))).toBe('WIRES_INVALID')
    await refused({ words: 'why' })
    await refused({ duty: undefined })
    await refused({ manyInAnHour: 1 })
    await refused({ duty: { from: 9, until: 9, zone: 'UTC' } })
    await refused({ duty: { from: 9, until: 25, zone: 'UTC' } })
    await refused({ duty: { from: 9, until: 17, zone: 'Mars/Olympus' } })
    await string({})
    expect((await published()).at(-1)).toMatchObject({
      ...{ t: 'tripwire', step: 'set', wires: settableWires, from: 12, until: 20, many: 3 },
    })
  })

  it('raise an alarm with the search that trips them, of which the public reads neither person nor search', async () => {
    const before = (await published()).length
    const first = await searchOf()
    expect(await rulesOf(first)).toEqual(expect.arrayContaining(['first-search', 'outside-hours']))
    const added = (await published()).slice(before)
    expect(added.map(({ t }) => t)).toEqual(['search', 'alarm', 'alarm', 'result'])
    for (const one of added.filter(({ t }) => t === 'alarm'))
      expect(Object.keys(one).sort()).toEqual(['c', 'id', 'rule', 'step', 't', 'u', 'v', 'w'])
    const otherCase = await searchOf({ details: { caseNumber: '26-999999' } })
    expect(await rulesOf(otherCase)).toEqual(
      expect.arrayContaining(['picture-in-two-cases', 'outside-hours']),
    )
    const otherCrime = await searchOf({ details: { caseNumber: '26-999999', crime: 'homicide' } })
    expect(await rulesOf(otherCrime)).toContain('case-reused')
    expect(await rulesOf(otherCrime)).not.toContain('first-search')
  })

  it('notice one person who opens many lists, once an hour', async () => {
    const { thirdExaminer, auditor } = scratch.users
    const searches = await house().storage.db.selectFrom('searches').select('id').execute()
    const openAll = async (userId: typeof auditor.id) => {
      for (const { id } of searches) await noteRankView(house(), { searchId: id as SearchId, userId })
    }
    expect(searches.length).toBeGreaterThan(3)
    await openAll(thirdExaminer.id)
    await openAll(thirdExaminer.id)
    const many = (await alarms()).filter(({ rule }) => rule === 'many-opened')
    expect(many).toMatchObject([{ login: 'thirdExaminer', searchId: undefined }])
    // An auditor who does the same is somebody else's to look at.
    await openAll(auditor.id)
    expect((await alarms()).filter(({ rule }) => rule === 'many-opened')).toEqual(many)
    const own = await house()
      .storage.db.selectFrom('alarms')
      .select('id')
      .where('user_id', '=', auditor.id)
      .execute()
    expect(own).toHaveLength(1)
    const settling = { user: auditor, id: must(own[0], 'own alarm').id, class: 'false-alarm', words } as const
    expect(await catchCode(settleAlarm(house(), settling))).toBe('ALARM_UNKNOWN')
  })
})

describe('an alarm', () => {
  it('is settled once, with words, and its class is public', async () => {
    const alarm = must(
      (await alarms()).find(({ rule }) => rule === 'first-search'),
      'alarm',
    )
    const settling = { user: scratch.users.auditor, id: alarm.id, class: 'false-alarm', words } as const
    expect(await catchCode(settleAlarm(house(), { ...settling, id: 'none' }))).toBe('ALARM_UNKNOWN')
    expect(await catchCode(settleAlarm(house(), { ...settling, words: 'ok' }))).toBe('REASON_MISSING')
    await settleAlarm(house(), settling)
    expect((await published()).at(-1)).toMatchObject({
      ...{ t: 'alarm', step: 'settled', rule: 'first-search', class: 'false-alarm' },
    })
    expect(await catchCode(settleAlarm(house(), settling))).toBe('ALARM_SETTLED')
    expect(wireRates(await alarms())).toContainEqual({
      rule: 'first-search',
      raised: 1,
      settled: 1,
      falseAlarms: 1,
    })
  })
})

describe('an alarm that was misuse', () => {
  it('opens a case with itself as the ground, which holds the account from that moment', async () => {
    const { auditor, requester } = scratch.users
    const alarm = must(
      (await alarms()).find(({ rule, login }) => rule === 'case-reused' && login === 'requester'),
      'alarm',
    )
    const before = (await published()).length
    const { misuseCaseId } = await settleAlarm(house(), {
      ...{ user: auditor, id: alarm.id, class: 'misuse', words },
    })
    const added = (await published()).slice(before)
    expect(added.map(({ t, step }) => [t, step])).toEqual([
      ['alarm', 'settled'],
      ['misuse', 'opened'],
    ])
    expect(added[1]).toMatchObject({ source: 'alarm' })
    expect(await misuseCasesOf(house(), auditor)).toMatchObject([
      { id: misuseCaseId, login: 'requester', source: 'alarm', sourceId: alarm.id, words, held: true },
    ])
    expect((await alarms()).find(({ id }) => id === alarm.id)).toMatchObject({ misuseCaseId })
    const asking = { user: requester, request: await draftRequest(house(), { user: requester }) }
    expect(await catchCode(whoAsks(house(), asking))).toBe('ACCOUNT_HELD')
    const closing = { user: scratch.users.manager, id: misuseCaseId ?? '', words }
    await closeMisuse(house(), { ...closing, class: 'not-sustained', discipline: 'none' })
  })

  it('opens none where it was anything else, nor when it is settled again', async () => {
    const { auditor } = scratch.users
    const open = (await alarms()).filter(({ settled }) => settled === undefined)
    for (const [at, found] of (['in-order', 'mistake'] as const).entries()) {
      const settling = { user: auditor, id: must(open[at], 'open alarm').id, class: found, words }
      expect((await settleAlarm(house(), settling)).misuseCaseId).toBeUndefined()
      expect(await catchCode(settleAlarm(house(), { ...settling, class: 'misuse' }))).toBe('ALARM_SETTLED')
    }
    expect(await misuseCasesOf(house(), auditor)).toHaveLength(1)
  })
})

describe('a person who was planted', () => {
  const second = async () => must((await firstBookings(2))[1], 'second person')
  const plant = async (some: object = {}, booking: object = {}) => {
    const { file, draft } = await second()
    const photo = await readSynthetic(file)
    const given = { booking: { ...draft, ...booking }, photo, synthetic: true, words, ...some }
    return plantCanary(house(), { user: scratch.users.auditor, draft: given })
  }

  it('is declared synthetic, new to the gallery, and counted in public', async () => {
    expect(await catchCode(plant({ synthetic: false }))).toBe('CANARY_UNFIT')
    expect(await catchCode(plant({ words: 'drawn' }))).toBe('REASON_MISSING')
    const [known] = await firstBookings(1)
    expect(await catchCode(plant({}, { personId: must(known, 'known').draft.personId }))).toBe('CANARY_KNOWN')
    // A mark without a booking is used again when the auditor offers a better picture.
    expect(await catchCode(plant({ photo: new Uint8Array([1, 2, 3]) }))).toBe('IMAGE_UNREADABLE')
    expect(await canariesOf(house(), scratch.users.auditor)).toMatchObject([{ inGallery: false }])
    await plant()
    expect(await canariesOf(house(), scratch.users.auditor)).toMatchObject([{ inGallery: true, words }])
    expect(await catchCode(plant())).toBe('CANARY_KNOWN')
    const entries = (await published()).filter(({ t, step }) => t === 'tripwire' && step === 'planted')
    expect(entries).toMatchObject([{ planted: 1 }])
  })

  it('raises an alarm where he heads a list and where an examiner names him, and never becomes a lead', async () => {
    const { personId } = (await second()).draft
    const searchId = await searchOf({ personId, details: { caseNumber: '26-555555' } })
    expect((await candidatesOf(house().storage.db, searchId))[0]?.personId).toBe(personId)
    expect(await rulesOf(searchId)).toContain('canary-listed')
    for (const user of [scratch.users.examiner, scratch.users.verifier])
      await seal(house(), { user, searchId, conclusion: 'supports-same-source', rank: 1 })
    expect((await rulesOf(searchId)).filter((rule) => rule === 'canary-named')).toHaveLength(2)
    expect(await conclude(house(), searchId)).toBeUndefined()
    expect((await published()).at(-1)).toMatchObject({
      t: 'refusal',
      act: 'conclude',
      codes: ['LEAD_WITHHELD'],
    })
    const after = (await published()).length
    expect(await conclude(house(), searchId)).toBeUndefined()
    expect((await scratch.reopen()).concluded).toEqual([])
    expect((await published()).length).toBe(after)
    expect(await house().storage.db.selectFrom('leads').select('id').execute()).toEqual([])
    expect((await verifyLogFolder(scratch.logDir)).verified).toBe(true)
  })
})
