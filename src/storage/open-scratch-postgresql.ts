import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { must, newId } from '../kernel/index.ts'
import { type ScratchStorage, scratchKey } from './open-scratch-storage.ts'
import { openStorage } from './open-storage.ts'

/** An empty database of its own on the test server. */
export type ScratchDatabase = {
  readonly databaseUrl: string
  /** Fails while somebody is still connected, so that a test notices a connection that was never given back. */
  drop(): Promise<void>
}

/** A storage on the test server; `close` drops its database and removes its folder. */
export type ScratchPostgresql = ScratchStorage & { readonly databaseUrl: string }

/** Text sorts as an English speaker expects and not byte by byte, as on most servers: who relies on an order notices. */
const english = "encoding 'UTF8' locale_provider icu icu_locale 'en-US' locale 'C' template template0"

/**
 * Makes a database on the server that TEST_DATABASE_URL names, for tests: an empty one, one of an unfit encoding, or a
 * copy of another to which nobody is connected, as a backup would be.
 */
export async function makeScratchDatabase(
  of: { readonly encoding?: 'SQL_ASCII'; readonly copyOf?: ScratchDatabase } = {},
): Promise<ScratchDatabase> {
  const name = `casebound_${newId().replaceAll('-', '$').toLowerCase()}`
  const kind = of.encoding ? `encoding '${of.encoding}' locale 'C' template template0` : english
  await onServer(`create database "${name}" ${of.copyOf ? `template "${nameIn(of.copyOf)}"` : kind}`)
  return {
    databaseUrl: Object.assign(new URL(serverUrl()), { pathname: `/${name}` }).href,
    drop: () => onServer(`drop database "${name}"`),
  }
}

/** A throw-away storage on the test server: a database of its own, real migrations. */
export async function openScratchPostgresql(database?: ScratchDatabase): Promise<ScratchPostgresql> {
  const { databaseUrl, drop } = database ?? (await makeScratchDatabase())
  const dataDir = await mkdtemp(join(tmpdir(), 'casebound-scratch-postgresql-'))
  const remove = async (): Promise<void> => {
    await rm(dataDir, { recursive: true, force: true })
    await drop()
  }
  try {
    const storage = await openStorage({ dataDir, databaseUrl, key: scratchKey })
    const close = (): Promise<void> => storage.close().then(remove)
    return { ...storage, dataDir, databaseUrl, close }
  } catch (error) {
    await remove()
    throw error
  }
}

const serverUrl = (): string => must(process.env.TEST_DATABASE_URL, 'TEST_DATABASE_URL')
const nameIn = ({ databaseUrl }: ScratchDatabase): string => new URL(databaseUrl).pathname.slice(1)

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl() })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
