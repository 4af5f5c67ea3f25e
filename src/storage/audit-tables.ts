import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>
type Bigint = ColumnType<string, number, never>

/** A sample that was announced before anybody could know what would be in it. */
export type AuditRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  sample_size: Fixed<number>
  /** First log index that it may reach back to. */
  from_index: Bigint
  words: Fixed<string>
  announced_by: Fixed<string>
  entry_id: Fixed<string>
  announced_at: Fixed<Date>
}

export type AuditDrawRow = {
  audit_id: Fixed<string>
  seed_size: Bigint
  seed_root: Fixed<string>
  search_ids: Fixed<string[]>
  entry_id: Fixed<string>
  drawn_at: Fixed<Date>
}

export type AuditCheckRow = {
  audit_id: Fixed<string>
  search_id: Fixed<string>
  says: Fixed<string>
  words: Fixed<string>
  checked_by: Fixed<string>
  entry_id: Fixed<string>
  checked_at: Fixed<Date>
}

export type AuditResultRow = {
  audit_id: Fixed<string>
  words: Fixed<string>
  signed_by: Fixed<string>
  entry_id: Fixed<string>
  signed_at: Fixed<Date>
}

export type MisuseCaseRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  user_id: Fixed<string>
  source: Fixed<string>
  source_id: Fixed<string | null>
  words: Fixed<string>
  opened_by: Fixed<string>
  entry_id: Fixed<string>
  opened_at: Fixed<Date>
}

export type MisuseStepRow = {
  id: Fixed<string>
  case_id: Fixed<string>
  step: Fixed<string>
  class: Fixed<string | null>
  discipline: Fixed<string | null>
  words: Fixed<string>
  taken_by: Fixed<string>
  entry_id: Fixed<string>
  taken_at: Fixed<Date>
}

export type AuditTables = {
  audits: AuditRow
  audit_draws: AuditDrawRow
  audit_checks: AuditCheckRow
  audit_results: AuditResultRow
  misuse_cases: MisuseCaseRow
  misuse_steps: MisuseStepRow
}
