import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>

/** A planted case: a still of nobody as a task in the queue. It is no search. */
export type PlantedCaseRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  after_search_id: Fixed<string>
  still: Fixed<string>
  probe_json: Fixed<string>
  model_id: Fixed<string>
  listed: Fixed<number>
  seed: Fixed<Uint8Array>
  entry_id: Fixed<string>
  planted_at: Fixed<Date>
  shown_from: Fixed<Date>
}

/** A face of nobody in its list. */
export type PlantedCaseFaceRow = {
  id: Fixed<string>
  case_id: Fixed<string>
  examiner_id: Fixed<string | null>
  picture: Fixed<string>
  is_mate: Fixed<boolean>
  similarity: Fixed<string>
  booked_on: Fixed<string>
  width_px: Fixed<number>
  height_px: Fixed<number>
  face_json: Fixed<string>
  blob_id: Fixed<string>
  sha256: Fixed<string>
  entry_id: Fixed<string>
}

/** What an examiner found in its still alone. */
export type PlantedCaseAnalysisRow = {
  case_id: Fixed<string>
  examiner_id: Fixed<string>
  suitability: Fixed<string>
  features_json: Fixed<string>
  limits: Fixed<string>
  entry_id: Fixed<string>
  sealed_at: Fixed<Date>
}

/** How it ended; there is one row at most. */
export type PlantedCaseEndRow = {
  case_id: Fixed<string>
  ended_as: Fixed<'answered' | 'unfit' | 'withdrawn'>
  examiner_id: Fixed<string | null>
  certificate_id: Fixed<string | null>
  conclusion: Fixed<string | null>
  of_mate: Fixed<string | null>
  other_supported: Fixed<boolean | null>
  answers_json: Fixed<string | null>
  entry_id: Fixed<string>
  ended_at: Fixed<Date>
}

export type PlantedCaseTables = {
  planted_cases: PlantedCaseRow
  planted_case_faces: PlantedCaseFaceRow
  planted_case_analyses: PlantedCaseAnalysisRow
  planted_case_ends: PlantedCaseEndRow
}
