import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../src/face/index.ts'
import { must, type SearchId } from '../src/kernel/index.ts'
import {
  awaitedDecisions,
  closeInquiry,
  conclude,
  decideApproval,
  type Lead,
  type ResolutionDraft,
  recordCheck,
  recordEvidence,
  recordOutcome,
  recordResolution,
  withdrawSearch,
} from '../src/lead/index.ts'
import { openScratchHouse, type ScratchHouse } from '../src/lead/open-scratch-house.ts'
import { nothingAgainst } from '../src/lead/sample-guards.ts'
import { seal } from '../src/lead/sample-requests.ts'
import { recountLogFolder } from '../src/ledger/index.ts'
import type { User } from '../src/people/index.ts'
import { catchCode } from './refusal-code.ts'
import { examinedBy, type Side, sealedBy, searchOf, told } from './sample-endings.ts'

// Every ending of the story, told by the public log alone: what a stranger reads there is what happened.

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
  await scratch.house().gallery.commit()
})
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const examined = (first: Side, second: Side) => examinedBy(scratch, first, second)
const support: Side = ['supports-same-source', 1]
const otherwise: Side = ['supports-different-sources']
const acting = (leadId: Awaited<ReturnType<typeof examined>>['id']) => ({
  ...{ user: scratch.users.requester, leadId },
})
const outcome = (leadId: Parameters<typeof acting>[0], kind: 'arrest' | 'interviewed' | 'misidentified') =>
  recordOutcome(house(), { ...acting(leadId), draft: { outcome: kind, evidence: [], note: '' } })

/** What each examiner found is public only with the end. */
const twoExaminations = (first: string, second: string, end: string) => [
  ...['search', 'result', 'analysis', 'review', 'assign', 'analysis', 'review'],
  `lead ${end} (${first},${second})`,
]

