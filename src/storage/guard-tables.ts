import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>
type OfALead = {
  id: Fixed<string>
  lead_id: Fixed<string>
  recorded_by: Fixed<string>
  entry_id: Fixed<string>
  recorded_at: Fixed<Date>
}

export type LeadEvidenceRow = OfALead & {
  kind: Fixed<string>
  obtained_on: Fixed<string>
  by_whom: Fixed<string>
  words: Fixed<string | null>
  before_lead: Fixed<boolean>
}

export type LeadCheckRow = OfALead & { answers_json: Fixed<string>; against: Fixed<boolean> }

export type LineUpRow = OfALead & {
  held_on: Fixed<string>
  blind: Fixed<boolean>
  fillers: Fixed<number>
  note: Fixed<string>
}

export type InquiryStepRow = OfALead & { step: Fixed<'opened' | 'closed'>; findings: Fixed<string> }

/** Tables of what stands between a lead and an act on it. */
export type GuardTables = {
  lead_evidence: LeadEvidenceRow
  lead_checks: LeadCheckRow
  line_ups: LineUpRow
  inquiry_steps: InquiryStepRow
}
