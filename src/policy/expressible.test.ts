import { describe, expect, it } from 'vitest'
import { weigh } from './decide.ts'
import type { PolicyRefusalCode } from './decision.ts'
import { lapdFiles, ordinaryActor, ordinaryFacts } from './lapd.fixture.ts'
import { readPack } from './load-pack.ts'
import type { RequestFacts } from './request-facts.ts'

// What no shipped pack asks for, because no source gives its value, and what an agency's own pack can ask for all the same.

const data = JSON.parse(lapdFiles.packJson)
const rule = (id: string, code: PolicyRefusalCode) => ({
  id,
  code,
  sentence: 'A rule of this test.',
  reason: 'this test says so',
  needed: 'Nothing.',
  imposedBy: 'House rule of this test',
  section: 'none',
  confidence: 'D',
  validFrom: '2021-02-01',
})
const rules: readonly [string, PolicyRefusalCode, string][] = [
  [
    'LA-MORE-1',
    'CERT_COURSE_MISSING',
    'unless { principal has certificate && principal.certificate has course && context.pack.requestCourses.contains(principal.certificate.course) }',
  ],
  ['LA-MORE-2', 'CASE_NOT_FOUND', 'unless { context has caseFound && context.caseFound }'],
  ['LA-MORE-7', 'PLACE_MISSING', 'unless { context has incidentPlaceNamed && context.incidentPlaceNamed }'],
  ['LA-MORE-3', 'STATUTE_NOT_LISTED', 'unless { context has statuteOfCrime && context.statuteOfCrime }'],
  [
    'LA-MORE-4',
    'OUTCOME_OVERDUE',
    'unless { context has overdueOutcomes && context.overdueOutcomes <= context.pack.overdueOutcomesMax }',
  ],
  [
    'LA-MORE-5',
    'REASON_EMPTY',
    'unless { context.narrativeWords >= context.pack.narrativeWordsMin && context has narrativeRepeats && context.narrativeRepeats <= context.pack.narrativeRepeatsMax }',
  ],
  [
    'LA-MORE-6',
    'NO_COURT_ORDER',
    'when { context has crime && !context.pack.seriousCrimes.contains(context.crime) } unless { context.orders.contains("warrant") }',
  ],
]
const pack = readPack({
  ...lapdFiles,
  packJson: JSON.stringify({
    ...data,
    crimes: data.crimes.map((crime: { code: string }) =>
      crime.code === 'robbery' ? { ...crime, serious: true, statutes: ['PC 211'] } : crime,
    ),
    courses: [{ role: 'requester', courses: ['short-course'] }],
    orderKinds: [{ code: 'warrant', title: 'Warrant' }],
    limits: { narrativeWords: 5, narrativeRepeats: 1, overdueOutcomes: 0 },
    rules: [...data.rules, ...rules.map(([id, code]) => rule(id, code))],
  }),
  policiesCedar:
    lapdFiles.policiesCedar +
    rules.map(([id, , body]) => `\n@id("${id}")\nforbid (principal, action, resource)\n${body};\n`).join(''),
}).pack

const certificate = { ...ordinaryActor.certificate, id: 'c' as never }
const good: RequestFacts = {
  ...ordinaryFacts,
  actor: { ...ordinaryActor, certificate: { ...certificate, course: 'short-course' } },
  caseFound: true,
  incidentPlaceNamed: true,
  statute: 'PC 211',
  overdueOutcomes: 0,
  narrative: 'The man in this still took the cash.',
  narrativeRepeats: 1,
}
const codes = (facts: RequestFacts) => weigh(pack, facts).refusals.map(({ code }) => code)

describe('a pack of an agency’s own', () => {
  it('permits what fulfils every rule', () => {
    expect(codes(good)).toEqual([])
  })

  it.each<[string, Partial<RequestFacts>, PolicyRefusalCode]>([
    [
      'a certificate of another course',
      { actor: { ...good.actor, certificate: { ...certificate, course: 'other' } } },
      'CERT_COURSE_MISSING',
    ],
    [
      'a certificate whose course nobody knows',
      { actor: { ...good.actor, certificate } },
      'CERT_COURSE_MISSING',
    ],
    ['a case that the case system does not know', { caseFound: false }, 'CASE_NOT_FOUND'],
    ['a case that nobody looked up', { caseFound: undefined }, 'CASE_NOT_FOUND'],
    ['an incident that nobody placed', { incidentPlaceNamed: false }, 'PLACE_MISSING'],
    ['an incident of which no place is known', { incidentPlaceNamed: undefined }, 'PLACE_MISSING'],
    ['a statute of another class of crime', { statute: 'PC 484' }, 'STATUTE_NOT_LISTED'],
    ['no statute where one is asked for', { statute: undefined }, 'STATUTE_NOT_LISTED'],
    ['an outcome that is overdue', { overdueOutcomes: 1 }, 'OUTCOME_OVERDUE'],
    ['a reason of too few words', { narrative: 'He took cash.' }, 'REASON_EMPTY'],
    ['no reason', { narrative: undefined }, 'REASON_EMPTY'],
    ['the reason of two other cases', { narrativeRepeats: 2 }, 'REASON_EMPTY'],
  ])('refuses %s', (_what, change, code) => {
    expect(codes({ ...good, ...change })).toEqual([code])
  })

  it('asks for a warrant where the crime is not a serious one', () => {
    const theft: RequestFacts = { ...good, crime: 'theft', statute: undefined }
    const orders = (kind: string, validTo: string | undefined) =>
      codes({ ...theft, orders: [{ kind, validTo }] })
    expect(codes(theft)).toContain('NO_COURT_ORDER')
    expect(orders('warrant', '2026-03-02')).not.toContain('NO_COURT_ORDER')
    expect(orders('warrant', '2026-03-01')).toContain('NO_COURT_ORDER')
    expect(orders('warrant', undefined)).toContain('NO_COURT_ORDER')
    expect(orders('letter', '2026-03-02')).toContain('NO_COURT_ORDER')
  })

  it.each([
    [
      'a limit that the pack does not give',
      'unless { context has tries && context.tries <= context.pack.triesMax }',
      /pack\.triesMax, which pack\.json does not give/,
    ],
    [
      'an approval that the pack does not know',
      'unless { context.approved.contains("chief") }',
      /approved contains "chief"/,
    ],
    [
      'an answer that set-up does not offer',
      'unless { context.pack.setup.contains("weather=fine") }',
      /weather=fine/,
    ],
  ])('does not load with a rule that asks for %s', (_what, body, fault) => {
    const files = {
      ...lapdFiles,
      packJson: JSON.stringify({ ...data, rules: [...data.rules, rule('LA-MORE-9', 'RETRY_LIMIT')] }),
      policiesCedar: `${lapdFiles.policiesCedar}\n@id("LA-MORE-9")\nforbid (principal, action, resource)\n${body};\n`,
    }
    expect(() => readPack(files)).toThrow(fault)
  })
})
