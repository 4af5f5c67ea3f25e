import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { refused } from './storage-refusal.ts'

const byteaType = 17

/** Bytes as plain Uint8Array, as PGlite gives them; the rest as pg does (bigint stays a string). */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((type: number, format?: 'text' | 'binary') =>
    type === byteaType
      ? (text: string) => new Uint8Array(Buffer.from(text.slice(2), 'hex'))
      : pg.types.getTypeParser(type, format)) as typeof pg.types.getTypeParser,
}

/** Connects to a PostgreSQL server. Refused DATABASE_UNREACHABLE; its message leaves the address out (it may hold a password). */
export async function openPostgresql(databaseUrl: string): Promise<{ dialect: Dialect }> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    types,
    max: 10,
    connectionTimeoutMillis: 10_000,
    application_name: 'casebound',
    options: '-c bytea_output=hex -c DateStyle=ISO',
  })
  // A connection that breaks while idle is only dropped from the pool; the next query opens another one.
  pool.on('error', () => {})
  // The pool listens to idle connections only. One that breaks while somebody holds it fails that holder's next
  // statement; unheard, the event would end the whole process, and the log's writer holds one as long as it runs.
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    ;(await pool.connect()).release()
  } catch (error) {
    await pool.end()
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown'
    throw refused({
      code: 'DATABASE_UNREACHABLE',
      reason: `The PostgreSQL server does not accept the connection (${code}).`,
      needed: 'Check that the server runs, and the address, user, password and database in the database URL.',
      evidence: { code },
    })
  }
  return { dialect: new PostgresDialect({ pool }) }
}
