import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../src/face/index.ts'
import { must } from '../../src/kernel/index.ts'
import {
  closeInquiry,
  conclude,
  type Evidence,
  inquiryOf,
  type Lead,
  type LineUpDraft,
  leadSentence,
  type OutcomeKind,
  recordCheck,
  recordEvidence,
  recordLineUp,
  recordOutcome,
  request,
} from '../../src/lead/index.ts'
import { openScratchHouse, type ScratchHouse } from '../../src/lead/open-scratch-house.ts'
import { nothingAgainst } from '../../src/lead/sample-guards.ts'
import { draftRequest, seal, searchFor } from '../../src/lead/sample-requests.ts'
import { publishedEntries } from '../published-entries.ts'
import { catchCode } from '../refusal-code.ts'

// Documented wrongful arrests, set up again with synthetic people: what stops each between the lead and the arrest. The numbers are those
// of docs/compliance/failures.md.

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 2 })
}, 300_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const house = () => scratch.house()
const published = () => publishedEntries(scratch.logDir, house().ledger.vkey)

/** Two examiners support the same person: a lead, on which the detective would arrest. */
async function lead(): Promise<Lead> {
  const { searchId } = await searchFor(house(), scratch.users.requester)
  const about = { searchId, conclusion: 'supports-same-source', rank: 1 } as const
  await seal(house(), { user: scratch.users.examiner, ...about })
  await seal(house(), { user: scratch.users.verifier, ...about })
  return must(await conclude(house(), searchId), 'lead')
}
const actor = ({ id }: Lead) => ({ user: scratch.users.requester, leadId: id })
const record = (found: Lead, outcome: OutcomeKind) =>
  recordOutcome(house(), { ...actor(found), draft: { outcome, evidence: [], note: '' } })
const arrest = (found: Lead) => catchCode(record(found, 'arrest'))
const phone: Evidence = { kind: 'phone-or-location', obtainedOn: '2026-11-18', by: 'Officer 12' }
const add = (found: Lead, evidence: Evidence) => recordEvidence(house(), { ...actor(found), evidence })
const check = (found: Lead, against: Partial<typeof nothingAgainst> = {}) =>
  recordCheck(house(), { ...actor(found), answers: { ...nothingAgainst, ...against } })
const lineUp: LineUpDraft = {
  ...{ heldOn: '2026-11-20', picture: 'another-photograph', blind: true, fillers: 5, note: '' },
}
const hold = (found: Lead, change: Partial<LineUpDraft> = {}) =>
  catchCode(recordLineUp(house(), { ...actor(found), draft: { ...lineUp, ...change } }))

describe('an arrest on a result with nothing else', () => {
  it('1, 3, 4, 21: is refused, and the refusal is public', async () => {
    expect(await arrest(await lead())).toBe('SOLE_BASIS')
    expect((await published()).at(-1)).toMatchObject({ t: 'refusal', codes: ['SOLE_BASIS'] })
  })

  it('21: the lead never calls itself more than a lead', () => {
    expect(leadSentence({ decision: 'lead', bookingNumber: '21-004417' })).toMatch(
      /investigative lead, not an identification/,
    )
  })

  it('8: is refused while nobody has looked up what speaks against it', async () => {
    const found = await lead()
    await add(found, phone)
    expect(await arrest(found)).toBe('CHECK_MISSING')
  })

  it('5: an acquaintance who was shown the picture afterwards is no independent evidence', async () => {
    const found = await lead()
    scratch.clock.goOn(1)
    const opinion = {
      kind: 'eyewitness-before-lead',
      obtainedOn: '2026-11-20',
      by: 'Probation officer',
    } as const
    expect(await catchCode(add(found, opinion))).toBe('EVIDENCE_AFTER_LEAD')
    expect(await arrest(found)).toBe('SOLE_BASIS')
  })
})

describe('somebody who cannot have been it', () => {
  const cases = [
    [
      '2',
      'has tattoos that the person in the video lacks',
      'marks',
      'Both forearms tattooed; not in the video.',
    ],
    ['5', 'is seven inches taller and twenty years younger', 'height', 'Height and age do not fit.'],
    ['6', 'is eight months pregnant', 'elsewhere', 'Eight months pregnant; nobody in the video is.'],
    ['3', 'was thirty miles away', 'elsewhere', 'Was thirty miles away, sending money.'],
  ] as const
  it.each(cases)('%s: who %s is not arrested', async (_number, _what, point, words) => {
    const found = await lead()
    await add(found, phone)
    await check(found, { [point]: { against: true, words } })
    expect(await arrest(found)).toBe('CONTRADICTED')
  })
})

describe('a line-up', () => {
  it('1, 6: with the photograph that surfaced is refused', async () => {
    const found = await lead()
    await add(found, phone)
    await check(found)
    expect(await hold(found, { picture: 'surfaced-photograph' })).toBe('LINEUP_PHOTO_BARRED')
  })

  it('1, 7: on the lead alone is refused, and so is one that leads the witness', async () => {
    const found = await lead()
    expect(await hold(found)).toBe('LINEUP_BARRED')
    await add(found, phone)
    await check(found)
    expect(await hold(found, { blind: false })).toBe('LINEUP_UNSOUND')
    expect(await hold(found, { fillers: 2 })).toBe('LINEUP_UNSOUND')
  })
})

describe('what becomes of searches', () => {
  it('2, 7: a wrong lead opens an inquiry that somebody else closes, and is counted in public', async () => {
    const found = await lead()
    await record(found, 'misidentified')
    expect((await inquiryOf(house(), found.id)).at(-1)?.step).toBe('opened')
    expect((await published()).slice(-2)).toMatchObject([
      { t: 'outcome', out: 'misidentified' },
      { t: 'inquiry', step: 'opened' },
    ])
    const findings = 'Nobody asked where he was; that question now comes first, before any warrant.'
    expect(await catchCode(closeInquiry(house(), { ...actor(found), findings }))).toBe('NOT_YOURS')
  })

  it('16: whoever leaves outcomes unrecorded searches no further', async () => {
    await lead()
    scratch.clock.goOn(32)
    const draft = await draftRequest(house(), { user: scratch.users.requester })
    expect(await catchCode(request(house(), { user: scratch.users.requester, request: draft }))).toBe(
      'OUTCOME_OVERDUE',
    )
  })
})
