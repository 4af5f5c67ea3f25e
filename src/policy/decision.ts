/** Codes that a rule of a pack may give. */
export const ruleRefusalCodes = [
  'NOT_PERMITTED',
  'NO_CERTIFICATE',
  'CERT_EXPIRED',
  'CERT_REVOKED',
  'CERT_NOT_YET_VALID',
  'CERT_COURSE_MISSING',
  'ROLE_MISSING',
  'POLICY_NOT_ACCEPTED',
  'NO_PROGRAM_MANAGER',
  'OUTSIDE_AGENCY',
  'OUTSIDE_FORM_MISSING',
  'SOURCE_NOT_BOOKING',
  'STANDING_SEARCH_BARRED',
  'CANDIDATES_OVER_LIMIT',
  'NO_CASE',
  'CASE_NOT_FOUND',
  'PLACE_MISSING',
  'PURPOSE_NOT_ALLOWED',
  'PURPOSE_CRIME_MISMATCH',
  'IMMIGRATION_BARRED',
  'CRIME_CLASS_UNKNOWN',
  'CRIME_CLASS_BARRED',
  'STATUTE_NOT_LISTED',
  'REASON_EMPTY',
  'SUSPICION_MISSING',
  'PROTECTED_TRAIT_BARRED',
  'EMERGENCY_PURPOSE_MISMATCH',
  'APPROVAL_MISSING',
  'APPROVAL_OVERDUE',
  'NO_COURT_ORDER',
  'OUTCOME_OVERDUE',
  'NOT_TESTED',
  'PROBE_SOURCE_MISSING',
  'PROBE_NOT_LAWFUL',
  'PROBE_NOT_PHOTO',
  'PROBE_NOT_SUBJECT',
  'VIDEO_BARRED',
  'BODY_CAMERA_BARRED',
  'MANIPULATION_BARRED',
  'MULTIPLE_FACES',
  'RETRY_LIMIT',
  'FIRST_AMENDMENT_HOLD',
  'PROTECTED_ACTIVITY_UNANSWERED',
] as const

/** Codes that every pack gives by itself, whatever its rules say. */
export const houseRefusalCodes = [
  'PACK_EXPIRED',
  'PACK_UNSIGNED',
  'SETUP_UNANSWERED',
  'POLICY_ERROR',
] as const

/** Every code of this room: those of rules, those of the house, and those that reading throws. */
export const policyRefusalCodes = [
  ...ruleRefusalCodes,
  ...houseRefusalCodes,
  'PACK_INVALID',
  'FACTS_INVALID',
] as const

export type PolicyRefusalCode = (typeof policyRefusalCodes)[number]

export type Refusal = {
  readonly code: PolicyRefusalCode
  /** Rule id of the pack, or PACK-DATE-1, PACK-SIGN-1, PACK-SETUP-1, PACK-ERROR-1 for what every pack refuses. */
  readonly rule: string
  /** A clause in lower case without a full stop, e.g. "no case number"; `explainRefusal` makes it a sentence. */
  readonly reason: string
  readonly needed: string
  /** Instrument and section that impose the rule. */
  readonly source: string
}

/** What a permit asks for afterwards: a duty to tell, to document, to have it approved. */
export type Condition = {
  readonly id: string
  readonly sentence: string
  readonly source: string
  /** Hours after the search within which it is to be done, where the instrument gives any. */
  readonly dueHours?: number | undefined
}

export type Decision = {
  readonly permitted: boolean
  readonly packId: string
  readonly packVersion: string
  /** SHA-256 of the pack's canonical text, 64 lower-case hex digits. */
  readonly packSha256: string
  /** Ids of the rules weighed and satisfied, in the pack's order; the permit's id only when permitted. */
  readonly rulesApplied: readonly string[]
  /** Every refusal that applies, in the pack's order; empty exactly when permitted. */
  readonly refusals: readonly Refusal[]
  /** What the permit asks for afterwards; empty when refused. */
  readonly conditions: readonly Condition[]
  /** Candidates this search may return: 0 when refused. */
  readonly candidateLimit: number
  readonly reviewersRequired: number
}
