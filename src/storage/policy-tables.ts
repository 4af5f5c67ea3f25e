import type { ColumnType } from 'kysely'

type Fixed<T> = ColumnType<T, T, never>

export type PolicyAdoptionRow = {
  n: Fixed<number>
  pack_id: Fixed<string>
  pack_version: Fixed<string>
  pack_sha256: Fixed<string>
  pack_text: Fixed<string>
  approver: Fixed<string>
  entry_id: Fixed<string>
  adopted_at: Fixed<Date>
}

/** From when an adopted text binds, and the agency's signature over it. */
export type PolicyVersionRow = {
  n: Fixed<number>
  in_force_from: Fixed<string>
  proposed_by: Fixed<string | null>
  key_name: Fixed<string>
  public_key: Fixed<string>
  signature: Fixed<string>
  signed_at: Fixed<Date>
}

export type PolicyAcceptanceRow = { n: Fixed<number>; user_id: Fixed<string>; accepted_at: Fixed<Date> }

export type PolicyProposalRow = {
  id: Fixed<string>
  pack_id: Fixed<string>
  pack_version: Fixed<string>
  pack_sha256: Fixed<string>
  pack_text: Fixed<string>
  in_force_from: Fixed<string>
  proposed_by: Fixed<string>
  proposed_at: Fixed<Date>
  closed_as: 'adopted' | 'withdrawn' | null
  closed_by: string | null
  closed_at: ColumnType<Date | null, Date | null, Date>
}

export type ApprovalRow = {
  id: Fixed<string>
  agency_id: Fixed<string>
  request_id: Fixed<string>
  search_id: Fixed<string | null>
  kind: Fixed<string>
  decision: Fixed<'approved' | 'refused'>
  reason: Fixed<string>
  decided_by: Fixed<string>
  valid_to: Fixed<Date | null>
  content_sha256: Fixed<string | null>
  entry_id: Fixed<string>
  decided_at: Fixed<Date>
}

export type OutsideRequestRow = {
  id: Fixed<string>
  n: Fixed<number>
  agency_id: Fixed<string>
  asking_agency: Fixed<string>
  contact: Fixed<string>
  case_number: Fixed<string>
  crime: Fixed<string>
  purpose: Fixed<string>
  form_json: Fixed<string>
  received_on: Fixed<string>
  decision: Fixed<'refused' | 'form-missing' | 'may-be-served'>
  refusals_json: Fixed<string>
  policy_n: Fixed<number>
  entered_by: Fixed<string>
  entry_id: Fixed<string>
  entered_at: Fixed<Date>
}

/** Tables of the policy: what was proposed, adopted, signed and accepted, and what was decided under it by people. */
export type PolicyTables = {
  policy_adoptions: PolicyAdoptionRow
  policy_versions: PolicyVersionRow
  policy_acceptances: PolicyAcceptanceRow
  policy_proposals: PolicyProposalRow
  approvals: ApprovalRow
  outside_requests: OutsideRequestRow
}