describe('a search ends', () => {
  test('in a lead that two support, and in an arrest only after other evidence stands on record', async () => {
    let leadId = '' as Parameters<typeof acting>[0]
    expect(
      await told(scratch, async () => {
        leadId = (await examined(support, support)).id
      }),
    ).toEqual(twoExaminations('supports-same-source', 'supports-same-source', 'lead'))
    expect(await catchCode(outcome(leadId, 'arrest'))).toBe('SOLE_BASIS')
    const evidence = { kind: 'property', obtainedOn: '2026-11-18', by: 'Officer 12' } as const
    expect(
      await told(scratch, async () => {
        await recordEvidence(house(), { ...acting(leadId), evidence })
        await recordCheck(house(), { ...acting(leadId), answers: nothingAgainst })
        await outcome(leadId, 'arrest')
      }),
    ).toEqual(['guard evidence', 'guard check', 'outcome arrest'])
  })

  test('without a lead when both rule everybody out, and nothing can follow from it', async () => {
    const none = await examined(otherwise, ['exclusion', 1])
    expect(none).toMatchObject({ decision: 'no-lead', personId: undefined, sheet: undefined })
    expect(await catchCode(outcome(none.id, 'interviewed'))).toBe('NO_LEAD')
  })

  test('in a conflict that is no lead: both opinions stand in the log, and neither wins', async () => {
    let end: Lead | undefined
    const draft: ResolutionDraft = {
      outcome: 'inconclusive',
      reason: 'Neither could show the other an ear.',
      tookPart: 'Both',
    }
    const meet = async (searchId: SearchId) => {
      expect(await conclude(house(), searchId)).toBeUndefined()
      await recordResolution(house(), { user: scratch.users.supervisor, searchId, draft })
      return conclude(house(), searchId)
    }
    expect(
      await told(scratch, async () => {
        end = await meet(await sealedBy(scratch, support, otherwise))
      }),
    ).toEqual(
      twoExaminations('supports-same-source', 'supports-different-sources', 'inconclusive').toSpliced(
        -1,
        0,
        'resolve inconclusive',
      ),
    )
    expect(end).toMatchObject({ decision: 'inconclusive' })
    const other = must(await meet(await sealedBy(scratch, support, ['supports-same-source', 2])), 'end')
    expect(other).toMatchObject({ decision: 'inconclusive', personId: undefined })
    expect(await catchCode(outcome(other.id, 'arrest'))).toBe('NO_LEAD')
  })

  test('with an unfit probe before anybody was compared with it', async () => {
    const unfit: Side = ['not-suitable']
    expect(await told(scratch, () => examined(unfit, unfit))).toEqual(
      twoExaminations('not-suitable', 'not-suitable', 'inconclusive'),
    )
  })

  test('withdrawn, which nobody takes back: no one examines it any more, and it is counted', async () => {
    let searchId = '' as SearchId
    const { requester, examiner, supervisor } = scratch.users
    const withdraw = (user: User, reason = 'The person gave himself up.') =>
      withdrawSearch(house(), { user, searchId, reason })
    expect(
      await told(scratch, async () => {
        searchId = await searchOf(scratch)
        await seal(house(), { user: examiner, searchId, conclusion: 'supports-same-source', rank: 1 })
        await withdraw(requester)
      }),
    ).toEqual(['search', 'result', 'analysis', 'review', 'assign', 'withdraw'])
    const { verifier } = scratch.users
    const second = seal(house(), { user: verifier, searchId, conclusion: 'supports-same-source', rank: 1 })
    expect(await catchCode(second)).toBe('WITHDRAWN')
    expect(await conclude(house(), searchId)).toBeUndefined()
    expect(await catchCode(withdraw(supervisor))).toBe('ALREADY_WITHDRAWN')
  })

  test('withdrawn by nobody else, not without a reason, and not once it is concluded', async () => {
    const { requester, otherRequester, supervisor } = scratch.users
    const searchId = await searchOf(scratch)
    const withdraw = (user: User, more: { searchId?: SearchId; reason?: string } = {}) =>
      catchCode(withdrawSearch(house(), { user, searchId, reason: 'Solved otherwise.', ...more }))
    expect(await withdraw(otherRequester)).toBe('NOT_YOURS')
    expect(await withdraw(requester, { reason: ' ' })).toBe('REASON_MISSING')
    expect(await withdraw({ ...supervisor, agency: { ...supervisor.agency, id: 'X-PD' as never } })).toBe(
      'SEARCH_UNKNOWN',
    )
    const concluded = await examined(otherwise, otherwise)
    expect(await withdraw(requester, { searchId: concluded.searchId })).toBe('ALREADY_CONCLUDED')
    expect(await withdraw(supervisor)).toBe('not refused')
  })

  test('misidentified, which opens an inquiry that somebody else closes with findings', async () => {
    const { id } = await examined(support, support)
    expect(await told(scratch, () => outcome(id, 'misidentified'))).toEqual([
      'outcome misidentified',
      'inquiry opened',
    ])
    const findings = 'Both examiners gave too little weight to the ears, which differ; the man was released.'
    const { supervisor } = scratch.users
    const closing = () => closeInquiry(house(), { user: supervisor, leadId: id, findings })
    expect(await told(scratch, closing)).toEqual(['inquiry closed'])
    expect(await catchCode(closing())).toBe('NO_INQUIRY')
  })

  test('as an emergency that is confirmed late: until then its requester searches no further, and the log shows the order', async () => {
    const details = { purpose: 'imminent-threat-to-life', crime: 'threat-to-life', emergency: true }
    await searchOf(scratch, details)
    const { supervisor } = scratch.users
    const [open] = await awaitedDecisions(house(), supervisor)
    scratch.clock.goOn(3)
    expect(await catchCode(searchOf(scratch))).toBe('APPROVAL_OVERDUE')
    const late = await told(scratch, () =>
      decideApproval(house(), {
        ...{ user: supervisor, requestId: must(open, 'open emergency').requestId, kind: 'emergency' },
        ...{ decision: 'approved', reason: 'The caller confirmed the threat, three days later.' },
      }),
    )
    expect(late).toEqual(['approval approved'])
    await expect(searchOf(scratch)).resolves.toMatch(/./)
  })
})

test('a stranger who counts the log finds the same endings', async () => {
  const { report, recount } = await recountLogFolder(scratch.logDir)
  expect(report.verified).toBe(true)
  expect(recount).toMatchObject({ stands: { withdrawn: 2 }, examinedOnce: 0 })
  expect(recount).toMatchObject({ emergencies: 1, refusalsByCode: { SOLE_BASIS: 1, APPROVAL_OVERDUE: 1 } })
})
