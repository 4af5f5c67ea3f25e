import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isRefused } from '../kernel/index.ts'
import { lapdFiles, lapdPack, withText } from './lapd.fixture.ts'
import { loadPack } from './load-pack.ts'
import type { PackFiles } from './pack.ts'

function faultOf(files: PackFiles): string {
  try {
    loadPack(files)
  } catch (error) {
    if (isRefused(error) && error.code === 'PACK_INVALID') return error.reason
    throw error
  }
  return 'none'
}

const addPolicy = (text: string): PackFiles => ({
  ...lapdFiles,
  policiesCedar: `${lapdFiles.policiesCedar}\n${text}`,
})

describe('loadPack', () => {
  it('loads the first pack with its lists and limits', () => {
    expect(lapdPack).toMatchObject({ id: 'lapd-lacris', reviewers: 2, candidates: { default: 20, max: 20 } })
    expect(lapdPack.purposes).toHaveLength(3)
    expect(lapdPack.unknown.length).toBeGreaterThan(5)
    expect(lapdPack.permitIds).toEqual(['LA-PERMIT-1'])
  })

  it('gives every rule an id, a sentence, a source, a mark, a need and a policy', () => {
    for (const rule of lapdPack.rules) {
      expect(rule.id).toMatch(/^LA-[A-Z]+-\d+$/)
      for (const words of [rule.sentence, rule.imposedBy, rule.section, rule.needed]) {
        expect(words.length).toBeGreaterThan(3)
      }
      expect(['P', 'P½', 'S', 'M', 'D']).toContain(rule.confidence)
      expect(rule.sentence.endsWith('.')).toBe(true)
      expect(rule.reason.endsWith('.')).toBe(false)
    }
    expect(Object.keys(lapdPack.policies).sort()).toEqual(lapdPack.rules.map(({ id }) => id).sort())
  })

  it('calls a rule a house rule exactly when its mark says that no source imposes it', () => {
    for (const { imposedBy, confidence, id } of lapdPack.rules) {
      expect(imposedBy.startsWith('House rule'), id).toBe(confidence === 'D')
    }
  })

  it('hashes a text that names everything, whatever the line ends and the layout of the JSON', () => {
    expect(lapdPack.sha256).toBe(createHash('sha256').update(lapdPack.text).digest('hex'))
    const otherLayout: PackFiles = {
      packJson: JSON.stringify(JSON.parse(lapdFiles.packJson)),
      casesJson: lapdFiles.casesJson.replaceAll('\n', '\r\n'),
      policiesCedar: lapdFiles.policiesCedar.replaceAll('\n', '\r\n'),
      schemaCedar: lapdFiles.schemaCedar.replaceAll('\n', '\r\n'),
    }
    expect(loadPack(otherLayout).sha256).toBe(lapdPack.sha256)
    const edited = loadPack(
      withText('packJson', { from: '"outcomeDueDays": 30', to: '"outcomeDueDays": 31' }),
    )
    expect(edited.sha256).not.toBe(lapdPack.sha256)
  })

  it.each<[string, PackFiles, RegExp]>([
    [
      'a misspelt attribute in a policy',
      withText('policiesCedar', { from: 'context has caseNumber }', to: 'context.caseNmber == "1" }' }),
      /caseNmber.*not found/,
    ],
    [
      'a fact looked at without asking whether it is known',
      withText('policiesCedar', { from: 'context has crime && ', to: '' }),
      /crime/,
    ],
    [
      'a policy that can never apply',
      addPolicy('@id("LA-NEVER-1") forbid (principal, action, resource) when { false };'),
      /does not fit its schema/,
    ],
    ['a policy without an id', addPolicy('forbid (principal, action, resource);'), /no @id/],
    [
      'two policies with one id',
      addPolicy('@id("LA-CASE-1") forbid (principal, action, resource) unless { context has caseNumber };'),
      /two policies have the id LA-CASE-1/,
    ],
    [
      'a policy that no rule explains',
      addPolicy('@id("LA-NEW-1") forbid (principal, action, resource) unless { context has crime };'),
      /policy LA-NEW-1 has no rule/,
    ],
    [
      'a rule without a policy',
      withText('policiesCedar', { from: /@id\("LA-EVENT-2"\)[\s\S]*$/, to: '' }),
      /rule LA-EVENT-2 has no policy/,
    ],
    [
      'a prohibition written as a permit',
      withText('policiesCedar', { from: '@id("LA-CASE-1")\nforbid', to: '@id("LA-CASE-1")\npermit' }),
      /rule LA-CASE-1: the code NOT_PERMITTED/,
    ],
    [
      'a template instead of a policy',
      addPolicy('@id("LA-T-1") forbid (principal == ?principal, action, resource);'),
      /template/,
    ],
    ['Cedar text that cannot be read', addPolicy('forbid (('), /policies.cedar cannot be read/],
    [
      'a Cedar schema that cannot be read',
      { ...lapdFiles, schemaCedar: 'namespace {' },
      /schema.cedarschema/,
    ],
    ['text that is not JSON', { ...lapdFiles, packJson: '{' }, /pack.json is not JSON/],
    [
      'a field nobody knows',
      withText('packJson', { from: '"reviewers": 2', to: '"reviewers": 2, "reviewerz": 3' }),
      /reviewerz/,
    ],
    [
      'another number of examiners than the house has',
      withText('packJson', { from: '"reviewers": 2', to: '"reviewers": 3' }),
      /2 examiners for every search/,
    ],
    [
      'a rule without a sentence',
      withText('packJson', {
        from: /"sentence": "Every search carries a case number."/,
        to: '"sentence": " "',
      }),
      /pack.json.*sentence/,
    ],
    [
      'a refusal code outside the list',
      withText('packJson', { from: '"code": "NO_CASE"', to: '"code": "NO_CASES"' }),
      /pack.json/,
    ],
    [
      'a date that is no date',
      withText('packJson', { from: '"validFrom": "2021-02-01"', to: '"validFrom": "2021-02-31"' }),
      /calendar date/,
    ],
    [
      'a pack that ends before it begins',
      withText('packJson', {
        from: '"validFrom": "2021-02-01"',
        to: '"validFrom": "2021-02-01", "validTo": "2020-01-01"',
      }),
      /ends before it begins/,
    ],
    [
      'a usual list longer than the longest',
      withText('packJson', { from: '"default": 20', to: '"default": 21' }),
      /default exceeds/,
    ],
    [
      'a code that stands twice',
      withText('packJson', { from: '"code": "homicide"', to: '"code": "robbery"' }),
      /a code stands twice/,
    ],
    [
      'a reason that would show the narrative',
      withText('packJson', { from: '"reason": "no case number"', to: '"reason": "no case in {narrative}"' }),
      /placeholder/,
    ],
    [
      'a case table that says otherwise than the policies',
      withText('casesJson', { from: '["NO_CASE"]', to: '"permit"' }),
      /says permit and the policies say NO_CASE for "There is no case number\."/,
    ],
    [
      'a policy loosened behind the back of the case table',
      withText('policiesCedar', { from: 'context.k <= context.pack.candidatesMax', to: 'context.k <= 5000' }),
      /CANDIDATES_OVER_LIMIT and the policies say permit/,
    ],
    [
      'a row that expects another refusal than the one given',
      withText('casesJson', { from: '"source": "body-worn-camera" }', to: '"source": "drawn" }' }),
      /BODY_CAMERA_BARRED/,
    ],
    [
      'a file longer than a million characters',
      { ...lapdFiles, policiesCedar: '/'.repeat(1_000_001) },
      /longer than a million/,
    ],
  ])('refuses %s', (_words, files, fault) => {
    expect(faultOf(files)).toMatch(fault)
  })

  it('refuses a rule that no row of the table shows at work', () => {
    const table = JSON.parse(lapdFiles.casesJson) as { cases: { expect: string | string[] }[] }
    const cases = table.cases.filter((row) => !row.expect.includes('VIDEO_BARRED'))
    const files = { ...lapdFiles, casesJson: JSON.stringify({ ...table, cases }) }
    expect(faultOf(files)).toContain('no row of cases.json shows LA-PROBE-3')
  })
})

it('walks the cases of a text again unless it is the very text that was adopted', () => {
  const { sha256 } = loadPack(lapdFiles)
  expect(loadPack(lapdFiles, { adoptedSha256: sha256 }).sha256).toBe(sha256)
  const wrongCases = JSON.parse(lapdFiles.casesJson)
  wrongCases.cases[0].expect = ['NO_CASE', 'ROLE_MISSING']
  expect(() =>
    loadPack({ ...lapdFiles, casesJson: JSON.stringify(wrongCases) }, { adoptedSha256: sha256 }),
  ).toThrow('PACK_INVALID')
})
