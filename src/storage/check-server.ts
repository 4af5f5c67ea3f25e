import { type Kysely, sql } from 'kysely'
import { refused } from './storage-refusal.ts'

/** What a committed row needs to survive a power cut, and what text needs to be kept as it is. */
const demands: Readonly<Record<string, (value: string) => boolean>> = {
  fsync: (value) => value === 'on',
  full_page_writes: (value) => value === 'on',
  synchronous_commit: (value) => value !== 'off',
  server_encoding: (value) => value === 'UTF8',
}

/** Refused DATABASE_UNSUITABLE when the server does not flush commits to the disk or does not store UTF-8. */
export async function checkServer<Schema>(db: Kysely<Schema>): Promise<void> {
  const settings = await sql<{ name: string; setting: string }>`
    select name, setting from pg_settings where name in (${sql.join(Object.keys(demands))})`.execute(db)
  const found = new Map(settings.rows.map(({ name, setting }) => [name, setting]))
  for (const [name, isFit] of Object.entries(demands)) {
    const setting = found.get(name) ?? 'unknown'
    if (!isFit(setting))
      throw refused({
        code: 'DATABASE_UNSUITABLE',
        reason: `The database server has ${name} = ${setting}; committed records could be lost or changed.`,
        needed: `Set ${name} to ${name === 'server_encoding' ? 'UTF8 (make the database anew)' : 'on'}.`,
        evidence: { setting: name, value: setting },
      })
  }
}
