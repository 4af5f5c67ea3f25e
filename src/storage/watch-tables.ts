import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>

/** Which tripwires are strung, and how; the newest row counts. */
export type TripwireSettingRow = {
  n: Fixed<number>
  wires: Fixed<string[]>
  duty_json: Fixed<string | null>
  many_in_an_hour: Fixed<number>
  /** Similarity from which on a probe resembles a registered portrait, in thousandths; null in settings of before there were any. */
  resemblance_thousandths: Fixed<number | null>
  words: Fixed<string>
  /** Null where the house was founded with it. */
  set_by: Fixed<string | null>
  entry_id: Fixed<string>
  set_at: Fixed<Date>
}

/** A synthetic person whom an auditor planted in the gallery. */
export type CanaryRow = {
  person_id: Fixed<string>
  booking_number: Fixed<string>
  agency_id: Fixed<string>
  words: Fixed<string>
  planted_by: Fixed<string>
  entry_id: Fixed<string>
  planted_at: Fixed<Date>
}

export type AlarmRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  rule: Fixed<string>
  /** Whose act tripped it. */
  user_id: Fixed<string>
  search_id: Fixed<string | null>
  words: Fixed<string>
  entry_id: Fixed<string>
  raised_at: Fixed<Date>
}

export type AlarmSettlementRow = {
  alarm_id: Fixed<string>
  class: Fixed<string>
  words: Fixed<string>
  settled_by: Fixed<string>
  entry_id: Fixed<string>
  settled_at: Fixed<Date>
}

/** How requests of another agency look; the last row of a code counts. */
export type NeighbourRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  code: Fixed<string>
  name: Fixed<string>
  case_pattern: Fixed<string | null>
  domains: Fixed<string[]>
  places: Fixed<string[]>
  set_by: Fixed<string>
  entry_id: Fixed<string>
  set_at: Fixed<Date>
}

/** The area that an agency serves; its last row counts. */
export type ServiceAreaRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  places_json: Fixed<string>
  words: Fixed<string>
  set_by: Fixed<string>
  entry_id: Fixed<string>
  set_at: Fixed<Date>
}

/** A name that a face search elsewhere produced in a case. */
export type ElsewhereNameRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  case_number: Fixed<string>
  /** The case number without blanks and capitals. */
  case_key: Fixed<string>
  kind: Fixed<string>
  system: Fixed<string>
  operator: Fixed<string>
  image: Fixed<string>
  found_on: Fixed<string>
  person_id: Fixed<string | null>
  words: Fixed<string>
  disclose_to: Fixed<string>
  declared_by: Fixed<string>
  entry_id: Fixed<string>
  declared_at: Fixed<Date>
}

/** A reference picture of one of the agency's people or of a public figure; deleted when he leaves. */
export type PortraitRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  kind: Fixed<'staff' | 'figure'>
  user_id: Fixed<string | null>
  name: Fixed<string>
  words: Fixed<string>
  photo_blob_id: Fixed<string>
  added_by: Fixed<string>
  added_at: Fixed<Date>
}

export type PortraitTemplateRow = {
  portrait_id: Fixed<string>
  model_id: Fixed<string>
  template: Fixed<Uint8Array>
}

/** Tables of the tripwires over the house's own records. */
export type WatchTables = {
  tripwire_settings: TripwireSettingRow
  canaries: CanaryRow
  alarms: AlarmRow
  alarm_settlements: AlarmSettlementRow
  neighbours: NeighbourRow
  service_areas: ServiceAreaRow
  portraits: PortraitRow
  portrait_templates: PortraitTemplateRow
  elsewhere_names: ElsewhereNameRow
}
