import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { catchCode } from '../../test/refusal-code.ts'
import type { Conclusion } from '../examination/index.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must, type SearchId } from '../kernel/index.ts'
import { recountLogFolder } from '../ledger/index.ts'
import type { User } from '../people/index.ts'
import { candidatesOf } from '../search/index.ts'
import { resolutionsOf } from './conflict-record.ts'
import { openConflicts } from './open-conflict.ts'
import { openScratchHouse, type ScratchHouse } from './open-scratch-house.ts'
import { conclude } from './probe-to-lead.ts'
import { type ResolutionDraft, recordResolution, signResolution } from './resolve-conflict.ts'
import { seal, searchFor } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const published = () => publishedEntries(scratch.logDir, house().ledger.vkey)
type Side = readonly [Conclusion, rank?: number]
const support: Side = ['supports-same-source', 1]
const otherwise: Side = ['supports-different-sources']

async function sealed(first: Side, second: Side) {
  const { searchId } = await searchFor(house(), scratch.users.requester)
  const { examiner, verifier } = scratch.users
  for (const [user, [conclusion, rank]] of [
    [examiner, first],
    [verifier, second],
  ] as const)
    await seal(house(), { user, searchId, conclusion, ...(rank ? { rank } : {}) })
  const candidates = await candidatesOf(scratch.storage.db, searchId)
  return { searchId, bookings: candidates.map(({ bookingId }) => bookingId) }
}

const met: ResolutionDraft = {
  ...{ outcome: 'inconclusive', reason: 'The ears stayed in doubt for both.' },
  tookPart: 'examiner, verifier, supervisor',
}
const record = (searchId: SearchId, more: Partial<ResolutionDraft> & { user?: User } = {}) => {
  const { user = scratch.users.supervisor, ...draft } = more
  return recordResolution(house(), { user, searchId, draft: { ...met, ...draft } })
}
const sign = (who: 'examiner' | 'verifier' | 'thirdExaminer', searchId: SearchId, agrees = true) =>
  signResolution(house(), { user: scratch.users[who], searchId, agrees })
const waiting = async () => (await openConflicts(house(), 'SCRATCH-PD')).map(({ search }) => search.id)

describe('two conclusions that contradict each other', () => {
  it('end inconclusive as soon as a supervisor records that they remain so, on record and public', async () => {
    const { searchId } = await sealed(support, otherwise)
    expect(await waiting()).toContain(searchId)
    const made = await record(searchId)
    expect(await waiting()).not.toContain(searchId)
    expect(await conclude(house(), searchId)).toMatchObject({ decision: 'inconclusive' })
    expect((await published()).slice(-2)).toMatchObject([
      { t: 'resolve', step: 'recorded', out: 'inconclusive' },
      { t: 'lead', dec: 'inconclusive', resolved: true },
    ])
    expect(await resolutionsOf(scratch.storage.db, searchId)).toEqual([made])
    expect(await catchCode(record(searchId))).toBe('NO_CONFLICT')
  })

  it('become a lead only when both examiners themselves have signed', async () => {
    const { searchId, bookings } = await sealed(otherwise, support)
    await record(searchId, { outcome: 'lead', bookingId: bookings[0] })
    expect(await conclude(house(), searchId)).toBeUndefined()
    await sign('verifier', searchId)
    expect(await conclude(house(), searchId)).toBeUndefined()
    expect(await catchCode(sign('verifier', searchId))).toBe('ALREADY_SIGNED')
    await sign('examiner', searchId)
    const lead = must(await conclude(house(), searchId), 'lead')
    expect(lead).toMatchObject({ decision: 'lead', bookingId: bookings[0] })
    const bytes = await scratch.storage.blobs.get(must(lead.sheet, 'sheet').blobId)
    const { examiners } = JSON.parse(new TextDecoder().decode(bytes))
    expect(examiners[0].conclusion).toMatch(/contradicted each other; on 2026-11-.*signed/)
  })

  it('are about the person they agreed on where each had supported another, and stay a disagreement', async () => {
    const before = must((await recountLogFolder(scratch.logDir)).recount, 'recount').disagreements
    const { searchId, bookings } = await sealed(support, ['supports-same-source', 2])
    await record(searchId, { outcome: 'lead', bookingId: bookings[1] })
    for (const who of ['examiner', 'verifier'] as const) await sign(who, searchId)
    expect(await conclude(house(), searchId)).toMatchObject({ decision: 'lead', bookingId: bookings[1] })
    const { recount, report } = await recountLogFolder(scratch.logDir)
    expect(report.problems).toEqual([])
    expect(recount).toMatchObject({ disagreements: before + 1 })
  })

  it('wait on when one of the two declines, until another meeting is recorded', async () => {
    const { searchId } = await sealed(support, otherwise)
    await record(searchId, { outcome: 'no-lead' })
    await sign('examiner', searchId, false)
    expect(await catchCode(sign('verifier', searchId))).toBe('NOTHING_TO_SIGN')
    expect(await conclude(house(), searchId)).toBeUndefined()
    await record(searchId, { outcome: 'no-lead', user: scratch.users.thirdExaminer })
    for (const who of ['examiner', 'verifier'] as const) await sign(who, searchId)
    expect(await conclude(house(), searchId)).toMatchObject({ decision: 'no-lead' })
  })
})

