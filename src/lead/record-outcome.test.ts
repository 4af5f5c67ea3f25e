import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../test/published-entries.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../face/index.ts'
import { asId, type LeadId, must } from '../kernel/index.ts'
import { openDisclosures } from '../proof/index.ts'
import { recordCheck } from './lead-check.ts'
import type { Evidence } from './lead-evidence.ts'
import type { Lead } from './lead-record.ts'
import { RefusedOnRecord } from './on-record.ts'
import { openScratchHouse, type ScratchHouse, type ScratchStaff } from './open-scratch-house.ts'
import { conclude } from './probe-to-lead.ts'
import { type OutcomeDraft, outcomesOf, recordOutcome } from './record-outcome.ts'
import { nothingAgainst } from './sample-guards.ts'
import { seal, searchFor } from './sample-requests.ts'

let face: FaceEngine
let scratch: ScratchHouse
let lead: Lead
let noLead: Lead
let searchIndex: number

beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
  const house = scratch.house()
  const { requester, examiner, verifier } = scratch.users
  const ended = async (conclusion: 'supports-same-source' | 'supports-different-sources') => {
    const { searchId, logIndex } = await searchFor(house, requester)
    const about = { searchId, conclusion, ...(conclusion === 'supports-same-source' ? { rank: 1 } : {}) }
    await seal(house, { user: examiner, ...about })
    await seal(house, { user: verifier, ...about })
    return { lead: must(await conclude(house, searchId), 'conclusion'), logIndex }
  }
  const found = await ended('supports-same-source')
  lead = found.lead
  searchIndex = found.logIndex
  noLead = (await ended('supports-different-sources')).lead
  await recordCheck(house, { user: requester, leadId: lead.id, answers: nothingAgainst })
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const published = () => publishedEntries(scratch.logDir, scratch.house().ledger.vkey)
const evidence: Evidence = { kind: 'property', obtainedOn: '2026-11-19', by: 'Officer 12' }

const record = (draft: Partial<OutcomeDraft>, of: { as?: keyof ScratchStaff; leadId?: LeadId } = {}) =>
  recordOutcome(scratch.house(), {
    user: scratch.users[of.as ?? 'requester'],
    leadId: of.leadId ?? lead.id,
    draft: { outcome: 'no-action', evidence: [], note: '', ...draft },
  })

async function refusedCode(work: Promise<unknown>): Promise<string> {
  const before = (await outcomesOf(scratch.house(), lead.id)).length
  const refusal: unknown = await work.catch((error: unknown) => error)
  if (!(refusal instanceof RefusedOnRecord)) throw refusal
  const entry = must((await published())[refusal.logIndex], 'refusal entry')
  expect(entry).toMatchObject({ t: 'refusal', act: 'outcome', codes: [refusal.code] })
  expect((await outcomesOf(scratch.house(), lead.id)).length).toBe(before)
  return refusal.code
}

describe('an outcome', () => {
  it.each(['arrest', 'charge', 'conviction'] as const)(
    'of %s on the lead alone is refused on record as SOLE_BASIS',
    async (outcome) => {
      expect(await refusedCode(record({ outcome }))).toBe('SOLE_BASIS')
    },
  )

  it('that rests on evidence of a later day is refused on record', async () => {
    const tomorrow = { ...evidence, obtainedOn: '2026-11-20' }
    const draft = { outcome: 'arrest', evidence: [evidence, tomorrow] } as const
    expect(await refusedCode(record(draft))).toBe('EVIDENCE_IN_FUTURE')
  })

  it.each(['otherRequester', 'examiner', 'administrator', 'auditor'] as const)(
    'is not recorded by somebody else: %s',
    async (as) => {
      expect(await refusedCode(record({}, { as }))).toBe('NOT_YOURS')
    },
  )

  it('of a search that gave no lead is refused on record', async () => {
    expect(await refusedCode(record({}, { leadId: noLead.id }))).toBe('NO_LEAD')
  })

  it('of a lead that is not there is refused', async () => {
    await expect(record({}, { leadId: asId('none') })).rejects.toMatchObject({ code: 'LEAD_UNKNOWN' })
  })

  it('with other evidence is logged by class, pointing to the search, with case and evidence hidden', async () => {
    const draft = {
      outcome: 'arrest',
      evidence: [evidence],
      note: 'Property of the shop was found.',
    } as const
    const outcome = await record(draft)
    expect(outcome).toMatchObject({ ...draft, recordedBy: 'requester' })
    const house = scratch.house()
    const { index } = must(await house.ledger.find(outcome.entryId), 'logged outcome')
    const entry = must((await published())[index], 'outcome entry')
    expect(entry).toMatchObject({ t: 'outcome', out: 'arrest', ref: searchIndex })
    const hidden = openDisclosures({
      commitments: entry.c as Record<string, string>,
      disclosures: await house.ledger.disclosures(outcome.entryId),
    })
    expect(hidden.get('case')).toBe('26-004711')
    expect(hidden.get('subject')).toBe(lead.personId)
    expect(hidden.get('evidence')).toMatch(/^[0-9a-f]{64}$/)
    expect((await outcomesOf(house, lead.id)).at(-1)).toEqual(outcome)
  })

  it('may be recorded by a supervisor', async () => {
    await expect(record({ outcome: 'interviewed' }, { as: 'supervisor' })).resolves.toMatchObject({
      recordedBy: 'supervisor',
    })
  })

  it.each([
    ['no-action', 'none'],
    ['interviewed', 'none'],
    ['excluded', 'cleared'],
    ['dismissed', 'cleared'],
    ['acquitted', 'cleared'],
    ['misidentified', 'misidentified'],
    ['charge', 'charge'],
    ['conviction', 'conviction'],
  ] as const)('%s is counted in public as %s', async (outcome, out) => {
    const { entryId } = await record({ outcome, evidence: [evidence] })
    const { index } = must(await scratch.house().ledger.find(entryId), 'logged outcome')
    expect((await published())[index]).toMatchObject({ t: 'outcome', out })
  })

  it('follows the one before; the last in the log is the last in the list, even within one millisecond', async () => {
    const still = { ...scratch.house(), clock: { now: () => new Date('2026-11-19T12:00:00Z') } }
    const kinds = ['interviewed', 'arrest', 'misidentified'] as const
    for (const outcome of kinds) {
      const draft = { outcome, evidence: [evidence], note: '' }
      await recordOutcome(still, { user: scratch.users.requester, leadId: lead.id, draft })
    }
    const all = await outcomesOf(scratch.house(), lead.id)
    expect(all.slice(-3).map(({ outcome }) => outcome)).toEqual(kinds)
    const last = (await published()).filter(({ t, ref }) => t === 'outcome' && ref === searchIndex).at(-1)
    expect(last?.id).toBe(all.at(-1)?.entryId)
  })
})
