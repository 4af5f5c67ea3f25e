import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { describePostgresql } from '../../test/describe-postgresql.ts'
import { newId } from '../kernel/index.ts'
import { describeAppendOnlyContract } from './append-only-contract.ts'
import { describeStorageContract } from './contract.ts'
import { makeScratchDatabase, openScratchPostgresql } from './open-scratch-postgresql.ts'
import { openScratchStorage, scratchKey } from './open-scratch-storage.ts'
import { type Db, openStorage } from './open-storage.ts'
import { describeRowsByAgencyContract } from './rows-by-agency-contract.ts'

describePostgresql(() => {
  describeStorageContract('postgresql', () => openScratchPostgresql())
  describeAppendOnlyContract('postgresql', () => openScratchPostgresql())
  describeRowsByAgencyContract('postgresql', () => openScratchPostgresql())

  test('both engines have the same columns, constraints and triggers', async () => {
    const [embedded, server] = [await openScratchStorage(), await openScratchPostgresql()]
    const [own, theirs] = [await schemaOf(embedded.db), await schemaOf(server.db)]
    await Promise.all([embedded.close(), server.close()])
    expect(own.length).toBeGreaterThan(200)
    expect(own).toEqual(theirs)
  })

  test('a database that does not store UTF-8 is refused', async () => {
    await expect(
      openScratchPostgresql(await makeScratchDatabase({ encoding: 'SQL_ASCII' })),
    ).rejects.toMatchObject({ code: 'DATABASE_UNSUITABLE' })
  })

  test('a user who may not make the role of agencies is told so, and one who holds it gets on', async () => {
    const { databaseUrl, drop } = await makeScratchDatabase()
    const [admin, name] = [new pg.Client({ connectionString: databaseUrl }), `plain_${newId().slice(0, 8)}`]
    const dataDir = await mkdtemp(join(tmpdir(), 'casebound-pg-'))
    await admin.connect()
    const database = new URL(databaseUrl).pathname.slice(1)
    await admin.query(
      `create role "${name}" login password 'plain'; alter database "${database}" owner to "${name}"`,
    )
    const own = Object.assign(new URL(databaseUrl), { username: name, password: 'plain' }).href
    const open = () => openStorage({ dataDir, databaseUrl: own, key: scratchKey })
    await expect(open()).rejects.toMatchObject({ code: 'DATABASE_UNSUITABLE' })
    await admin.query(`grant casebound_agency to "${name}"`)
    const storage = await open()
    expect(
      await storage.actingFor('OUR-PD', () => storage.db.selectFrom('users').select('id').execute()),
    ).toEqual([])
    await storage.close()
    await admin.query(
      `drop owned by "${name}" cascade; alter database "${database}" owner to current_user; drop role "${name}"`,
    )
    await admin.end()
    await rm(dataDir, { recursive: true })
    await drop()
  })

  test('several processes may start at once: the migrations run once', async () => {
    const first = await openScratchPostgresql()
    await sql`drop schema public cascade`.execute(first.db)
    await sql`create schema public`.execute(first.db)
    const dataDir = await mkdtemp(join(tmpdir(), 'casebound-pg-'))
    const { databaseUrl, key } = first
    const all = await Promise.all([1, 2, 3, 4].map(() => openStorage({ dataDir, databaseUrl, key })))
    const runs = await sql`select * from migrations where name = '0001-house'`.execute(first.db)
    expect(runs.rows).toHaveLength(1)
    await Promise.all(all.map((storage) => storage.close()))
    await rm(dataDir, { recursive: true })
    await first.close()
  })

  test.each(['idle in a transaction', 'waiting in a statement'])(
    'a connection that the server ends while it is %s fails its transaction only',
    async (how) => {
      const storage = await openScratchPostgresql()
      const broken = storage.transaction(async (tx) => {
        const pid = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
        await tx.insertInto('agencies').values(agency).execute()
        const work = how === 'waiting in a statement' ? sql`select pg_sleep(60)`.execute(tx) : sleep(200)
        await Promise.all([work, end(storage.databaseUrl, pid.rows[0]?.pid)])
      })
      await expect(broken).rejects.toThrow(/terminat|connection error/)
      await storage.transaction((tx) => tx.insertInto('agencies').values(agency).execute())
      expect(await storage.db.selectFrom('agencies').select('id').execute()).toEqual([{ id: agency.id }])
      await storage.close()
    },
  )
})

const agency = { id: 'A-PD', name: 'Agency', demonstration: false, created_at: new Date() }

/** Ends a connection as an administrator or a restart of the server does. */
async function end(databaseUrl: string, pid: number | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('select pg_terminate_backend($1)', [pid])
  await client.end()
}

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
