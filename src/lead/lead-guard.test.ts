import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { catchCode } from '../../test/refusal-code.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { must } from '../kernel/index.ts'
import { closeInquiry, inquiryOf } from './inquiry.ts'
import { type CheckAnswers, checkOf, recordCheck } from './lead-check.ts'
import { type Evidence, evidenceOf, recordEvidence } from './lead-evidence.ts'
import type { Lead } from './lead-record.ts'
import { type LineUpDraft, lineUpsOf, recordLineUp } from './line-up.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from './open-scratch-house.ts'
import { conclude, request } from './probe-to-lead.ts'
import { type OutcomeKind, outcomesOf, recordOutcome } from './record-outcome.ts'
import { nothingAgainst } from './sample-guards.ts'
import { draftRequest, seal, searchFor } from './sample-requests.ts'

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
const evidence: Evidence = { kind: 'phone-or-location', obtainedOn: '2026-11-18', by: 'Officer 12' }
const draft: LineUpDraft = {
  ...{ heldOn: '2026-11-20', picture: 'another-photograph', blind: true, fillers: 5, note: 'Room 2' },
}

async function lead(): Promise<Lead> {
  const { searchId } = await searchFor(house(), scratch.users.requester)
  const about = { searchId, conclusion: 'supports-same-source', rank: 1 } as const
  await seal(house(), { user: scratch.users.examiner, ...about })
  await seal(house(), { user: scratch.users.verifier, ...about })
  return must(await conclude(house(), searchId), 'lead')
}
type As = { as?: keyof ScratchStaff }
const actor = (of: Lead, { as = 'requester' }: As = {}) => ({ user: scratch.users[as], leadId: of.id })
const outcome = (of: Lead, kind: OutcomeKind, given: As & { evidence?: readonly Evidence[] } = {}) =>
  recordOutcome(house(), {
    ...actor(of, given),
    draft: { outcome: kind, evidence: given.evidence ?? [], note: '' },
  })
const check = (of: Lead, answers: Partial<CheckAnswers> = {}, given: As = {}) =>
  recordCheck(house(), { ...actor(of, given), answers: { ...nothingAgainst, ...answers } })
const against = { against: true, words: 'He was in the county jail from the 17th to the 19th.' }

describe('an arrest on a lead', () => {
  it('waits for evidence on record, then for what speaks against it, each refused with the rule that asks for it', async () => {
    const found = await lead()
    const alone = await outcome(found, 'arrest').catch((error: unknown) => error)
    expect(alone).toMatchObject({ code: 'SOLE_BASIS', rule: 'HOUSE-AFTER-1' })
    await recordEvidence(house(), { ...actor(found), evidence })
    expect(await catchCode(outcome(found, 'arrest'))).toBe('CHECK_MISSING')
    expect((await published()).at(-1)).toMatchObject({ t: 'refusal', rules: ['HOUSE-AFTER-1'] })
    await check(found)
    expect(await outcome(found, 'arrest')).toMatchObject({ evidence: [{ ...evidence, beforeLead: true }] })
  })

  it('is stopped by one known fact against it, until a supervisor says why it does not hold', async () => {
    const found = await lead()
    await recordEvidence(house(), { ...actor(found), evidence })
    await check(found, { custody: against })
    expect(await catchCode(outcome(found, 'arrest'))).toBe('CONTRADICTED')
    expect(await catchCode(recordLineUp(house(), { ...actor(found), draft }))).toBe('CONTRADICTED')
    expect(await catchCode(check(found))).toBe('CONTRADICTED')
    expect(await checkOf(house(), found.id)).toMatchObject({ against: true })
    await check(found, {}, { as: 'supervisor' })
    await expect(outcome(found, 'arrest')).resolves.toMatchObject({ outcome: 'arrest' })
    const steps = (await published()).filter(({ t }) => t === 'guard').slice(-3)
    expect(steps).toMatchObject([{ step: 'evidence', before: true }, { against: true }, { against: false }])
  })

  it('records the evidence that comes along before itself, and nothing at all when it is refused', async () => {
    const found = await lead()
    expect(await catchCode(outcome(found, 'charge', { evidence: [evidence] }))).toBe('CHECK_MISSING')
    expect(await evidenceOf(house(), found.id)).toEqual([])
    await check(found)
    const twice = [evidence, { ...evidence, obtainedOn: '2026-11-19' }]
    await outcome(found, 'charge', { evidence: twice })
    await outcome(found, 'conviction', { evidence: twice })
    expect(await evidenceOf(house(), found.id)).toMatchObject([{ beforeLead: true }, { beforeLead: false }])
    expect((await published()).slice(-4).map(({ t }) => t)).toEqual(['guard', 'guard', 'outcome', 'outcome'])
    expect((await outcomesOf(house(), found.id)).map(({ outcome: kind }) => kind)).toEqual([
      'charge',
      'conviction',
    ])
  })

  it('needs each point of the check looked up somewhere', async () => {
    const found = await lead()
    expect(await catchCode(check(found, { marks: { against: false, words: ' ' } }))).toBe('REASON_MISSING')
    expect(await checkOf(house(), found.id)).toBeUndefined()
  })
})

