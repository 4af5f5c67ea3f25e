import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { must, newId } from '../kernel/index.ts'
import { describeAppendOnlyContract } from './append-only-contract.ts'
import { describeStorageContract } from './contract.ts'
import { openScratchStorage } from './open-scratch-storage.ts'
import { type Db, openStorage, type Storage } from './open-storage.ts'

const serverUrl = process.env.TEST_DATABASE_URL

test('the PostgreSQL tests ran, or this is no CI run', () => {
  if (!serverUrl) console.warn('PostgreSQL tests left out: run `.ci/postgres.sh npx vitest run src/storage`')
  expect(Boolean(serverUrl) || !process.env.CI, 'CI must set TEST_DATABASE_URL').toBe(true)
})

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: must(serverUrl, 'TEST_DATABASE_URL') })
  await client.connect()
  await client.query(statement)
  await client.end()
}

/** A database of its own for each storage, dropped when it closes. */
async function openOnServer(encoding = 'UTF8'): Promise<Storage> {
  const database = `casebound_${newId().replaceAll('-', '$').toLowerCase()}`
  await onServer(`create database "${database}" encoding '${encoding}' template template0`)
  const dataDir = await mkdtemp(join(tmpdir(), 'casebound-pg-'))
  const databaseUrl = Object.assign(new URL(must(serverUrl, 'TEST_DATABASE_URL')), {
    pathname: `/${database}`,
  }).href
  const drop = async (): Promise<void> => {
    await onServer(`drop database "${database}"`)
    await rm(dataDir, { recursive: true })
  }
  try {
    const storage = await openStorage({ dataDir, databaseUrl, key: new Uint8Array(32).fill(9) })
    return { ...storage, close: () => storage.close().then(drop) }
  } catch (error) {
    await drop()
    throw error
  }
}

describe.runIf(serverUrl)('PostgreSQL', () => {
  describeStorageContract('postgresql', openOnServer)
  describeAppendOnlyContract('postgresql', openOnServer)

  test('both engines have the same columns, constraints and triggers', async () => {
    const [embedded, server] = [await openScratchStorage(), await openOnServer()]
    const [own, theirs] = [await schemaOf(embedded.db), await schemaOf(server.db)]
    await Promise.all([embedded.close(), server.close()])
    expect(own.length).toBeGreaterThan(200)
    expect(own).toEqual(theirs)
  })

  test('a database that does not store UTF-8 is refused', async () => {
    await expect(openOnServer('SQL_ASCII')).rejects.toMatchObject({ code: 'DATABASE_UNSUITABLE' })
  })

  test('several processes may start at once: the migrations run once', async () => {
    const first = await openOnServer()
    const name = await sql<{ name: string }>`select current_database() as name`.execute(first.db)
    await sql`drop schema public cascade`.execute(first.db)
    await sql`create schema public`.execute(first.db)
    const url = Object.assign(new URL(must(serverUrl, 'url')), { pathname: `/${name.rows[0]?.name}` }).href
    const dataDir = await mkdtemp(join(tmpdir(), 'casebound-pg-'))
    const key = new Uint8Array(32).fill(9)
    const all = await Promise.all([1, 2, 3, 4].map(() => openStorage({ dataDir, databaseUrl: url, key })))
    const runs = await sql`select * from migrations where name = '0001-house'`.execute(first.db)
    expect(runs.rows).toHaveLength(1)
    await Promise.all(all.map((storage) => storage.close()))
    await rm(dataDir, { recursive: true })
    await first.close()
  })
})

/** One line for each column, constraint and trigger, in a fixed order. */
async function schemaOf(db: Db): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, is_identity) as line
      from information_schema.columns where table_schema = 'public'
    union all select concat_ws(' ', conrelid::regclass, contype, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace and contype <> 'n'
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select indexdef from pg_indexes where schemaname = 'public'`.execute(db)
  return rows.map((row) => row.line).sort()
}