describe('what is recorded of a conflict', () => {
  let searchId: SearchId
  let bookings: readonly string[]
  beforeAll(async () => {
    ;({ searchId, bookings } = await sealed(support, otherwise))
  })
  const refusedBy = (who: keyof ScratchHouse['users'], draft: Partial<ResolutionDraft> = {}) =>
    catchCode(record(searchId, { user: scratch.users[who], ...draft }))

  it.each([
    ['somebody without the role', 'clerk', 'ROLE_MISSING'],
    ['an examiner without a certificate', 'untrainedExaminer', 'NO_CERTIFICATE'],
    ['one of the two', 'examiner', 'ALREADY_EXAMINED'],
  ] as const)('is not taken from %s, and the refusal is on record', async (_who, who, code) => {
    expect(await refusedBy(who)).toBe(code)
    expect((await published()).at(-1)).toMatchObject({ t: 'refusal', act: 'resolve', codes: [code] })
  })

  it('is not taken from whoever asked for the search, nor from another agency', async () => {
    const { supervisor, requester } = scratch.users
    expect(await catchCode(record(searchId, { user: { ...supervisor, id: requester.id } }))).toBe(
      'OWN_SEARCH',
    )
    const elsewhere = { ...supervisor, agency: { ...supervisor.agency, id: 'OTHER-PD' as never } }
    expect(await catchCode(record(searchId, { user: elsewhere }))).toBe('SEARCH_UNKNOWN')
  })

  it('says why and who met, and names a candidate whom one of the two supported', async () => {
    expect(await refusedBy('supervisor', { reason: 'no' })).toBe('REASON_MISSING')
    expect(await refusedBy('supervisor', { tookPart: ' ' })).toBe('REASON_MISSING')
    expect(await refusedBy('supervisor', { outcome: 'lead' })).toBe('CANDIDATE_UNKNOWN')
    expect(await refusedBy('supervisor', { outcome: 'lead', bookingId: bookings[1] })).toBe(
      'CANDIDATE_UNKNOWN',
    )
  })

  it('is signed by the two alone, and only where something was agreed on', async () => {
    expect(await catchCode(sign('examiner', searchId))).toBe('NOTHING_TO_SIGN')
    expect(await catchCode(sign('thirdExaminer', searchId))).toBe('NOT_YOURS')
  })

  it('is nothing where the two do not contradict each other', async () => {
    const agreeing = await sealed(otherwise, ['exclusion', 1])
    expect(await catchCode(record(agreeing.searchId))).toBe('NO_CONFLICT')
    const doubting = await sealed(['inconclusive', 1], otherwise)
    expect(await catchCode(record(doubting.searchId))).toBe('NO_CONFLICT')
  })
})
