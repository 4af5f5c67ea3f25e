import type { ColumnType } from 'kysely'

type Time = ColumnType<Date, Date, Date>
type Fixed<T> = ColumnType<T, T, never>

/** A booking's template by one model. */
export type TemplateRow = {
  booking_id: Fixed<string>
  model_id: Fixed<string>
  template: Fixed<Uint8Array>
  bound_to_model: Fixed<boolean>
  leaf_sha256: string
  made_at: Fixed<Date>
}

export type ModelUseRow = {
  n: Fixed<number>
  model_id: Fixed<string>
  name: Fixed<string>
  licence: Fixed<string>
  finding: Fixed<string>
  entry_id: Fixed<string>
  begun_by: Fixed<string | null>
  begun_at: Fixed<Date>
}

export type ModelTestRow = {
  id: Fixed<string>
  use_n: Fixed<number>
  model_id: Fixed<string>
  passed: Fixed<boolean>
  report_json: Fixed<string>
  report_sha256: Fixed<string>
  entry_id: Fixed<string | null>
  tested_by: Fixed<string | null>
  tested_at: Fixed<Date>
}

export type ModelChangeRow = {
  only_row: ColumnType<boolean, boolean | undefined, never>
  model_id: string
  name: string
  begun_by: string
  begun_at: Time
}

export type StrangerStudyRow = {
  n: Fixed<number>
  model_id: Fixed<string>
  gallery_n: Fixed<number>
  persons: Fixed<number>
  strangers: Fixed<number>
  similarities_json: Fixed<string>
  sha256: Fixed<string>
  entry_id: Fixed<string>
  measured_by: Fixed<string>
  measured_at: Fixed<Date>
}

/** Tables of the models that the gallery is coded with. */
export type ModelTables = {
  templates: TemplateRow
  model_uses: ModelUseRow
  model_tests: ModelTestRow
  model_change: ModelChangeRow
  stranger_studies: StrangerStudyRow
}
