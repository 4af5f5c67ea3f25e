import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../../face/index.ts'
import { openScratchHouse, type ScratchHouse } from '../../lead/open-scratch-house.ts'
import { recountLogFolder } from '../../ledger/index.ts'
import { type DisclosureFile, formatDisclosureFile, verifyDisclosureFile } from '../../proof/index.ts'
import { type DisclosureDraft, discloseEntry, listDisclosures } from '../disclose-entry.ts'
import { importPast } from './import-past.ts'
import { readPastMapping } from './past-mapping.ts'

let face: FaceEngine
let scratch: ScratchHouse
let batch = ''
beforeAll(async () => {
  face = await openFaceEngine({ modelDir: await testModelDir() })
  scratch = await openScratchHouse({ face, persons: 1 })
  batch = await imported(['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'])
}, 120_000)
afterAll(async () => {
  await scratch?.close()
  await face?.close()
})

/** A batch of searches with these ids; gives the index of its entry. */
async function imported(ids: readonly string[]): Promise<string> {
  const columns = { date: 'day', id: 'txn', user: 'operator' }
  const mapping = readPastMapping(JSON.stringify({ source: 'county-system', columns }))
  const records = ids.map((id, at) => ({ line: at + 2, cells: [`2009-11-0${at + 1}`, id, 'J. Doe'] }))
  const table = { columns: ['day', 'txn', 'operator'], records }
  const sha256 = Buffer.from(ids.join()).toString('hex').padEnd(64, '0').slice(0, 64)
  const user = scratch.users.manager
  return String((await importPast(scratch.house(), { user, file: { sha256, table, mapping } })).logIndex)
}

const open = (draft: Partial<DisclosureDraft>) =>
  discloseEntry(scratch.house(), {
    user: scratch.users.manager,
    draft: { id: batch, fields: [], audience: 'subject', to: 'R. Roe', ...draft },
  })
const checked = (file: DisclosureFile) =>
  verifyDisclosureFile(formatDisclosureFile(file), { vkey: scratch.house().ledger.vkey })

describe('one row of a batch of the past', () => {
  it('is told in the log by its place, then given with proof that it stands in the batch', async () => {
    const { file, logIndex } = await open({ fields: ['row.4'] })
    expect(await checked(file)).toMatchObject({
      verified: true,
      opened: {
        index: Number(batch),
        fields: [{ name: 'row.4', value: { date: '2009-11-05', id: 'T5', user: 'J. Doe' } }],
      },
      onRecord: { index: logIndex, entry: { t: 'disclose', ref: Number(batch), fields: ['row.4'] } },
    })
    const text = JSON.stringify(file)
    for (const other of ['2009-11-01', '2009-11-04', '2009-11-06']) expect(text).not.toContain(other)
    const [told] = await listDisclosures(scratch.house(), scratch.users.manager)
    expect(told).toMatchObject({ openedIndex: Number(batch), fields: ['row.4'], recipient: 'R. Roe' })
    expect((await recountLogFolder(scratch.logDir)).report.problems).toEqual([])
  })

  it('is found by the id of its search in the older system, with others and hidden values beside it', async () => {
    const { file } = await open({ rowIds: ['T7', 'T1', 'T7'], fields: ['row.0', 'file'] })
    const { opened } = await checked(file)
    expect(opened?.fields.map(({ name }) => name)).toEqual(['file', 'row.0', 'row.6'])
    expect(opened?.fields[2]?.value).toMatchObject({ id: 'T7' })
  })

  it('alone in its batch needs no hash', async () => {
    const { file } = await open({ id: await imported(['only']), fields: ['row.0'] })
    expect(file.opened.rows).toMatchObject([{ place: 0, proof: [] }])
    expect(await checked(file)).toMatchObject({ verified: true, opened: { fields: [{ name: 'row.0' }] } })
  })

  it.each([
    ['a place beyond the batch', { fields: ['row.7'] }, 'FIELD_UNKNOWN'],
    ['an id that no search of it had', { rowIds: ['T8'] }, 'FIELD_UNKNOWN'],
    ['an entry that is no import', { id: '2', fields: ['row.0'] }, 'FIELD_UNKNOWN'],
    ['an id in an entry that is no import', { id: '2', rowIds: ['T1'] }, 'FIELD_UNKNOWN'],
    ['a hidden field that is none beside a row', { fields: ['row.0', 'case'] }, 'FIELD_UNKNOWN'],
    ['nothing named', {}, 'FIELD_UNKNOWN'],
    ['nobody as the recipient', { fields: ['row.0'], to: '' }, 'RECIPIENT_MISSING'],
  ])('is refused for %s, and no opening is logged', async (_, draft, code) => {
    const size = await scratch.house().ledger.size()
    await expect(open(draft)).rejects.toMatchObject({ code })
    expect(await scratch.house().ledger.size()).toBe(size)
  })

  it('is not given when a row of its batch was changed in the database since, and no opening is logged', async () => {
    const damaged = await imported(['U1', 'U2', 'U3'])
    const change = sql`update imported_searches set row_json = replace(row_json, 'J. Doe', 'J. Roe') where row_json like '%U2%'`
    const triggers = (state: 'disable' | 'enable') =>
      sql.raw(`alter table imported_searches ${state} trigger all`).execute(scratch.storage.db)
    await triggers('disable')
    await change.execute(scratch.storage.db)
    await triggers('enable')
    const size = await scratch.house().ledger.size()
    await expect(open({ id: damaged, fields: ['row.0'] })).rejects.toMatchObject({ code: 'ROWS_DAMAGED' })
    expect(await scratch.house().ledger.size()).toBe(size)
  })
})

describe('a file of an opened row that was tampered with is not believed', () => {
  const flip = (text: string, at: number) =>
    `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`
  type Row = NonNullable<DisclosureFile['opened']['rows']>[number]
  it.each([
    ['the row', (row) => [{ ...row, row: row.row.replace('J. Doe', 'J. Roe') }]],
    ['the salt', (row) => [{ ...row, row: flip(row.row, 9) }]],
    ['the place', (row) => [{ ...row, place: 3 }]],
    ['a hash', (row) => [{ ...row, proof: row.proof.map((hash, at) => (at === 0 ? flip(hash, 9) : hash)) }]],
    ['the row is gone', () => []],
    ['the row is gone with its list', () => undefined],
    ['it stands there twice', (row) => [row, row]],
    ['a row is none', () => [{ place: 4 } as never]],
  ] satisfies [string, (row: Row) => readonly Row[] | undefined][])('%s', async (_, change) => {
    const { file } = await open({ fields: ['row.4'] })
    const [row] = file.opened.rows ?? []
    const rows = row && change(row)
    const report = await checked({ ...file, opened: { ...file.opened, rows } })
    expect(report).toMatchObject({
      verified: false,
      problems: [expect.stringContaining('DISCLOSURE_INVALID')],
    })
    expect(report.opened).toBeUndefined()
  })

  it('another row, though it stands in the batch, which the log does not tell of', async () => {
    const [one, other] = [await open({ fields: ['row.4'] }), await open({ fields: ['row.5'] })]
    const report = await checked({ ...one.file, opened: other.file.opened })
    expect(report.problems.join()).toContain('differ in what was opened: row.5, row.4')
    const moved = await checked({
      ...one.file,
      onRecord: { ...one.file.onRecord, rows: other.file.opened.rows },
    })
    expect(moved.problems.join()).toContain('beside an entry that fixes no batch')
  })
})
