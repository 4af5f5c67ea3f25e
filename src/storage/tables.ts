import type { ColumnType, Generated } from 'kysely'
import type { ArchiveTables } from './archive-tables.ts'
import type { AuditTables } from './audit-tables.ts'
import type { BenchTables } from './bench-tables.ts'
import type { GuardTables } from './guard-tables.ts'
import type { ModelTables } from './model-tables.ts'
import type { OversightTables } from './oversight-tables.ts'
import type { PacketTables } from './packet-tables.ts'
import type { PeopleTables } from './people-tables.ts'
import type { PlantTables } from './plant-tables.ts'
import type { PolicyTables } from './policy-tables.ts'
import type { TrainingTables } from './training-tables.ts'
import type { WatchTables } from './watch-tables.ts'

type Time = ColumnType<Date, Date, Date>
type Fixed<T> = ColumnType<T, T, never>
type Bigint = ColumnType<string, string | number | bigint, string | number | bigint>

export type AgencyRow = { id: Fixed<string>; name: string; demonstration: boolean; created_at: Time }

export type PersonRow = { id: Fixed<string>; sex: string; birth_date: string | null; created_at: Time }

export type BookingRow = {
  id: Fixed<string>
  booking_number: string
  person_id: string
  agency_code: string
  booked_on: string
  age_at_booking: number
  photo_blob_id: string
  photo_sha256: string
  face_json: string
  face_finding: string | null
  quality_json: string
  leaf_salt: Uint8Array
  enrolled_at: Time
}

export type GalleryStateRow = {
  n: Fixed<number>
  root: Fixed<string>
  persons: Fixed<number>
  bookings: Fixed<number>
  model_id: Fixed<string>
  entry_id: Fixed<string>
  created_at: Fixed<Date>
}

export type RequestRow = {
  id: Fixed<string>
  agency_id: string
  requester_id: string
  status: string
  details_json: string
  probe_blob_id: string | null
  probe_sha256: string | null
  probe_json: string | null
  recipe_id: ColumnType<string | null, string | null | undefined, string | null>
  created_at: Time
  updated_at: Time
}

export type ProbeRecipeRow = {
  id: Fixed<string>
  request_id: Fixed<string>
  title: string
  steps_json: string
  copy_json: string
  created_by: Fixed<string>
  created_at: Fixed<Date>
  updated_at: Time
}

export type SearchProbeRow = {
  search_id: Fixed<string>
  agency_id: Fixed<string>
  probe_sha256: Fixed<string>
  perceptual_hash: Fixed<string>
  try_number: Fixed<number>
  steps_json: Fixed<string | null>
  copy_sha256: Fixed<string | null>
  copy_perceptual_hash: Fixed<string | null>
  copy_blob_id: Fixed<string | null>
  face_json: Fixed<string | null>
  created_at: Fixed<Date>
}

export type SearchRow = {
  id: Fixed<string>
  request_id: Fixed<string>
  agency_id: Fixed<string>
  requester_id: Fixed<string>
  certificate_id: Fixed<string>
  decision_json: Fixed<string>
  gallery_n: Fixed<number>
  model_id: Fixed<string>
  candidate_limit: Fixed<number>
  entry_id: Fixed<string>
  created_at: Fixed<Date>
}

export type SearchResultRow = {
  search_id: Fixed<string>
  ended_as: Fixed<string>
  certificate_json: Fixed<string | null>
  order_seed: Fixed<Uint8Array | null>
  refusal_code: Fixed<string | null>
  entry_id: Fixed<string>
  created_at: Fixed<Date>
}

export type CandidateRow = {
  search_id: Fixed<string>
  person_id: Fixed<string>
  booking_id: Fixed<string>
  booked_on: Fixed<string>
  rank: Fixed<number>
  similarity: Fixed<string>
}

export type RankViewRow = { search_id: Fixed<string>; user_id: Fixed<string>; seen_at: Fixed<Date> }

