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

/** Who examines a search as the second; the row with the highest number of a search counts. */
export type AssignmentRow = {
  id: Fixed<string>
  search_id: Fixed<string>
  n: Fixed<number>
  examiner_id: Fixed<string>
  cause: Fixed<string>
  reason: Fixed<string | null>
  assigned_by: Fixed<string | null>
  due_at: Fixed<Date>
  entry_id: Fixed<string>
  assigned_at: Fixed<Date>
}

export type WithdrawalRow = {
  search_id: Fixed<string>
  withdrawn_by: Fixed<string>
  reason: Fixed<string>
  entry_id: Fixed<string>
  withdrawn_at: Fixed<Date>
}

/** What was recorded where two examiners contradict each other; the row with the highest number of a search counts. */
export type ConflictResolutionRow = {
  id: Fixed<string>
  search_id: Fixed<string>
  n: Fixed<number>
  outcome: Fixed<string>
  booking_id: Fixed<string | null>
  reason: Fixed<string>
  took_part: Fixed<string>
  recorded_by: Fixed<string>
  entry_id: Fixed<string>
  recorded_at: Fixed<Date>
}

export type ConflictSignatureRow = {
  resolution_id: Fixed<string>
  examiner_id: Fixed<string>
  agrees: Fixed<boolean>
  entry_id: Fixed<string>
  signed_at: Fixed<Date>
}

/** A notice that a person has looked at. */
export type NoticeViewRow = { user_id: Fixed<string>; notice_key: Fixed<string>; seen_at: Fixed<Date> }

export type BenchTables = {
  notice_views: NoticeViewRow
  conflict_resolutions: ConflictResolutionRow
  conflict_signatures: ConflictSignatureRow
  withdrawals: WithdrawalRow
  assignments: AssignmentRow
  probe_analyses: ProbeAnalysisRow
  examiner_recipes: ExaminerRecipeRow
  examiner_looks: ExaminerLookRow
  copy_proposals: CopyProposalRow
}
