import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { must } from '../../kernel/index.ts'
import { openScratchHouse, type ScratchHouse } from '../../lead/open-scratch-house.ts'
import { recountLogFolder } from '../../ledger/index.ts'
import { importPast, importTables, lookAtPast } from './import-past.ts'
import { readPastMapping } from './past-mapping.ts'
import { readPastRows } from './read-past-rows.ts'

let face: FaceEngine
let scratch: ScratchHouse
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 1 })
}, 120_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

const mapping = readPastMapping(
  JSON.stringify({
    ...{ source: 'county-system', words: 'The old index.', dateFormat: 'MM/DD/YYYY' },
    columns: {
      date: 'Date',
      id: 'Txn',
      unit: 'Division',
      user: 'Operator',
      crime: 'Offense',
      outcome: 'Result',
    },
    values: { crime: { '459 PC': 'burglary' }, outcome: { Y: 'list', N: 'no-list' } },
  }),
)
const columns = ['Date', 'Txn', 'Division', 'Operator', 'Offense', 'Result']
const good = [
  ['11/06/2009', 'T1', 'central', 'J. Doe', '459 PC', 'Y'],
  ['11/30/2009 14:05', 'T2', 'central', 'J. Doe', '459 PC', 'Y'],
  ['9/11/2020', 'T3', '', 'R. Roe', 'robbery', 'N'],
]
const bad = [
  ['13/45/2010', 'T4', 'central', 'X', 'robbery', 'N'],
  ['01/02/2011', 'T5', 'central', 'X', 'Burglary, 2nd degree', 'N'],
  ['01/02/2011', 'T1', 'central', 'X', 'robbery', 'N'],
  ['01/02/2099', 'T6', 'central', 'X', 'robbery', 'N'],
  ['01/02/2011', 'T7'],
]
const fileOf = (rows: readonly (readonly string[])[], sha256 = 'ab'.repeat(32)) => ({
  ...{ mapping, sha256 },
  table: { columns, records: rows.map((cells, at) => ({ line: at + 2, cells })) },
})
const asManager = () => ({ user: scratch.users.manager })

describe('importing the past', () => {
  it('reads what it can by the mapping and names the reason for every other row', () => {
    const read = readPastRows(fileOf([...good, ...bad]).table, { mapping, today: '2026-11-19' })
    expect(read.rows.map(({ search }) => search)).toEqual([
      { date: '2009-11-06', id: 'T1', unit: 'central', user: 'J. Doe', crime: 'burglary', outcome: 'list' },
      { date: '2009-11-30', id: 'T2', unit: 'central', user: 'J. Doe', crime: 'burglary', outcome: 'list' },
      { date: '2020-09-11', id: 'T3', user: 'R. Roe', crime: 'robbery', outcome: 'no-list' },
    ])
    expect(read.broken.map(({ line }) => line)).toEqual([5, 6, 7, 8, 9])
    expect(read.broken.map(({ why }) => why).join('\n')).toMatch(
      /13\/45\/2010.*\n.*values\.crime\n.*line 2\n.*future\n.*2 cells; the heading has 6/,
    )
    expect(read.unmapped).toEqual([{ field: 'crime', value: 'Burglary, 2nd degree', times: 1 }])
  })

  it('fixes the batch by an entry of the log and adds none of it to what the log attests', async () => {
    const before = (await recountLogFolder(scratch.logDir)).recount
    const batch = await importPast(scratch.house(), { ...asManager(), file: fileOf([...good, ...bad]) })
    expect(batch).toMatchObject({ n: 1, rows: 3, broken: 5, known: 0 })
    const { value } = await scratch.house().ledger.entry(batch.logIndex)
    expect(value).toMatchObject({
      ...{ t: 'import', n: 1, rows: 3, broken: 5, source: 'county-system', root: batch.root },
      ...{ from: '2009-11', to: '2020-09' },
    })
    expect(JSON.stringify(value)).not.toMatch(/Doe|T1/)
    const { report, recount } = await recountLogFolder(scratch.logDir)
    expect(report.problems).toEqual([])
    expect(recount).toMatchObject({ imported: 3, importedBySource: { 'county-system': 3 } })
    expect([recount?.requests, recount?.searches]).toEqual([before?.requests, before?.searches])
    const [table] = await importTables(scratch.house())
    expect(JSON.parse(must(table, 'table').text)).toMatchObject({
      ...{
        n: 1,
        rows: 3,
        usersByYear: [
          { year: '2009', users: 1 },
          { year: '2020', users: 1 },
        ],
      },
      cells: [
        {
          month: '2009-11',
          unit: 'central',
          crime: 'burglary',
          purpose: 'unknown',
          outcome: 'list',
          searches: 2,
        },
        { month: '2020-09', unit: 'unknown', crime: 'robbery', outcome: 'no-list', searches: 1 },
      ],
    })
  })

  it('refuses the same file again, and takes only what is new of another', async () => {
    const again = { ...asManager(), file: fileOf([...good, ...bad]) }
    await expect(importPast(scratch.house(), again)).rejects.toMatchObject({ code: 'IMPORT_REPEATED' })
    const mended = [...good, ['01/02/2011', 'T5', 'central', 'X', 'burglary', 'N']]
    const file = fileOf(mended, 'cd'.repeat(32))
    expect(await lookAtPast(scratch.house(), { ...asManager(), file })).toMatchObject({
      known: 3,
      broken: [],
    })
    expect(await importPast(scratch.house(), { ...asManager(), file })).toMatchObject({
      n: 2,
      rows: 1,
      known: 3,
    })
    const nothing = { ...asManager(), file: fileOf(mended, 'ef'.repeat(32)) }
    await expect(importPast(scratch.house(), nothing)).rejects.toMatchObject({ code: 'NOTHING_TO_IMPORT' })
  })

  it('is the programme manager’s act', async () => {
    const file = fileOf(good, '12'.repeat(32))
    const other = importPast(scratch.house(), { user: scratch.users.supervisor, file })
    await expect(other).rejects.toMatchObject({ code: 'ROLE_MISSING' })
  })

  it.each([
    ['that is no JSON', 'date: Date'],
    ['without a date', '{"source":"x","columns":{"id":"Txn"}}'],
    ['with a field nobody knows', '{"source":"x","columns":{"date":"Date","race":"Race"}}'],
    ['whose codes are none', '{"source":"x","columns":{"date":"Date"},"values":{"crime":{"459":"459 PC"}}}'],
    ['without a source', '{"columns":{"date":"Date"}}'],
  ])('refuses a mapping %s', (_, text) => {
    expect(() => readPastMapping(text)).toThrow(expect.objectContaining({ code: 'MAPPING_INVALID' }))
  })

  it('refuses a file without a column that the mapping names', async () => {
    const file = { ...fileOf(good, '34'.repeat(32)), table: { columns: ['Date'], records: [] } }
    await expect(lookAtPast(scratch.house(), { ...asManager(), file })).rejects.toMatchObject({
      code: 'COLUMN_MISSING',
    })
  })
})