export type ExaminationRow = {
  id: Fixed<string>
  search_id: Fixed<string>
  position: Fixed<number>
  examiner_id: Fixed<string>
  certificate_id: Fixed<string>
  conclusion: Fixed<string>
  candidate_booking_id: Fixed<string | null>
  features_json: Fixed<string>
  answers_json: Fixed<string | null>
  display_json: Fixed<string | null>
  reason: Fixed<string>
  entry_id: Fixed<string>
  sealed_at: Fixed<Date>
}

export type LeadRow = {
  id: Fixed<string>
  search_id: Fixed<string>
  agency_id: Fixed<string>
  decision: Fixed<string>
  person_id: Fixed<string | null>
  booking_id: Fixed<string | null>
  sheet_blob_id: Fixed<string | null>
  sheet_sha256: Fixed<string | null>
  sheet_pages: Fixed<number | null>
  entry_id: Fixed<string>
  outcome_due_on: Fixed<string | null>
  issued_at: Fixed<Date>
}

export type OutcomeRow = {
  id: Fixed<string>
  lead_id: Fixed<string>
  recorded_by: Fixed<string>
  outcome: Fixed<string>
  evidence_json: Fixed<string>
  note: Fixed<string>
  entry_id: Fixed<string>
  recorded_at: Fixed<Date>
}

export type RefusalRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  user_id: Fixed<string>
  act: Fixed<string>
  request_id: Fixed<string | null>
  search_id: Fixed<string | null>
  refusals_json: Fixed<string>
  entry_id: Fixed<string>
  refused_at: Fixed<Date>
}

export type EnrolmentRefusalRow = {
  id: Fixed<string>
  run_id: Fixed<string>
  file: Fixed<string>
  booking_number: Fixed<string | null>
  code: Fixed<string>
  reason: Fixed<string>
  needed: Fixed<string>
  recorded_by: Fixed<string>
  refused_at: Fixed<Date>
}

export type LogQueueRow = {
  entry_id: Fixed<string>
  queue_position: Generated<Bigint>
  bytes: Fixed<Uint8Array>
  queued_at: Fixed<Date>
}

export type LogEntryRow = {
  log_index: Bigint
  entry_id: Fixed<string>
  leaf_sha256: Fixed<string>
  sealed_into_size: Bigint
  written_at: Fixed<Date>
}

export type LogHeadRow = {
  only_row: Generated<boolean>
  size: Bigint
  root: string
  pending_note: string
  published_note: string | null
}

export type LogSignedRow = {
  size: Bigint
  root: Fixed<string>
  signed_at: Fixed<Date>
  note: ColumnType<string | null, string | null | undefined, never>
}

export type LogCosignedRow = { size: Bigint; note: Fixed<string>; cosigned_at: Fixed<Date> }

export type LogSealedRow = {
  entry_id: Fixed<string>
  name: Fixed<string>
  ciphertext: Fixed<Uint8Array>
  /** Whose it is; null where the house itself wrote the entry. */
  agency_id: Fixed<string | null>
}

/** Every table of the house; each belongs to the one room that its README names. */
export type Tables = ArchiveTables &
  AuditTables &
  GuardTables &
  ModelTables &
  OversightTables &
  PacketTables &
  PeopleTables &
  PlantTables &
  PolicyTables &
  BenchTables &
  TrainingTables &
  WatchTables & {
    agencies: AgencyRow
    persons: PersonRow
    bookings: BookingRow
    gallery_states: GalleryStateRow
    requests: RequestRow
    probe_recipes: ProbeRecipeRow
    search_probes: SearchProbeRow
    searches: SearchRow
    search_results: SearchResultRow
    candidates: CandidateRow
    rank_views: RankViewRow
    examinations: ExaminationRow
    leads: LeadRow
    outcomes: OutcomeRow
    refusals: RefusalRow
    enrolment_refusals: EnrolmentRefusalRow
    log_queue: LogQueueRow
    log_entries: LogEntryRow
    log_head: LogHeadRow
    log_signed: LogSignedRow
    log_cosigned: LogCosignedRow
    log_sealed: LogSealedRow
  }
