import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRegister } from '../register/read-register.ts'
import { type Finding, findingsOf } from '../scan/findings.ts'
import { readPeople } from '../scan/people-map.ts'
import { scanFiles } from '../scan/scan-files.ts'
import { readInvestigations } from './investigations.ts'
import { reviewPage } from './review-page.ts'

// The case that this part was made for: a department learns that 25 of its people used an outside face search about 475 times, two of
// those times within an investigation that led to an arrest, before it had a rule. A 26th use comes after the rule.

const minute = 60_000
const register = readRegister(
  JSON.stringify({
    version: 'agency 1',
    rules: [{ id: 'DIR-2020-11-13', name: 'the directive of 13 November 2020', from: '2020-11-13' }],
  }),
)
const people = readPeople(
  `account,person,unit\n${Array.from({ length: 25 }, (_, at) => `u${at},Officer ${at},Unit ${at % 4}`).join('\n')}\n`,
)
const investigations = readInvestigations(
  'case,person,from,until,arrest\n20-00117,Officer 7,2020-03-02,2020-03-06,yes\n20-00300,Officer 8,2018-01-01,2018-02-01,no\n',
)
const line = (atMs: number, account: string) =>
  `${(atMs / 1000).toFixed(3)} 40 10.0.0.5 TCP_MISS/200 900 POST https://app.clearview.ai/api/search ${account} HIER_DIRECT/192.0.2.1 -\n`

let folder = ''
let findings: readonly Finding[] = []
let page = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-review-'))
  const begun = Date.parse('2019-09-02T08:00:00Z')
  const lines = Array.from({ length: 473 }, (_, at) => line(begun + at * 97 * minute, `u${at % 25}`))
  const inCase = ['2020-03-03T10:00:00Z', '2020-03-05T16:30:00Z'].map((time) => line(Date.parse(time), 'u7'))
  const after = line(Date.parse('2020-11-20T09:00:00Z'), 'u3')
  const path = join(folder, 'access.log')
  await writeFile(path, [...lines, ...inCase, after].join(''))
  const scanned = await scanFiles({ register, paths: [path] })
  findings = findingsOf(scanned.entries, register, { people, investigations }).findings
  page = reviewPage({ agency: 'Example Police', day: '2026-11-26', register, scanned, findings })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const early = () => findings.filter(({ period }) => period === 'no rule')
const uses = (some: readonly Finding[]) => some.reduce((sum, one) => sum + one.uses, 0)

describe('25 people, about 475 uses before the rule', () => {
  it('are all found, with their units', () => {
    expect(new Set(early().map(({ person }) => person)).size).toBe(25)
    expect(uses(early())).toBe(475)
    expect(early().every(({ unit }) => unit.startsWith('Unit '))).toBe(true)
  })

  it('open no misconduct: there was no rule', () => {
    expect(early().every(({ judgement }) => judgement?.words === 'used while no rule existed')).toBe(true)
    expect(early().some(({ judgement }) => judgement?.opensMisconduct)).toBe(false)
  })

  it('two of them are tied to the case that led to an arrest, and other evidence is asked for', () => {
    const touched = findings.flatMap(({ person, cases }) => cases.map((one) => ({ person, ...one })))
    expect(touched).toMatchObject([{ person: 'Officer 7', caseNumber: '20-00117', uses: 2, arrest: true }])
    expect(touched[0]?.asks).toContain('What other evidence')
    expect(touched[0]?.asks).toContain('prosecutor')
  })

  it('the one use after the rule opens a case of misconduct, judged by that rule', () => {
    const after = findings.filter(({ judgement }) => judgement?.opensMisconduct)
    expect(after).toMatchObject([{ person: 'Officer 3', uses: 1, period: 'DIR-2020-11-13' }])
    expect(after[0]?.judgement?.words).toContain('13 November 2020')
  })

  it('stand in a report that says so, escapes what logs contain, and names its evidence', () => {
    for (const words of [
      '475',
      'used while no rule existed',
      'open a case of misconduct',
      '20-00117',
      'access.log line 474',
    ]) {
      expect(page).toContain(words)
    }
  })
})

describe('judged by a contract or by nobody’s name', () => {
  const judged = async (of: object, list: string) => {
    const own = readRegister(JSON.stringify({ version: '2', rules: register.rules, ...of }))
    const path = join(folder, 'late.log')
    await writeFile(path, line(Date.parse('2021-05-01T09:00:00Z'), 'u1'))
    const scanned = await scanFiles({ register: own, paths: [path] })
    return findingsOf(scanned.entries, own, { people: readPeople(list) }).findings[0]?.judgement
  }

  it('a use within the days of a contract is none against the rule, one after its end is', async () => {
    const contract = { service: 'clearview-ai', status: 'contracted', from: '2021-01-01', why: 'pilot' }
    const list = 'account,person\nu1,Ann\n'
    expect(await judged({ contracts: [{ ...contract, until: '2021-05-01' }] }, list)).toMatchObject({
      opensMisconduct: false,
    })
    expect(await judged({ contracts: [{ ...contract, until: '2021-04-30' }] }, list)).toMatchObject({
      opensMisconduct: true,
    })
  })

  it('a shared address accuses nobody', async () => {
    const judgement = await judged({}, 'account,person\nu1,shared\n')
    expect(judgement).toMatchObject({ opensMisconduct: false })
    expect(judgement?.words).toContain('find out who')
  })
})
