import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from './migrate.ts'
import { openScratchStorage, type ScratchStorage } from './open-scratch-storage.ts'

let storage: ScratchStorage
let folder: string
const run = () => migrate(storage.db, pathToFileURL(`${folder}/`))

beforeAll(async () => {
  storage = await openScratchStorage()
  folder = await mkdtemp(join(tmpdir(), 'casebound-migrations-'))
  await sql`delete from migrations`.execute(storage.db)
  await writeFile(
    join(folder, '0002-second.sql'),
    'create table b (a integer references a (id)); insert into b values (1);',
  )
  await writeFile(
    join(folder, '0001-first.sql'),
    'create table a (id integer primary key);\ninsert into a values (1);',
  )
  await writeFile(join(folder, 'notes.txt'), 'no migration')
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await storage.close()
})

test('migrations run in the order of their names, each once', async () => {
  expect(await run()).toEqual(['0001-first', '0002-second'])
  expect(await run()).toEqual([])
  await writeFile(join(folder, '0003-third.sql'), 'alter table a add column c text;')
  expect(await run()).toEqual(['0003-third'])
})

test('line ends of Windows do not make another migration', async () => {
  await writeFile(
    join(folder, '0001-first.sql'),
    'create table a (id integer primary key);\r\ninsert into a values (1);',
  )
  expect(await run()).toEqual([])
})

test('a migration that fails leaves the database as it was', async () => {
  await writeFile(join(folder, '0004-fourth.sql'), 'create table d (id integer); select 1 / 0;')
  await expect(run()).rejects.toMatchObject({ code: '22012' })
  const found = await sql`select to_regclass('d') as d`.execute(storage.db)
  expect(found.rows).toEqual([{ d: null }])
  await rm(join(folder, '0004-fourth.sql'))
  expect(await run()).toEqual([])
})

test('a database of a newer version is refused and says which migration is unknown', async () => {
  await sql`insert into migrations values ('0009-later', 'x', now())`.execute(storage.db)
  await expect(run()).rejects.toMatchObject({ code: 'DATABASE_NEWER', evidence: { migration: '0009-later' } })
  await sql`delete from migrations where name = '0009-later'`.execute(storage.db)
})

test('a migration whose text was changed after it had run is refused', async () => {
  await writeFile(join(folder, '0001-first.sql'), 'create table a (id bigint primary key);')
  await expect(run()).rejects.toMatchObject({
    code: 'MIGRATION_CHANGED',
    evidence: { migration: '0001-first' },
  })
})
