import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import type { Dialect } from 'kysely'
import { DurableNodeFs } from './durable-node-fs.ts'
import { pgliteDialect } from './pglite-dialect.ts'
import { syncDirectory, syncTree } from './write-file-durably.ts'

/** PGlite's own parameters without `-F` (which turns every flush off); emscripten's fdatasync is empty, its fsync is not. */
const startParams = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  '-c',
  'wal_sync_method=fsync',
]

/** pg gives bigint as a string; so does this. Type numbers are those of pg_type. */
const bigintType = 20
const parsers = { [bigintType]: (text: string) => text }

/** Starts the embedded PostgreSQL in dataDir/database; `syncCount` tells how often it flushed to the disk so far. */
export async function openPglite(dataDir: string): Promise<{ dialect: Dialect; syncCount: () => number }> {
  const folder = join(dataDir, 'database')
  if (!existsSync(folder)) await createDatabase(folder)
  const fs = new DurableNodeFs(folder)
  const pg = await PGlite.create({ fs, startParams, parsers })
  return { dialect: pgliteDialect(pg), syncCount: () => fs.syncs }
}

/** initdb flushes nothing, so the new database is made aside, flushed whole, and only then given its name. */
async function createDatabase(folder: string): Promise<void> {
  const unfinished = `${folder}.new`
  await rm(unfinished, { recursive: true, force: true })
  const pg = await PGlite.create({ fs: new DurableNodeFs(unfinished), startParams })
  await pg.close()
  await syncTree(unfinished)
  await rename(unfinished, folder)
  await syncDirectory(join(folder, '..'))
}
