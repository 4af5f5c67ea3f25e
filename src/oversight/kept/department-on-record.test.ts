import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedEntries } from '../../../test/published-entries.ts'
import { catchCode } from '../../../test/refusal-code.ts'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { must } from '../../kernel/index.ts'
import { whoAsks } from '../../lead/index.ts'
import { openScratchHouse, type ScratchHouse } from '../../lead/open-scratch-house.ts'
import { draftRequest } from '../../lead/sample-requests.ts'
import { verifyLogFolder } from '../../ledger/index.ts'
import { checkDuties, type User } from '../../people/index.ts'
import { answerAttestation, attestationsOf } from './answer-attestation.ts'
import { askPerson } from './ask-person.ts'
import { assessFinding } from './assess-finding.ts'
import { recordConductRule } from './conduct-rules.ts'
import { closeFinding, dismissFinding } from './end-finding.ts'
import { evidenceOfFinding, type KeptFinding, listFindings } from './finding-view.ts'
import type { KeptReview } from './keep-review.ts'
import { departmentLog, hireOfficers, proxyLine, reviewLogs } from './sample-department.ts'
import { settleCase } from './touched-cases.ts'

let face: FaceEngine
let scratch: ScratchHouse
let folder = ''
let people: readonly User[] = []
let first: KeptReview
const house = () => scratch.house()
const review = (text: string) => reviewLogs(house(), { user: scratch.users.auditor, folder, text })
const officer = (at: number): User => must(people[at], 'officer')
const findingOf = async (person: string, isMisconduct = false): Promise<KeptFinding> =>
  must(
    (await listFindings(house(), scratch.users.auditor)).find(
      (one) => one.person === person && one.judgement.opensMisconduct === isMisconduct,
    ),
    `finding of ${person}`,
  )
const words = 'Said so that somebody who was not there can follow it.'
const answer = { used: true, forCase: 'none', onBehalfOf: 'myself', ledTo: 'nothing', words: '' }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-department-'))
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 0 })
  people = await hireOfficers(house())
  const directive = { id: 'DIR-2020-11-13', name: 'the directive of 13 November 2020', from: '2020-11-13' }
  const draft = { ...directive, source: 'Notice of the chief' }
  await recordConductRule(house(), { user: scratch.users.manager, draft })
  first = await review(departmentLog())
}, 300_000)
afterAll(async () => {
  await scratch.close()
  await face.close()
  await rm(folder, { recursive: true, force: true })
})

const published = () => publishedEntries(scratch.logDir, house().ledger.vkey)
const scans = async () => (await published()).filter(({ t }) => t === 'scan')
const steps = async () => (await published()).filter(({ t }) => t === 'finding')

describe('a review of 25 people with about 475 uses before the rule', () => {
  it('stands in the log with its counts and nobody’s name', async () => {
    expect(first).toMatchObject({ found: 26, grown: 0, misconduct: 1 })
    expect((await scans()).at(-1)).toMatchObject({
      ...{ people: 25, services: 1, uses: 476, before: 475, against: 1, lines: 476, broken: 0, fresh: 26 },
    })
    expect(JSON.stringify(await published())).not.toContain('Officer')
    expect((await verifyLogFolder(scratch.logDir)).verified).toBe(true)
  })

  it('opens one case of misconduct, for the use after the rule, and none for the time before it', async () => {
    expect(await steps()).toMatchObject([{ step: 'misconduct' }])
    const early = (await listFindings(house(), scratch.users.auditor)).filter(
      ({ period }) => period === 'no rule',
    )
    expect(early).toHaveLength(25)
    expect(early.flatMap((one) => one.steps)).toEqual([])
    expect((await findingOf('Officer 3', true)).judgement.words).toContain('the directive')
  })

  it('traces each finding to file, line and hash of the line', async () => {
    const { id } = await findingOf('Officer 7')
    const lines = await evidenceOfFinding(house(), id)
    expect(lines.map(({ line }) => line)).toEqual(expect.arrayContaining([474, 475]))
    expect(lines.every(({ lineSha256 }) => /^[0-9a-f]{64}$/.test(lineSha256))).toBe(true)
  })

  it('counts nothing twice when the same logs are read again, and what is new when they have grown', async () => {
    expect(await review(departmentLog())).toMatchObject({ found: 0, grown: 0, misconduct: 0 })
    expect((await scans()).at(-1)).toMatchObject({ uses: 476, fresh: 0 })
    const more = proxyLine(Date.parse('2020-02-01T09:00:00Z'), 'u9')
    expect(await review(departmentLog() + more)).toMatchObject({ found: 0, grown: 1, misconduct: 0 })
    expect((await scans()).at(-1)).toMatchObject({ uses: 477, before: 476 })
  })

  it('is judged by no rule that is recorded afterwards for the time before', async () => {
    const draft = { id: 'LATE-1', name: 'a late rule', source: 'Notice 2', from: '2019-01-01' }
    const record = (of: object) =>
      catchCode(recordConductRule(house(), { user: scratch.users.manager, draft: { ...draft, ...of } }))
    expect(await record({})).toBe('RULE_RETROACTIVE')
    expect(await record({ from: 'soon' })).toBe('DATE_INVALID')
    expect(await record({ from: '2027-01-01', source: ' ' })).toBe('REASON_MISSING')
    expect(await record({ from: '2027-01-01', id: 'DIR-2020-11-13' })).toBe('RULE_TAKEN')
    expect(await record({ from: '2027-01-01' })).toBe('not refused')
  })
})

