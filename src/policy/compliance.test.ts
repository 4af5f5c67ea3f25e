import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { must } from '../kernel/index.ts'
import { answersOfCase, type CaseRow, factsOfCase } from './case-table.ts'
import { weigh } from './decide.ts'
import { houseRefusalCodes } from './decision.ts'
import { readPack } from './load-pack.ts'
import { builtinPackFolder, builtinPackNames, readPackFolder } from './read-pack-folder.ts'

const repository = new URL('../../', import.meta.url)
const pages = await Promise.all(
  ['README.md', 'packs.md'].map((name) => readFile(new URL(`docs/compliance/${name}`, repository), 'utf8')),
)
const packs = await Promise.all(
  builtinPackNames.map(async (name) => {
    const files = await readPackFolder(builtinPackFolder(name))
    const { pack, table, withAnswers } = readPack(files)
    const decideRow = (row: CaseRow) => weigh(withAnswers(answersOfCase(table, row)), factsOfCase(table, row))
    return { name, table, decideRow, pack }
  }),
)
const houseRules = new Map([
  ['PACK-DATE-1', 'PACK_EXPIRED'],
  ['PACK-SIGN-1', 'PACK_UNSIGNED'],
  ['PACK-SETUP-1', 'SETUP_UNANSWERED'],
  ['PACK-ERROR-1', 'POLICY_ERROR'],
])
const ruleCodes = new Map<string, string>([
  ...houseRules,
  ...packs.flatMap(({ pack }) => pack.rules.map(({ id, code }) => [id, code] as const)),
])

/** Every line of the markdown that is a table row, but for the heading and the line under it. */
const lines = pages
  .flatMap((page) => page.split('\n'))
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

describe('docs/compliance', () => {
  it('has a row for every rule of every pack and of the house', () => {
    expect(rows.length).toBeGreaterThanOrEqual(ruleCodes.size)
    const named = new Set(rows.map(({ rule }) => rule))
    for (const id of ruleCodes.keys()) expect(named, id).toContain(id)
  })

  it('has a row for every code that a decision can give', () => {
    const shown = new Set(rows.map(({ code }) => code))
    const given = new Set(packs.flatMap(({ pack }) => pack.rules.map(({ code }) => code)))
    for (const code of [...given, ...houseRefusalCodes]) expect(shown).toContain(code)
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
    const rule = packs.flatMap(({ pack }) => pack.rules).find((candidate) => candidate.id === id)
    if (rule === undefined) return
    expect(row.words).toBe(rule.sentence)
    expect(row.imposedBy).toContain(rule.imposedBy)
    expect(row.imposedBy).toContain(`(${rule.confidence})`)
  })

  it.each(rows)('names a test that exists in: $line', async (row) => {
    const path = must(row.path, 'path of the test')
    const name = must(row.name, 'name of the test')
    if (path.endsWith('/cases.json')) {
      const shown = must(
        packs.find((one) => path === `src/policy/packs/${one.name}/cases.json`),
        `pack of ${path}`,
      )
      const found = must(
        shown.table.cases.find(({ situation }) => situation === name),
        `row "${name}"`,
      )
      const { refusals, rulesApplied } = shown.decideRow(found)
      if (row.code === 'NOT_PERMITTED' && refusals.length === 0) expect(rulesApplied).toContain(row.rule)
      else expect(refusals).toContainEqual(expect.objectContaining({ rule: row.rule, code: row.code }))
    } else {
      const text = await readFile(new URL(path, repository), 'utf8')
      expect(text).toContain(`it('${name}'`)
    }
  })
})
