import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { analyseCase, conclude } from '../lead/index.ts'
import { openScratchHouse, type ScratchHouse } from '../lead/open-scratch-house.ts'
import { plantedCase } from '../lead/sample-planted-cases.ts'
import { seal, searchFor } from '../lead/sample-requests.ts'
import { verifyLogFolder } from '../ledger/index.ts'
import { formatDisclosureFile, verifyDisclosureFile } from '../proof/index.ts'
import { sawRanks } from '../search/index.ts'
import { type DisclosureDraft, discloseEntry, listDisclosures } from './disclose-entry.ts'
import { lookAtEntry } from './hidden-values.ts'

let face: FaceEngine
let scratch: ScratchHouse
let searchId = '' as Awaited<ReturnType<typeof searchFor>>['searchId']

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
  const house = scratch.house()
  searchId = (await searchFor(house, scratch.users.requester)).searchId
}, 120_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const open = (draft: Partial<DisclosureDraft> & Pick<DisclosureDraft, 'fields'>) =>
  discloseEntry(scratch.house(), {
    user: scratch.users.manager,
    draft: { id: searchId, audience: 'defence', to: 'Public Defender, J. Lin', ...draft },
  })
const together = async () =>
  (await lookAtEntry(scratch.house(), { user: scratch.users.manager, id: searchId })).together
const indexOf = async (type: string) =>
  String(
    must(
      (await together()).find(({ value }) => value.t === type),
      type,
    ).index,
  )

describe('opening hidden values for somebody', () => {
  it('gives them with proofs that anybody can check, after the log has said that it is done', async () => {
    const { file, logIndex } = await open({ fields: ['case', 'actor'], order: 'Motion 12' })
    const vkey = scratch.house().ledger.vkey
    const report = await verifyDisclosureFile(formatDisclosureFile(file), { vkey })
    expect(report).toMatchObject({
      ...{ verified: true, vkeyPinned: true, problems: [] },
      opened: { entry: { t: 'search' }, fields: [{ name: 'case' }, { value: scratch.users.requester.id }] },
      onRecord: { index: logIndex, entry: { t: 'disclose', audience: 'defence', fields: ['case', 'actor'] } },
    })
    const said = JSON.stringify(
      await scratch
        .house()
        .ledger.entry(logIndex)
        .then(({ value }) => value),
    )
    expect(said).not.toMatch(/Lin|Motion/)
    expect(await verifyLogFolder(scratch.logDir)).toMatchObject({ verified: true })
    expect((await listDisclosures(scratch.house(), scratch.users.auditor))[0]).toMatchObject({
      ...{ fields: ['case', 'actor'], recipient: 'Public Defender, J. Lin', order: 'Motion 12', logIndex },
      openedBy: scratch.users.manager.name,
    })
  })

  it('does not open what still is examined, and takes the blindness of whoever opens a list', async () => {
    const result = await indexOf('result')
    await expect(open({ id: result, fields: ['cands.0'] })).rejects.toMatchObject({ code: 'NOT_CONCLUDED' })
    const house = scratch.house()
    for (const user of [scratch.users.examiner, scratch.users.verifier]) {
      await seal(house, { user, searchId, conclusion: 'supports-same-source', rank: 1 })
    }
    await conclude(house, searchId)
    const view = { searchId, userId: scratch.users.manager.id }
    expect(await sawRanks(house.storage.db, view)).toBe(false)
    const { file } = await open({ id: result, fields: ['cands.0'] })
    const { opened } = await verifyDisclosureFile(formatDisclosureFile(file))
    expect(opened?.fields.map(({ name }) => name)).toEqual(['cands', 'cands.0'])
    expect(opened?.fields[1]?.value).toMatchObject({ rank: 1 })
    expect(await sawRanks(house.storage.db, view)).toBe(true)
  })

  it('finds an entry by the id of its request, search, examination and lead, and what belongs together', async () => {
    expect((await together()).map(({ value }) => value.t)).toEqual([
      'search',
      'result',
      'analysis',
      'review',
      'analysis',
      'review',
      'lead',
    ])
    const rows = async (table: 'examinations' | 'leads') =>
      scratch.storage.db.selectFrom(table).select('id').where('search_id', '=', searchId).execute()
    for (const { id } of [...(await rows('examinations')), ...(await rows('leads'))])
      expect((await lookAtEntry(scratch.house(), { user: scratch.users.auditor, id })).together).toHaveLength(
        7,
      )
  })

  it('opens values of the house as a whole for the agency that founded it', async () => {
    const { file } = await open({ id: '2', fields: ['approver'] })
    const report = await verifyDisclosureFile(formatDisclosureFile(file))
    expect(report).toMatchObject({
      verified: true,
      opened: { entry: { t: 'policy' }, fields: [{ value: 'test' }] },
    })
  })

  it.each([
    ['an id that is nothing', { id: 'nothing-at-all' }, 'RECORD_UNKNOWN'],
    ['an index beyond the log', { id: '4000' }, 'RECORD_UNKNOWN'],
    ['a field that the entry does not hide', { fields: ['crime'] }, 'FIELD_UNKNOWN'],
    ['no field', { fields: [] }, 'FIELD_UNKNOWN'],
    ['nobody as the recipient', { to: ' ' }, 'RECIPIENT_MISSING'],
  ])('refuses %s, and logs no opening', async (_, draft, code) => {
    const size = await scratch.house().ledger.size()
    await expect(open({ fields: ['case'], ...draft })).rejects.toMatchObject({ code })
    expect(await scratch.house().ledger.size()).toBe(size)
  })

  it('knows nothing of another agency', async () => {
    const user = {
      ...scratch.users.manager,
      agency: { ...scratch.users.manager.agency, id: 'OTHER-PD' as never },
    }
    for (const id of [searchId, '2', await indexOf('search')])
      await expect(lookAtEntry(scratch.house(), { user, id })).rejects.toMatchObject({
        code: 'RECORD_UNKNOWN',
      })
  })
})

