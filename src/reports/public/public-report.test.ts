import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImportTable } from '../../proof/index.ts'
import { readSheet, type StructureNode } from '../read-sheet.ts'
import { gatherFacts, readPeriod } from './log-facts.ts'
import { publicReport } from './public-report.ts'
import { reportCsv } from './report-csv.ts'
import { reportHtml } from './report-html.ts'
import { recordsRequestPack, reportPacks } from './report-packs.ts'
import { reportPdf } from './report-pdf.ts'
import { smallestShown, suppressSmall } from './suppress-small.ts'

/** Seven robberies and two frauds in 2026-W47, of which two came to an arrest; one search in 2025; a refusal. */
function facts() {
  const gathered = gatherFacts()
  let index = 0
  const add = (entry: object) => gathered.add({ w: '2026-W47', u: 'harbor-pd', ...entry } as never, index++)
  add({ t: 'model', name: 'test-model' })
  add({ t: 'gallery', bookings: 1200, persons: 900, removed: 3 })
  for (let at = 0; at < 10; at++) {
    const search = index
    const week = at === 9 ? { w: '2025-W10' } : {}
    add({
      t: 'search',
      crime: at < 7 ? 'robbery' : 'fraud',
      purpose: 'investigate-crime',
      src: 'own-cctv',
      exig: false,
      ...week,
    })
    add({ t: 'result', ref: search })
    if (at < 4) add({ t: 'lead', ref: search, dec: 'lead' })
    if (at < 2) add({ t: 'outcome', ref: search, out: 'arrest' })
    if (at === 0) add({ t: 'outcome', ref: search, out: 'misidentified' })
  }
  add({ t: 'refusal', act: 'request', codes: ['NO_CASE'] })
  return gathered.facts()
}

const past: ImportTable = {
  ...{ format: 'casebound-import-v1', n: 1, source: 'county-system', rows: 60, usersByYear: [] },
  cells: [
    {
      month: '2009-11',
      unit: 'central',
      crime: 'robbery',
      purpose: 'unknown',
      outcome: 'list',
      searches: 40,
    },
    {
      month: '2020-09',
      unit: 'harbor',
      crime: 'fraud',
      purpose: 'unknown',
      outcome: 'no-list',
      searches: 20,
    },
  ],
}
const source = {
  origin: 'agency.example/fr-log/1',
  size: 30,
  root: 'ab'.repeat(32),
  vkey: 'agency.example/fr-log/1+00000000+AQ==',
  madeOn: '2026-11-26',
}
const made = (name: string, told: string) => {
  const pack = [...reportPacks, recordsRequestPack].find((one) => one.name === name)
  const period = readPeriod(told)
  if (!pack || !period) throw new Error('no such report or period')
  return publicReport({
    pack,
    period,
    facts: facts(),
    imports: [past],
    withinMonth: (month) => told.startsWith('since') || month.startsWith(told),
    source,
  })
}
const figure = (report: ReturnType<typeof made>, title: string) =>
  report.figures.find((one) => one.title === title)

