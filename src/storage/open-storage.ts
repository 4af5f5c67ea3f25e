import { Kysely, sql, type Transaction } from 'kysely'
import { createActingAgency, dialectByAgency } from './acting-agency.ts'
import { type BlobStore, openBlobStore } from './blob-store.ts'
import { checkServer } from './check-server.ts'
import { checkKey } from './data-key.ts'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-engine.ts'
import { openPostgresql } from './postgresql-engine.ts'
import { refused } from './storage-refusal.ts'
import type { Tables } from './tables.ts'
import { createTurns } from './take-turns.ts'
import { createTransactionGuard, guardDialect } from './transaction-guard.ts'
import { makeDirectoryDurably } from './write-file-durably.ts'

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

export type Storage = {
  readonly engine: 'pglite' | 'postgresql'
  readonly db: Db
  /**
   * Runs `work` in a transaction: all of it is committed, or, when it throws, nothing. Transactions run one after
   * another on both engines, so what one reads cannot change before it commits. Inside, use `tx` only; `db` throws.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Runs `work`, and all it awaits or starts, for one agency: the database shows and takes only this agency's rows, and what the
   * region shares. Without it, and for undefined, the house itself works, which sees all.
   */
  actingFor<T>(agencyId: string | undefined, work: () => Promise<T>): Promise<T>
  readonly blobs: BlobStore
  readonly key: Uint8Array
  close(): Promise<void>
}

export type StorageOptions = {
  readonly dataDir: string
  /** A PostgreSQL connection URL; without it the embedded database in dataDir/database is used. */
  readonly databaseUrl?: string | undefined
  /** 32 bytes from loadKey or createKey. */
  readonly key: Uint8Array
}

/** Any number that no other program on the server uses; serialises the transactions of several processes. */
const transactionLock = 7_215_002

/**
 * Opens the database and the blobs of a data folder and runs pending migrations. Hold the lock of the data folder
 * (lockDataFolder) before. Refused KEY_WRONG, KEY_CHECK_MISSING, DATABASE_UNREACHABLE, DATABASE_UNSUITABLE,
 * DATABASE_NEWER, MIGRATION_CHANGED.
 */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  await makeDirectoryDurably(options.dataDir)
  await checkKey(options.dataDir, options.key)
  const blobs = await openBlobStore(options.dataDir, options.key)
  const { databaseUrl } = options
  const { dialect } = databaseUrl ? await openPostgresql(databaseUrl) : await openPglite(options.dataDir)
  const guard = createTransactionGuard()
  const acting = createActingAgency()
  const db = new Kysely<Tables>({ dialect: guardDialect(dialectByAgency(dialect, acting), guard) })
  try {
    await checkServer(db)
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw isNotPermitted(error) ? roleNotPermitted() : error
  }
  return {
    engine: databaseUrl ? 'postgresql' : 'pglite',
    db,
    transaction: serialTransactions(db, guard),
    actingFor: (agencyId, work) => acting.run(agencyId, work),
    blobs,
    key: options.key,
    close: () => db.destroy(),
  }
}

function serialTransactions(
  db: Db,
  guard: ReturnType<typeof createTransactionGuard>,
): Storage['transaction'] {
  const turns = createTurns()
  return async (work) => {
    guard.refuseInside()
    // Waiting here and not for the lock in the server leaves the pool's connections to readers.
    const endTurn = await turns.take()
    try {
      return await db.transaction().execute(async (tx) => {
        await sql`select pg_advisory_xact_lock(${sql.lit(transactionLock)})`.execute(tx)
        const result = await guard.inside(() => work(tx))
        // PostgreSQL turns the commit of a failed transaction into a silent rollback. When `work` swallowed the error
        // of a statement, this one fails too, so that nobody takes lost rows for committed ones.
        await sql`select`.execute(tx)
        return result
      })
    } finally {
      endTurn()
    }
  }
}

const isNotPermitted = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '42501'

const roleNotPermitted = () =>
  refused({
    code: 'DATABASE_UNSUITABLE',
    reason:
      'The database user may not set the database up: it must own it, and make or hold the role casebound_agency, as ' +
      'which the work of one agency is kept from the rows of another.',
    needed:
      'As a superuser of the server, once: create role casebound_agency nologin; grant casebound_agency to the user ' +
      'that Casebound connects as.',
  })