describe('a file of opened values that was tampered with is not believed', () => {
  const spoilt = async (change: (text: string) => string) =>
    verifyDisclosureFile(change(formatDisclosureFile((await open({ fields: ['case', 'actor'] })).file)))
  const flip = (name: RegExp) => (text: string) =>
    text.replace(name, (found) => `${found.slice(0, -1)}${found.endsWith('A') ? 'B' : 'A'}`)

  it.each([
    ['a value', flip(/"disclosures": \[\s+"\w{60}/)],
    ['the entry', (text: string) => text.replace('robbery', 'burglary')],
    ['the proof', flip(/index \d+\\n[\w+/]{20}/)],
    ['the signature', (text: string) => text.replace(/(— \S+ )(.)/, (_, before) => `${before}B`)],
    [
      'one value is missing',
      (text: string) => text.replace(/"disclosures": \[\s+"[\w-]+",/, '"disclosures": ['),
    ],
    [
      'the entry that tells of it is the opened one',
      (text: string) => {
        const file = JSON.parse(text)
        return JSON.stringify({ ...file, onRecord: file.opened })
      },
    ],
    ['another key', flip(/"verifierKey": "[^"]{40}/)],
    ['no JSON', () => 'opened: everything'],
    ['another format', (text: string) => text.replace('disclosure-v1', 'disclosure-v9')],
  ])('%s', async (_, change) => {
    const report = await spoilt(change)
    expect(report.verified).toBe(false)
    expect(report.problems.join()).toMatch(/\([A-Z_]{8,}\)$/)
    expect(report.opened).toBeUndefined()
  })
})

describe('a planted case in the record', () => {
  it('is opened only when it has ended, with the truth about each face, and its entries are found together', async () => {
    const house = scratch.house()
    const { users, clock } = scratch
    const planted = await plantedCase(house, { user: users.requester, clock, mate: true })
    const draft = {
      audience: 'defence',
      to: 'Public Defender, J. Lin',
      fields: ['faces.0', 'content'],
    } as const
    const opening = () => discloseEntry(house, { user: users.manager, draft: { ...draft, id: planted.id } })
    await expect(opening()).rejects.toMatchObject({ code: 'NOT_CONCLUDED' })
    const unfit = {
      suitability: 'unfit',
      visible: [],
      partly: [],
      limits: 'Too blurred to compare.',
    } as const
    await analyseCase(house, { user: users.examiner, planted, draft: unfit })
    const { file } = await opening()
    const report = await verifyDisclosureFile(formatDisclosureFile(file), { vkey: house.ledger.vkey })
    expect(report).toMatchObject({ verified: true, opened: { entry: { t: 'planting', step: 'case' } } })
    expect(JSON.stringify(report.opened)).toContain('isMate')
    const { together } = await lookAtEntry(house, { user: users.manager, id: planted.id })
    expect(together.map(({ value }) => value.step)).toEqual(['case', 'case-begun', 'case-answered'])
  })
})