describe('a public report', () => {
  it('counts the searches of its period and what became of them, and says how', () => {
    const report = made('montana', '2026')
    expect(figure(report, 'Searches that gave a list')).toMatchObject({
      value: '9',
      how: expect.stringContaining('entry result'),
    })
    expect(figure(report, 'Searches with a recorded arrest')).toMatchObject({ value: '2' })
    expect(figure(report, 'Searches with a recorded conviction')).toMatchObject({ value: '0' })
    expect(figure(made('montana', '2025'), 'Searches that gave a list')).toMatchObject({ value: '1' })
    for (const one of report.figures) expect(one.how).not.toBe('')
  })

  it('says what the log does not hold instead of leaving it out', () => {
    expect(figure(made('maryland', '2026'), 'Age, race and gender of the people concerned')).toMatchObject({
      kind: 'absent',
    })
    expect(figure(made('maryland', '2026'), 'Databases searched')).toMatchObject({
      value: expect.stringContaining('1,200 own booking photographs of 900 people'),
    })
  })

  it('shows wrong leads and arrests however few, and the last outcome of each search', () => {
    const stands = figure(made('lapd', '2026'), 'What became of the searches')
    expect(stands).toMatchObject({ kind: 'table', total: '9' })
    const rows = stands?.kind === 'table' ? stands.rows : []
    expect(rows.find(({ words }) => words === 'a lead to the wrong person')).toMatchObject({ shown: '1' })
    expect(rows.find(({ words }) => words === 'a lead, its outcome not recorded yet')).toMatchObject({
      shown: 'withheld',
    })
  })

  it('keeps imported searches apart', () => {
    const report = made('records-request', 'since-2009')
    expect(figure(report, 'Searches permitted')).toMatchObject({ value: '10' })
    expect(report.imported[0]).toMatchObject({ title: 'Imported, unattested searches by year', total: '60' })
    expect(made('montana', '2026').imported).toEqual([])
  })

  it.each(
    reportPacks.map(
      ({ name, period }) => [name, { year: '2026', month: '2026-11', week: '2026-W47' }[period]] as const,
    ),
  )('%s can be written in all three forms', async (name, told) => {
    const report = made(name, told)
    const [page, csv] = [reportHtml(report), reportCsv(report)]
    const { pages } = await readSheet(await reportPdf(report))
    const text = pages
      .map((one) => one.text)
      .join('\n')
      .replace(/\s+/g, ' ')
    for (const one of report.figures) {
      expect(page).toContain(one.title)
      expect(csv).toContain(one.title)
      expect(text).toContain(one.title)
    }
    expect(csv).toContain(source.root)
  })

  it('is a tagged PDF with headings and tables, and the same bytes when it is made again', async () => {
    const report = made('records-request', 'since-2009')
    const bytes = await reportPdf(report)
    expect(Buffer.compare(bytes, await reportPdf(report))).toBe(0)
    const roles = new Set<string>()
    const walk = (nodes: readonly StructureNode[]) => {
      for (const { role, children = [] } of nodes) {
        if (role !== undefined) roles.add(role)
        walk(children)
      }
    }
    for (const { nodes } of (await readSheet(bytes)).pages) walk(nodes)
    expect([...roles]).toEqual(expect.arrayContaining(['H1', 'H2', 'H3', 'Table', 'TR', 'TH', 'TD', 'P']))
    if (process.env.SHOTS) {
      await mkdir(process.env.SHOTS, { recursive: true })
      await writeFile(join(process.env.SHOTS, 'report.pdf'), bytes)
      await writeFile(join(process.env.SHOTS, 'report.html'), reportHtml(report))
    }
  })
})

describe('a period', () => {
  it('is a year, a month, a week, or everything since a year, by the Thursday of each week', () => {
    expect(readPeriod('2026')?.within('2026-W01')).toBe(true)
    expect(readPeriod('2026-01')?.within('2026-W05')).toBe(true)
    expect(readPeriod('2026-02')?.within('2026-W05')).toBe(false)
    expect(readPeriod('2026-W05')?.within('2026-W05')).toBe(true)
    expect(readPeriod('since-2025')?.within('2024-W50')).toBe(false)
    for (const none of ['26', '2026-13', '2026-W60', 'since-26', '']) expect(readPeriod(none)).toBeUndefined()
  })
})

describe('withholding small counts', () => {
  const row = fc.record({ words: fc.string(), count: fc.nat(40) })

  it('never lets a withheld count be worked out from the total', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const shown = suppressSmall(rows)
        const small = rows.filter(({ count }) => count > 0 && count < smallestShown)
        const held = rows.filter((_, at) => shown?.[at]?.withheld)
        const sum = held.reduce((total, { count }) => total + count, 0)
        expect(shown === undefined || held.length === 0 || (held.length >= 2 && sum > held.length)).toBe(true)
        if (shown !== undefined) expect(small.every((one) => held.includes(one))).toBe(true)
        else expect(small.length).toBeGreaterThan(0)
      }),
    )
  })

  it('withholds a further row beside a single small one, the smallest of the others', () => {
    const shown = suppressSmall([
      { words: 'a', count: 3 },
      { words: 'b', count: 50 },
      { words: 'c', count: 9 },
    ])
    expect(shown?.map(({ shown: text }) => text)).toEqual(['withheld', '50', 'withheld'])
  })

  it('does not break down what a total alone would tell', () => {
    expect(
      suppressSmall([
        { words: 'a', count: 3 },
        { words: 'b', count: 0 },
      ]),
    ).toBeUndefined()
  })
})
