import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>

export type CertificateRow = {
  id: Fixed<string>
  user_id: Fixed<string>
  course: Fixed<string>
  issuer: Fixed<string>
  /** A day, or an exact instant in UTC. */
  valid_from: Fixed<string>
  valid_to: Fixed<string>
  created_at: Fixed<Date>
  covers: Fixed<string[]>
  origin: Fixed<string>
  status_index: Fixed<number | null>
  credential: Fixed<string | null>
  exam_id: Fixed<string | null>
  practical_id: Fixed<string | null>
}

export type CertificateActRow = {
  id: Fixed<string>
  certificate_id: Fixed<string>
  n: Fixed<number>
  act: Fixed<string>
  reason: Fixed<string>
  acted_by: Fixed<string | null>
  entry_id: Fixed<string>
  acted_at: Fixed<Date>
}

export type LessonReadRow = {
  id: Fixed<string>
  user_id: Fixed<string>
  course: Fixed<string>
  course_version: Fixed<string>
  lesson: Fixed<string>
  read_at: Fixed<Date>
}

export type TrainingAttemptRow = {
  id: Fixed<string>
  user_id: Fixed<string>
  course: Fixed<string>
  course_version: Fixed<string>
  part: Fixed<string>
  items_json: Fixed<string>
  started_at: Fixed<Date>
  ends_at: Fixed<Date>
}

export type TrainingResultRow = {
  attempt_id: Fixed<string>
  answers_json: Fixed<string>
  outcome_json: Fixed<string>
  passed: Fixed<boolean>
  ended_at: Fixed<Date>
}

export type CertificateImportRow = {
  id: Fixed<string>
  user_id: Fixed<string>
  course: Fixed<string>
  issuer: Fixed<string>
  covers: Fixed<string[]>
  valid_from: Fixed<string>
  valid_to: Fixed<string>
  evidence_blob_id: Fixed<string>
  evidence_sha256: Fixed<string>
  evidence_type: Fixed<string>
  offered_by: Fixed<string>
  offered_at: Fixed<Date>
}

export type CertificateImportDecisionRow = {
  import_id: Fixed<string>
  approved: Fixed<boolean>
  reason: Fixed<string>
  decided_by: Fixed<string>
  certificate_id: Fixed<string | null>
  decided_at: Fixed<Date>
}

/** Tables of courses, exams and certificates. */
export type TrainingTables = {
  certificates: CertificateRow
  certificate_acts: CertificateActRow
  lesson_reads: LessonReadRow
  training_attempts: TrainingAttemptRow
  training_results: TrainingResultRow
  certificate_imports: CertificateImportRow
  certificate_import_decisions: CertificateImportDecisionRow
}
