import type { ColumnType } from 'kysely'
import type { PlantedCaseTables } from './planted-case-tables.ts'

type Fixed<T> = ColumnType<T, T, never>

/** How many faces are planted in each list of an agency, and for how many searches one case; the row with the highest number counts. */
export type PlantingSettingRow = {
  agency_id: Fixed<string>
  n: Fixed<number>
  faces: Fixed<number>
  cases: Fixed<number>
  words: Fixed<string>
  set_by: Fixed<string>
  entry_id: Fixed<string>
  set_at: Fixed<Date>
}

/** A face of nobody that stood in an examiner's list. */
export type PlantedFaceRow = {
  id: Fixed<string>
  search_id: Fixed<string>
  examiner_id: Fixed<string>
  picture: Fixed<string>
  pool_json: Fixed<string>
  booked_on: Fixed<string>
  width_px: Fixed<number>
  height_px: Fixed<number>
  face_json: Fixed<string>
  blob_id: Fixed<string>
  sha256: Fixed<string>
  entry_id: Fixed<string>
  planted_at: Fixed<Date>
}

/** What the examiner said of it. */
export type PlantedAnswerRow = {
  planted_id: Fixed<string>
  letter: Fixed<string>
  conclusion: Fixed<string>
  answer_json: Fixed<string>
  entry_id: Fixed<string>
  sealed_at: Fixed<Date>
}

export type PlantTables = PlantedCaseTables & {
  planting_settings: PlantingSettingRow
  planted_faces: PlantedFaceRow
  planted_answers: PlantedAnswerRow
}