describe('evidence', () => {
  it('of the future is refused, and a witness who was asked after the lead', async () => {
    const found = await lead()
    const add = (one: Evidence) => recordEvidence(house(), { ...actor(found), evidence: one })
    expect(await catchCode(add({ ...evidence, obtainedOn: '2026-12-24' }))).toBe('EVIDENCE_IN_FUTURE')
    scratch.clock.goOn(1)
    const witness = { kind: 'eyewitness-before-lead', by: 'Officer 12' } as const
    expect(await catchCode(add({ ...witness, obtainedOn: '2026-11-20' }))).toBe('EVIDENCE_AFTER_LEAD')
    await expect(add({ ...witness, obtainedOn: '2026-11-18' })).resolves.toMatchObject({ beforeLead: true })
  })

  it('is recorded by the requester or a supervisor only', async () => {
    const found = await lead()
    const add = recordEvidence(house(), { ...actor(found, { as: 'examiner' }), evidence })
    expect(await catchCode(add)).toBe('NOT_YOURS')
  })
})

describe('a photo line-up', () => {
  it('is never held with the photograph that surfaced, whatever else is on record', async () => {
    const found = await lead()
    await recordEvidence(house(), { ...actor(found), evidence })
    await check(found)
    const surfaced = { ...draft, picture: 'surfaced-photograph' } as const
    expect(await catchCode(recordLineUp(house(), { ...actor(found), draft: surfaced }))).toBe(
      'LINEUP_PHOTO_BARRED',
    )
  })

  it('is not built on the lead alone, and is shown blind among fillers', async () => {
    const found = await lead()
    expect(await catchCode(recordLineUp(house(), { ...actor(found), draft }))).toBe('LINEUP_BARRED')
    await recordEvidence(house(), { ...actor(found), evidence })
    await check(found)
    for (const unsound of [{ blind: false }, { fillers: 4 }, { heldOn: '2026-11-01' }])
      expect(
        await catchCode(recordLineUp(house(), { ...actor(found), draft: { ...draft, ...unsound } })),
      ).toBe('LINEUP_UNSOUND')
    await recordLineUp(house(), { ...actor(found), draft })
    expect(await lineUpsOf(house(), found.id)).toMatchObject([{ heldOn: '2026-11-20', fillers: 5 }])
    expect((await published()).at(-1)).toMatchObject({ t: 'guard', step: 'line-up' })
  })
})

describe('a misidentification', () => {
  it('opens an inquiry once, which somebody else closes with findings', async () => {
    const found = await lead()
    const close = (findings: string, as: keyof ScratchStaff) =>
      closeInquiry(house(), { ...actor(found, { as }), findings })
    const findings = 'Nobody asked the jail before the arrest; the check now comes first.'
    expect(await catchCode(close(findings, 'supervisor'))).toBe('NO_INQUIRY')
    await outcome(found, 'misidentified')
    await outcome(found, 'misidentified')
    expect((await inquiryOf(house(), found.id)).map(({ step }) => step)).toEqual(['opened'])
    expect(await catchCode(close(findings, 'requester'))).toBe('NOT_YOURS')
    expect(await catchCode(close('Looked into.', 'supervisor'))).toBe('REASON_MISSING')
    await close(findings, 'supervisor')
    expect(await inquiryOf(house(), found.id)).toMatchObject([
      { step: 'opened' },
      { step: 'closed', findings },
    ])
    const entries = await published()
    expect(entries.filter(({ t }) => t === 'inquiry').map(({ step }) => step)).toEqual(['opened', 'closed'])
    expect(await catchCode(close(findings, 'supervisor'))).toBe('NO_INQUIRY')
  })
})

describe('a requester who owes an outcome', () => {
  it('searches no further after the day it was due, but in an emergency and once it is recorded', async () => {
    const { requester } = scratch.users
    const found = await lead()
    for (const { id } of await scratch.storage.db.selectFrom('leads').select('id').execute())
      if (id !== found.id && (await outcomesOf(house(), id as never)).length === 0)
        await recordOutcome(house(), {
          ...{
            user: requester,
            leadId: id as never,
            draft: { outcome: 'no-action', evidence: [], note: '' },
          },
        })
    scratch.clock.goOn(31)
    const asked = await draftRequest(house(), { user: requester })
    const refused = await request(house(), { user: requester, request: asked }).catch(
      (error: unknown) => error,
    )
    expect(refused).toMatchObject({ refusals: [{ code: 'OUTCOME_OVERDUE', rule: 'HOUSE-OUTCOME-1' }] })
    await outcome(found, 'no-action')
    const again = await draftRequest(house(), { user: requester })
    await expect(request(house(), { user: requester, request: again })).resolves.toMatchObject({
      candidates: { length: 2 },
    })
  })
})