describe('the two uses within the investigation that led to an arrest', () => {
  it('come to an end only when the prosecutor was told and other evidence is on record', async () => {
    const { auditor, supervisor, manager } = scratch.users
    const { id, cases } = await findingOf('Officer 7')
    expect(cases).toMatchObject([{ caseNumber: '20-00117', uses: 2, arrest: true }])
    expect(cases[0]?.asks).toContain('What other evidence')
    const of = { user: auditor, id }
    const close = (closingClass: 'used-before-rule' | 'misconduct-sustained', user = auditor) =>
      closeFinding(house(), { user, id, closingClass, words })
    expect(await catchCode(close('used-before-rule'))).toBe('STEP_TOO_EARLY')
    expect(await catchCode(askPerson(house(), { ...of, login: 'nobody' }))).toBe('USER_UNKNOWN')
    expect(await catchCode(askPerson(house(), { ...of, login: 'auditor' }))).toBe('USER_UNKNOWN')
    expect(await catchCode(askPerson(house(), { ...of, login: 'u7', days: 90 }))).toBe('DATE_INVALID')
    const { attestationId } = await askPerson(house(), { ...of, login: 'u7' })
    expect(await catchCode(askPerson(house(), { ...of, login: 'u7' }))).toBe('ASKED_ALREADY')
    const assess = { user: supervisor, id, assessment: 'supports', words } as const
    expect(await catchCode(assessFinding(house(), assess))).toBe('STEP_TOO_EARLY')
    const reply = (user: User, told: object) =>
      catchCode(answerAttestation(house(), { user, id: attestationId, answer: { ...answer, ...told } }))
    expect(await reply(officer(8), {})).toBe('ATTESTATION_UNKNOWN')
    expect(await reply(officer(7), { onBehalfOf: '' })).toBe('ANSWER_INCOMPLETE')
    expect(await reply(officer(7), { forCase: '20-00117', ledTo: 'An arrest.' })).toBe('not refused')
    expect(await reply(officer(7), {})).toBe('ATTESTATION_UNKNOWN')
    expect(await catchCode(assessFinding(house(), { ...assess, words: 'ok' }))).toBe('REASON_MISSING')
    await assessFinding(house(), assess)
    expect(await catchCode(close('used-before-rule', supervisor))).toBe('SECOND_PERSON_NEEDED')
    expect(await catchCode(close('used-before-rule'))).toBe('CASE_UNSETTLED')
    const settlement = { caseNumber: '20-00117', decision: 'disclosed', to: 'District attorney' } as const
    const settle = (told: object) =>
      catchCode(
        settleCase(house(), {
          ...{ user: manager, id },
          settlement: { ...settlement, on: '2026-11-19', words: 'Two witnesses, a till record.', ...told },
        }),
      )
    expect(await settle({ caseNumber: '20-99999' })).toBe('STEP_TOO_EARLY')
    expect(await settle({ on: '2031-01-01' })).toBe('DATE_INVALID')
    expect(await settle({ to: ' ' })).toBe('REASON_MISSING')
    expect(await settle({ words: 'none' })).toBe('REASON_MISSING')
    expect(await settle({})).toBe('not refused')
    expect(await catchCode(close('misconduct-sustained'))).toBe('MISCONDUCT_BARRED')
    await close('used-before-rule')
    expect(await catchCode(close('used-before-rule'))).toBe('FINDING_ENDED')
    expect((await steps()).slice(-4)).toMatchObject([
      ...[{ step: 'answered', used: true }, { step: 'assessed' }],
      ...[
        { step: 'case', class: 'disclosed' },
        { step: 'closed', class: 'used-before-rule' },
      ],
    ])
  })

  it('are hidden from the person whom they are about, who sees the questions', async () => {
    const asked = await attestationsOf(house(), officer(7))
    expect(asked).toMatchObject([{ service: 'Clearview AI', answer: { forCase: '20-00117' } }])
    const seen = await listFindings(house(), officer(7))
    expect(seen.some(({ person }) => person === 'Officer 7')).toBe(false)
    expect(
      await catchCode(dismissFinding(house(), { user: officer(7), id: 'x', reason: 'other', words })),
    ).toBe('FINDING_UNKNOWN')
  })
})

