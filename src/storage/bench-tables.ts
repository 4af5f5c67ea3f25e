import type { ColumnType } from 'kysely'

type Time = ColumnType<Date, Date, Date>
type Fixed<T> = ColumnType<T, T, never>

/** An examiner's own recipe. */
export type ExaminerRecipeRow = {
  id: Fixed<string>
  search_id: Fixed<string>
  examiner_id: Fixed<string>
  title: string
  steps_json: string
  copy_json: string
  created_at: Fixed<Date>
  updated_at: Time
}

/** A copy that an examiner was shown in the place of the probe. */
export type ExaminerLookRow = {
  search_id: Fixed<string>
  examiner_id: Fixed<string>
  copy_sha256: Fixed<string>
  own: Fixed<boolean>
  steps_json: Fixed<string>
  seen_at: Fixed<Date>
}

export type CopyProposalRow = {
  id: Fixed<string>
  search_id: Fixed<string>
  examiner_id: Fixed<string>
  steps_json: Fixed<string>
  copy_sha256: Fixed<string>
  entry_id: Fixed<string>
  proposed_at: Fixed<Date>
}

/** What an examiner found in the probe alone. */
export type ProbeAnalysisRow = {
  search_id: Fixed<string>
  examiner_id: Fixed<string>
  suitability: Fixed<string>
  features_json: Fixed<string>
  limits: Fixed<string>
  entry_id: Fixed<string>
  sealed_at: Fixed<Date>
}

export type BenchTables = {
  probe_analyses: ProbeAnalysisRow
  examiner_recipes: ExaminerRecipeRow
  examiner_looks: ExaminerLookRow
  copy_proposals: CopyProposalRow
}
