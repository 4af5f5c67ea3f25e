import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Kysely } from 'kysely'
import { migrate } from './migrate.ts'
import { openPglite } from './pglite-engine.ts'

/** For tests only: an embedded database in a data folder as an earlier version left it, which had these migrations alone. */
export async function openScratchEarlier(
  dataDir: string,
  migrations: readonly string[],
): Promise<Kysely<unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'casebound-earlier-'))
  for (const name of migrations)
    await cp(new URL(`./migrations/${name}.sql`, import.meta.url), join(folder, `${name}.sql`))
  const db = new Kysely<unknown>({ dialect: (await openPglite(dataDir)).dialect })
  await migrate(db, pathToFileURL(`${folder}/`))
  await rm(folder, { recursive: true })
  return db
}
