import { Refused, type RefusedDetail } from '../kernel/index.ts'

/** Expected noes of reading logs and registers. */
export type OversightRefusalCode =
  | 'REGISTER_INVALID'
  | 'FORMAT_UNKNOWN'
  | 'MAP_INVALID'
  | 'PEOPLE_INVALID'
  | 'INVESTIGATIONS_INVALID'
  | 'SCAN_FILE_MISSING'
  | 'SCAN_FILE_UNREADABLE'
  | 'STATE_DIFFERS'

/** Expected noes of what is kept in the house. */
export type KeptRefusalCode =
  | 'ALREADY_DECLARED'
  | 'AUDIT_DRAWN'
  | 'AUDIT_OPEN'
  | 'AUDIT_SIGNED'
  | 'AUDIT_UNKNOWN'
  | 'CHECKED_ALREADY'
  | 'MISUSE_CLOSED'
  | 'MISUSE_UNKNOWN'
  | 'NOT_DRAWN'
  | 'OWN_CASE'
  | 'SAMPLE_INVALID'
  | 'SEED_NOT_YET'
  | 'ANSWER_INCOMPLETE'
  | 'ASKED_ALREADY'
  | 'ATTESTATION_UNKNOWN'
  | 'CASE_UNSETTLED'
  | 'CLASS_BARRED'
  | 'DATE_INVALID'
  | 'DECLARATION_UNKNOWN'
  | 'FINDING_ENDED'
  | 'FINDING_UNKNOWN'
  | 'MISCONDUCT_BARRED'
  | 'REASON_MISSING'
  | 'REVIEW_INVALID'
  | 'ROUND_OPEN'
  | 'RULE_RETROACTIVE'
  | 'RULE_TAKEN'
  | 'SERVICE_UNKNOWN'
  | 'SECOND_PERSON_NEEDED'
  | 'STEP_TOO_EARLY'
  | 'USER_UNKNOWN'

export const refused = (detail: RefusedDetail<KeptRefusalCode>): Refused<KeptRefusalCode> =>
  new Refused(detail)
