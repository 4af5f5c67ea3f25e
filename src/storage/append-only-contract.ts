import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Db, Storage } from './open-storage.ts'
import type { Tables } from './tables.ts'

/** Written out here and not read from the database, so that a table that loses its triggers is noticed. */
const appendOnlyTables: readonly (keyof Tables)[] = [
  'gallery_states',
  'searches',
  'search_results',
  'candidates',
  'rank_views',
  'examinations',
  'leads',
  'outcomes',
  'refusals',
  'enrolment_refusals',
  'policy_adoptions',
  'log_queue',
  'log_entries',
  'log_signed',
  'log_cosigned',
  'search_probes',
  'frozen_searches',
  'packets',
  'lead_evidence',
  'lead_checks',
  'line_ups',
  'inquiry_steps',
  'model_uses',
  'model_tests',
  'stranger_studies',
  'policy_versions',
  'policy_acceptances',
  'approvals',
  'outside_requests',
  'examiner_looks',
  'probe_analyses',
  'copy_proposals',
  'certificates',
  'certificate_acts',
  'lesson_reads',
  'training_attempts',
  'training_results',
  'certificate_imports',
  'certificate_import_decisions',
  'account_events',
  'disclosures',
  'log_erased',
  'code_lists',
  'import_batches',
  'imported_searches',
  'conduct_rules',
  'service_contracts',
  'own_services',
  'outside_reviews',
  'outside_findings',
  'outside_counts',
  'outside_evidence',
  'attestations',
  'attestation_answers',
  'finding_steps',
  'declaration_rounds',
  'declarations',
  'tripwire_settings',
  'canaries',
  'alarms',
  'alarm_settlements',
  'neighbours',
  'service_areas',
  'elsewhere_names',
  'assignments',
  'withdrawals',
  'conflict_resolutions',
  'conflict_signatures',
  'audits',
  'audit_draws',
  'audit_checks',
  'audit_results',
  'misuse_cases',
  'misuse_steps',
  'planting_settings',
  'planted_faces',
  'planted_answers',
  'planted_cases',
  'planted_case_faces',
  'planted_case_analyses',
  'planted_case_ends',
]

const sampleByType: Readonly<Record<string, string>> = {
  text: "'x'",
  integer: '1',
  bigint: '1',
  boolean: 'true',
  bytea: "'\\x00'",
  'timestamp with time zone': 'now()',
}

/** The database itself refuses changes to recorded facts, by plain SQL, on every engine. */
export function describeAppendOnlyContract(engine: Storage['engine'], open: () => Promise<Storage>): void {
  describe(`append-only tables on ${engine}`, () => {
    let storage: Storage
    beforeAll(async () => {
      storage = await open()
      for (const table of appendOnlyTables) await insertSample(storage.db, table)
    })
    afterAll(() => storage?.close())

    const statements = (table: string, column: string) => [
      `update ${table} set ${column} = ${column}`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]
    test.each(appendOnlyTables)('%s refuses UPDATE, DELETE and TRUNCATE and keeps its row', async (table) => {
      const before = await rowsOf(storage.db, table)
      expect(before).toHaveLength(1)
      const [column] = Object.keys(before[0] ?? {})
      for (const statement of statements(table, column ?? '')) {
        const error = await sql
          .raw(statement)
          .execute(storage.db)
          .catch((reason: unknown) => reason)
        expect(error, statement).toMatchObject({ code: '23001' })
      }
      expect(await rowsOf(storage.db, table)).toEqual(before)
    })

    test('emptying a table that records refer to is refused too', async () => {
      for (const table of ['users', 'requests'])
        await expect(sql.raw(`truncate ${table} cascade`).execute(storage.db)).rejects.toMatchObject({
          code: '23001',
        })
    })

    test('a table of working data may be changed', async () => {
      await insertSample(storage.db, 'persons')
      await sql`update persons set sex = 'y'`.execute(storage.db)
      await sql`delete from persons`.execute(storage.db)
      expect(await rowsOf(storage.db, 'persons')).toEqual([])
    })
  })
}

const rowsOf = async (db: Db, table: string): Promise<unknown[]> =>
  (await sql.raw(`select * from ${table}`).execute(db)).rows

/** One row with a value in every column; references are not checked, for only the triggers are tested here. */
async function insertSample(db: Db, table: string): Promise<void> {
  const columns = await sql<{ name: string; type: string }>`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_identity = 'NO'`.execute(db)
  const names = columns.rows.map((column) => `"${column.name}"`).join(', ')
  const values = columns.rows.map((column) => sampleByType[column.type] ?? `'{}'`).join(', ')
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql.raw(`insert into ${table} (${names}) values (${values})`).execute(tx)
  })
}