describe('whoever does not answer', () => {
  it('is suspended from the day after, searches no more, and is let in again by the answer', async () => {
    const { auditor, supervisor } = scratch.users
    const { id } = await findingOf('Officer 5')
    const { attestationId } = await askPerson(house(), { user: auditor, id, login: 'u5', days: 2 })
    const user = officer(5)
    const duties = () => catchCode(checkDuties(house().storage.db, { user, clock: house().clock }))
    expect(await duties()).toBe('not refused')
    const request = await draftRequest(house(), { user })
    scratch.clock.goOn(3)
    expect(await duties()).toBe('ATTESTATION_OVERDUE')
    expect(await catchCode(whoAsks(house(), { user, request }))).toBe('ATTESTATION_OVERDUE')
    expect((await findingOf('Officer 5')).state).toBe('overdue')
    await assessFinding(house(), { user: supervisor, id, assessment: 'not-heard', words })
    await answerAttestation(house(), { user, id: attestationId, answer })
    expect(await duties()).toBe('not refused')
    expect(await catchCode(whoAsks(house(), { user, request }))).toBe('not refused')
  })
})

describe('the use after the rule', () => {
  it('is closed as misconduct or as no use, never as if there had been no rule', async () => {
    const { auditor, supervisor } = scratch.users
    const { id } = await findingOf('Officer 3', true)
    await assessFinding(house(), { user: supervisor, id, assessment: 'not-heard', words })
    const close = (closingClass: 'used-before-rule' | 'misconduct-sustained') =>
      catchCode(closeFinding(house(), { user: auditor, id, closingClass, words }))
    expect(await close('used-before-rule')).toBe('CLASS_BARRED')
    expect(await close('misconduct-sustained')).toBe('not refused')
    expect((await findingOf('Officer 3', true)).state).toBe('closed')
  })
})

describe('a dismissed finding', () => {
  it('stays with its lines and reason, and is open again when more uses are found', async () => {
    const user = scratch.users.auditor
    const { id, uses } = await findingOf('Officer 11')
    const dismiss = (told: string) => dismissFinding(house(), { user, id, reason: 'researcher', words: told })
    expect(await catchCode(dismiss('no'))).toBe('REASON_MISSING')
    await dismiss(words)
    expect(await findingOf('Officer 11')).toMatchObject({ state: 'dismissed', uses })
    expect((await evidenceOfFinding(house(), id)).length).toBeGreaterThan(0)
    const earlier = proxyLine(Date.parse('2020-02-01T09:00:00Z'), 'u9')
    await review(departmentLog() + earlier + proxyLine(Date.parse('2020-02-02T09:00:00Z'), 'u11'))
    expect(await findingOf('Officer 11')).toMatchObject({ state: 'open', uses: uses + 1 })
  })
})
