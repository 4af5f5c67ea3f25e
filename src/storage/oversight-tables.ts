import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>
type Counted = ColumnType<string, number, never>

/** A rule of the agency against outside face search; past use is judged by the rule of its day. */
export type ConductRuleRow = {
  agency_id: Fixed<string>
  id: Fixed<string>
  name: Fixed<string>
  source: Fixed<string>
  binds_from: Fixed<string>
  binds_until: Fixed<string | null>
  adopted_by: Fixed<string>
  entry_id: Fixed<string>
  adopted_at: Fixed<Date>
}

/** What the agency has with a face-search service from a day on. */
export type ServiceContractRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  service: Fixed<string>
  status: Fixed<string>
  from_day: Fixed<string>
  until_day: Fixed<string | null>
  why: Fixed<string>
  recorded_by: Fixed<string>
  entry_id: Fixed<string>
  recorded_at: Fixed<Date>
}

/** A service that only the agency's own register names; the last row of a service counts. */
export type OwnServiceRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  service: Fixed<string>
  service_json: Fixed<string>
  recorded_by: Fixed<string>
  entry_id: Fixed<string>
  recorded_at: Fixed<Date>
}

/** One reading of exported logs. */
export type OutsideReviewRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  register_version: Fixed<string>
  register_digest: Fixed<string>
  files_json: Fixed<string>
  line_count: Counted
  broken_count: Counted
  set_aside_json: Fixed<string>
  reviewed_by: Fixed<string>
  entry_id: Fixed<string>
  reviewed_at: Fixed<Date>
}

export type OutsideFindingRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  person: Fixed<string>
  /** The person in lower case. */
  person_key: Fixed<string>
  unit: Fixed<string>
  shared: Fixed<boolean>
  service_id: Fixed<string>
  service: Fixed<string>
  period: Fixed<string>
  review_id: Fixed<string>
  found_at: Fixed<Date>
}

export type OutsideCountRow = {
  id: Fixed<string>
  finding_id: Fixed<string>
  review_id: Fixed<string>
  uses: Fixed<number>
  session_count: Fixed<number>
  uploads: Fixed<number>
  first_seen: Fixed<string | null>
  last_seen: Fixed<string | null>
  confidence: Fixed<string>
  detected_by: Fixed<string>
  cases_json: Fixed<string>
  counted_at: Fixed<Date>
}

export type OutsideEvidenceRow = {
  finding_id: Fixed<string>
  review_id: Fixed<string>
  file: Fixed<string>
  line: Counted
  line_sha256: Fixed<string>
  seen_at: Fixed<string | null>
  confidence: Fixed<string>
  detected_by: Fixed<string>
}

export type AttestationRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  finding_id: Fixed<string>
  user_id: Fixed<string>
  due_on: Fixed<string>
  asked_by: Fixed<string>
  entry_id: Fixed<string>
  asked_at: Fixed<Date>
}

export type AttestationAnswerRow = {
  attestation_id: Fixed<string>
  used: Fixed<boolean>
  answer_json: Fixed<string>
  entry_id: Fixed<string>
  answered_at: Fixed<Date>
}

export type FindingStepRow = {
  id: Fixed<string>
  finding_id: Fixed<string>
  step: Fixed<string>
  content_json: Fixed<string>
  /** How many uses the finding had when the step was taken. */
  uses: Fixed<number>
  /** Null where the house itself took it. */
  recorded_by: Fixed<string | null>
  entry_id: Fixed<string>
  recorded_at: Fixed<Date>
}

export type DeclarationRoundRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  year: Fixed<number>
  due_on: Fixed<string>
  opened_by: Fixed<string>
  entry_id: Fixed<string>
  opened_at: Fixed<Date>
}

export type DeclarationRow = {
  round_id: Fixed<string>
  user_id: Fixed<string>
  used: Fixed<boolean>
  words: Fixed<string>
  entry_id: Fixed<string>
  declared_at: Fixed<Date>
}

/** Tables of outside face search and of what becomes of a finding. */
export type OversightTables = {
  conduct_rules: ConductRuleRow
  service_contracts: ServiceContractRow
  own_services: OwnServiceRow
  outside_reviews: OutsideReviewRow
  outside_findings: OutsideFindingRow
  outside_counts: OutsideCountRow
  outside_evidence: OutsideEvidenceRow
  attestations: AttestationRow
  attestation_answers: AttestationAnswerRow
  finding_steps: FindingStepRow
  declaration_rounds: DeclarationRoundRow
  declarations: DeclarationRow
}
