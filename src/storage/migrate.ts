import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { type Kysely, sql } from 'kysely'
import { refused } from './storage-refusal.ts'

type Migration = { readonly name: string; readonly text: string; readonly sha256: string }
type AppliedMigration = { readonly name: string; readonly sha256: string }

const ownFolder = new URL('./migrations/', import.meta.url)

/** Any number that no other program on the server uses. */
const migrationLock = 7_215_001

/**
 * Runs the migrations that this database has not had, in order of their names, all in one transaction and under an
 * advisory lock. Refused DATABASE_NEWER when it has had one that this program does not know; MIGRATION_CHANGED when
 * the text of one differs from the text that was run. Gives the names of those run now.
 */
export async function migrate<Schema>(db: Kysely<Schema>, folder: URL = ownFolder): Promise<string[]> {
  const known = await readMigrations(folder)
  return await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(migrationLock)})`.execute(tx)
    await sql`create table if not exists migrations (name text primary key, sha256 text not null, run_at timestamptz not null)`.execute(
      tx,
    )
    const applied = await sql<AppliedMigration>`select name, sha256 from migrations order by name`.execute(tx)
    for (const one of applied.rows) checkApplied(one, known)
    const names = new Set(applied.rows.map((one) => one.name))
    const pending = known.filter((migration) => !names.has(migration.name))
    for (const { name, text, sha256 } of pending) {
      await sql.raw(text).execute(tx)
      await sql`insert into migrations values (${name}, ${sha256}, now())`.execute(tx)
    }
    return pending.map((migration) => migration.name)
  })
}

async function readMigrations(folder: URL): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).sort()
  return await Promise.all(
    files.map(async (file) => {
      // A checkout with Windows line ends is the same migration.
      const text = (await readFile(new URL(file, folder), 'utf8')).replaceAll('\r\n', '\n')
      return { name: file.slice(0, -4), text, sha256: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

function checkApplied(applied: AppliedMigration, known: readonly Migration[]): void {
  const migration = known.find((one) => one.name === applied.name)
  if (migration === undefined)
    throw refused({
      code: 'DATABASE_NEWER',
      reason: `The database has had the migration ${applied.name}, which this version of Casebound does not know.`,
      needed: 'Start the newer version of Casebound that made it, or restore a backup from before.',
      evidence: { migration: applied.name },
    })
  if (migration.sha256 !== applied.sha256)
    throw refused({
      code: 'MIGRATION_CHANGED',
      reason: `The migration ${applied.name} of this version differs from the text that this database has had.`,
      needed:
        'Start an unchanged release of Casebound; a database made by a development version cannot be used.',
      evidence: { migration: applied.name, appliedSha256: applied.sha256, ownSha256: migration.sha256 },
    })
}
