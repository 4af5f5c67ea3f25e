import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import { caseTable, factsOfCase } from './case-table.ts'
import { decide } from './decide.ts'
import { policyRefusalCodes } from './decision.ts'
import { lapdFiles, lapdPack } from './lapd.fixture.ts'

const repository = new URL('../../', import.meta.url)
const markdown = await readFile(new URL('docs/compliance/README.md', repository), 'utf8')
const houseRules = new Map([
  ['PACK-DATE-1', 'PACK_EXPIRED'],
  ['PACK-ERROR-1', 'POLICY_ERROR'],
])
const ruleCodes = new Map<string, string>([
  ...houseRules,
  ...lapdPack.rules.map(({ id, code }) => [id, code] as const),
])
const table = caseTable.parse(JSON.parse(lapdFiles.casesJson))

/** Every line of the markdown that is a table row, but for the heading and the line under it. */
const lines = markdown
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|(---| Obligation )/.test(line))
const rows = lines.map((line) => {
  const cells = line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
  const [obligation, words, imposedBy, rule, code, test] = cells
  const [, path, name] = /^`([^`]+)` › (.+)$/.exec(test ?? '') ?? []
  return { line, obligation, words, imposedBy, rule, code, path, name }
})

describe('docs/compliance/README.md', () => {
  it('has a row for every rule of the pack and of the house', () => {
    expect(rows.length).toBeGreaterThanOrEqual(ruleCodes.size)
    const named = new Set(rows.map(({ rule }) => rule))
    for (const id of ruleCodes.keys()) expect(named, id).toContain(id)
  })

  it('has a row for every code that a decision can give', () => {
    const shown = new Set(rows.map(({ code }) => code))
    for (const code of policyRefusalCodes) {
      if (code !== 'PACK_INVALID') expect(shown).toContain(code)
    }
  })

  it.each(rows)('names an obligation, a source and a test in: $line', (row) => {
    expect(row.obligation).toMatch(/^([A-Z]{3}-\d{2}|D)$/)
    expect(row.words).not.toBe('')
    expect(row.imposedBy).toMatch(/\((P|P½|S|M|D)\)$/)
    expect(row.path).toBeDefined()
    expect(row.name).toBeDefined()
  })

  it.each(rows)('says what the pack says in: $line', (row) => {
    const id = must(row.rule, 'rule cell')
    if (id === 'none') return
    expect(row.code).toBe(ruleCodes.get(id))
    const rule = lapdPack.rules.find((candidate) => candidate.id === id)
    if (rule === undefined) return
    expect(row.words).toBe(rule.sentence)
    expect(row.imposedBy).toContain(rule.imposedBy)
    expect(row.imposedBy).toContain(`(${rule.confidence})`)
  })

  it.each(rows)('names a test that exists in: $line', async (row) => {
    const path = must(row.path, 'path of the test')
    const name = must(row.name, 'name of the test')
    if (path.endsWith('/cases.json')) {
      const found = must(
        table.cases.find(({ situation }) => situation === name),
        `row "${name}"`,
      )
      const { refusals } = decide(lapdPack, factsOfCase(table, found))
      expect(refusals).toContainEqual(expect.objectContaining({ rule: row.rule, code: row.code }))
    } else {
      const text = await readFile(new URL(path, repository), 'utf8')
      expect(text).toContain(`it('${name}'`)
    }
  })
})
