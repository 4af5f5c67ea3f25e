import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>

/** Which tripwires are strung, and how; the newest row counts. */
export type TripwireSettingRow = {
  n: Fixed<number>
  wires: Fixed<string[]>
  duty_json: Fixed<string | null>
  many_in_an_hour: Fixed<number>
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

/** Tables of the tripwires over the house's own records. */
export type WatchTables = {
  tripwire_settings: TripwireSettingRow
  canaries: CanaryRow
  alarms: AlarmRow
  alarm_settlements: AlarmSettlementRow
  neighbours: NeighbourRow
  elsewhere_names: ElsewhereNameRow
}
