import { sql } from 'kysely'
import { isRefused } from '../kernel/index.ts'
import { lockDataFolder, type Storage } from '../storage/index.ts'
import { refused } from './ledger-refusal.ts'

/** Any number that no other program on the server uses. */
const writerLock = 7_215_003

/**
 * Makes this the only writer: the signer's folder is locked for this process, and on PostgreSQL, where a writer on
 * another machine could come, an advisory lock is held on a connection of its own. Refused LOG_IN_USE.
 */
export async function holdLog(
  storage: Storage,
  signerDir: string,
): Promise<{ readonly release: () => Promise<void> }> {
  const folder = await lockDataFolder(signerDir, { command: 'log writer' }).catch((error: unknown) => {
    throw isRefused(error) && error.code === 'DATA_FOLDER_LOCKED' ? inUse('signer folder') : error
  })
  if (storage.engine !== 'postgresql') return { release: () => folder.release() }
  try {
    const releaseDatabase = await holdAdvisoryLock(storage)
    return {
      release: async () => {
        await releaseDatabase()
        await folder.release()
      },
    }
  } catch (error) {
    await folder.release()
    throw error
  }
}

/** The lock lives as long as its connection, so a crash frees it; the head's compare-and-swap guards the rest. */
async function holdAdvisoryLock({ db }: Storage): Promise<() => Promise<void>> {
  let letGo = (): void => undefined
  const end = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let held: Promise<void> = Promise.resolve()
  const taken = await new Promise<boolean>((resolve, reject) => {
    held = db.connection().execute(async (connection) => {
      const lock = sql<{ taken: boolean }>`select pg_try_advisory_lock(${sql.lit(writerLock)}) as taken`
      const won = (await lock.execute(connection)).rows[0]?.taken === true
      resolve(won)
      if (!won) return
      await end
      await sql`select pg_advisory_unlock(${sql.lit(writerLock)})`.execute(connection)
    })
    held.catch(reject)
  })
  if (!taken) throw inUse('database')
  return async () => {
    letGo()
    // A connection that broke has freed its lock already.
    await held.catch(() => undefined)
  }
}

const inUse = (what: string) =>
  refused({
    code: 'LOG_IN_USE',
    reason: `Another log writer holds the ${what}; a log has one writer.`,
    needed: 'Stop the other server first.',
  })
