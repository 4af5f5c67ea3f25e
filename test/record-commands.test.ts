import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openOffline } from './open-offline.ts'
import { casebound, lendModel, startServer, stop } from './run-casebound.ts'

// What is done with the record afterwards, on the command line: proofs, openings, erasures, the past, publishing beside a server.

let folder = ''
let data = ''
const run = (...args: string[]) => casebound([...args, '--data', data, '--json'])
const at = (name: string) => join(folder, name)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-record-'))
  data = at('data')
  await lendModel(data)
  expect((await run('init', '--agency', 'DEMO-SO', '--login', 'd.marsh')).code).toBe(0)
  for (const [login, role] of [
    ['chief', 'programme-manager'],
    ['captain', 'supervisor'],
  ] as const)
    expect((await run('users', 'add', login, '--name', login, '--role', role)).code).toBe(0)
}, 300_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a proof and an opening', () => {
  test('of an entry are written, opened in plain words on another machine, and refused when damaged', async () => {
    const proved = await run('log', 'prove', '2', '--out', at('two.tlog-proof'), '--entry', at('two.json'))
    expect(proved).toMatchObject({ code: 0, json: { index: 2 } })
    expect(await readFile(at('two.tlog-proof'), 'utf8')).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 2\n/)
    const listed = await run('log', 'disclose', '2', '--as', 'chief')
    expect(listed.json).toMatchObject({ type: 'policy', hidden: [{ name: 'approver' }, { name: 'time' }] })
    const given = ['--fields', 'approver', '--to', 'Superior Court', '--audience', 'court', '--as', 'chief']
    const opened = await run('log', 'disclose', '2', ...given, '--out', at('opened.json'))
    expect(opened).toMatchObject({ code: 0, json: { index: 2, logIndex: expect.any(Number) } })
    const { verifierKey } = proved.json as { verifierKey: string }
    const read = await casebound(['log', 'open', at('opened.json'), '--vkey', verifierKey])
    expect(read.code).toBe(0)
    expect(read.out).toMatch(/approver: User who approved the adoption\.\n {6}d\.marsh/)
    expect(read.out).toContain('for Superior Court (court)')
    const text = await readFile(at('opened.json'), 'utf8')
    await writeFile(
      at('damaged.json'),
      text
        .replace('test', 'tset')
        .replace(/"disclosures": \[\n\s+"\w{40}/, (found) => `${found.slice(0, -1)}_`),
    )
    const damaged = await casebound(['log', 'open', at('damaged.json'), '--json'])
    expect(damaged).toMatchObject({
      code: 1,
      json: { verified: false, problems: [expect.stringContaining('DISCLOSURE_INVALID')] },
    })
    expect(damaged.err).not.toContain('d.marsh')
  }, 120_000)

  test('need a role, and what the house decided is not erased', async () => {
    expect((await run('log', 'disclose', '2', '--as', 'd.marsh')).json).toMatchObject({
      error: { code: 'ROLE_MISSING' },
    })
    const erase = [
      '--basis',
      'sealing',
      '--order',
      'PC 851.91',
      '--reason',
      'x',
      '--as',
      'chief',
      '--approver',
      'captain',
    ]
    expect((await run('log', 'erase', '2', ...erase)).json).toMatchObject({
      error: { code: 'NOTHING_TO_ERASE' },
    })
    expect((await run('log', 'erasures', '--as', 'captain')).json).toEqual({ erasures: [] })
  }, 120_000)
})

describe('the past and the publication', () => {
  test('are taken over once, named as unattested, and published while a server runs', async () => {
    const mapping = { source: 'county-system', columns: { date: 'day', crime: 'crime', id: 'txn' } }
    await writeFile(at('map.json'), JSON.stringify(mapping))
    await writeFile(
      at('past.csv'),
      'day,crime,txn\r\n2009-11-06,robbery,T1\r\n2010-02-30,robbery,T2\r\n2011-05-01,fraud,T3\r\n',
    )
    const args = ['import-past', at('past.csv'), '--map', at('map.json'), '--as', 'chief']
    expect(await run(...args, '--dry-run')).toMatchObject({ code: 4, json: { dryRun: true, rows: 2 } })
    const imported = await run(...args, '--broken', at('broken.csv'))
    expect(imported).toMatchObject({ code: 4, json: { n: 1, rows: 2, broken: [{ line: 3 }] } })
    expect(await readFile(at('broken.csv'), 'utf8')).toContain('2010-02-30')
    expect((await run(...args)).json).toMatchObject({ error: { code: 'IMPORT_REPEATED' } })
    await openOneRow(String((imported.json as { logIndex: number }).logIndex))

    const { child } = await startServer(data)
    try {
      const published = await run('log', 'publish', at('site'), '--delay', '0')
      expect(published).toMatchObject({ code: 0, json: { size: expect.any(Number) } })
    } finally {
      await stop(child)
    }
    const counted = await casebound(['log', 'recount', at('site'), '--json'])
    expect(counted).toMatchObject({ code: 0, json: { recount: { imported: 2, requests: 0, searches: 0 } } })
    const page = await readFile(join(at('site'), 'index.html'), 'utf8')
    expect(page).toContain('imported, unattested')
    expect(JSON.parse(await readFile(join(at('site'), 'publication.json'), 'utf8'))).toMatchObject({
      imports: [1],
    })
  }, 300_000)
})

/** One search of the batch for somebody, and the file read on another machine, whole and damaged. */
async function openOneRow(index: string): Promise<void> {
  const looked = await casebound(['log', 'disclose', index, '--data', data, '--as', 'chief'])
  expect(looked.out).toContain('Its batch has 2 rows')
  const given = ['--to', 'R. Roe', '--audience', 'subject', '--as', 'chief', '--out', at('row.json')]
  const refused = await run('log', 'disclose', index, '--row', 'T2', ...given)
  expect(refused).toMatchObject({ code: 3, json: { error: { code: 'FIELD_UNKNOWN' } } })
  const opened = await run('log', 'disclose', index, '--row', 'T3', ...given)
  expect(opened).toMatchObject({ code: 0, json: { index: Number(index), fields: [{ name: 'row.1' }] } })
  const { verifierKey } = JSON.parse(await readFile(at('row.json'), 'utf8'))
  const read = await openOffline(at('row.json'), '--vkey', verifierKey)
  expect(read).toMatchObject({
    code: 0,
    json: { type: 'import', fields: { 'row.1': { date: '2011-05-01', crime: 'fraud', id: 'T3' } } },
  })
  expect(read.words).toMatch(
    /row\.1: one search of the batch[^\n]*\n {6}crime: fraud\n {6}date: 2011-05-01\n/,
  )
  await writeFile(at('row-altered.json'), (await readFile(at('row.json'), 'utf8')).replace('fraud', 'arson'))
  const altered = await openOffline(at('row-altered.json'), '--vkey', verifierKey)
  expect(altered).toMatchObject({
    code: 1,
    json: { verified: false, problems: [expect.stringContaining('that is not row 1 of the 2')] },
  })
  expect(altered.words).not.toContain('2011-05-01')
}
