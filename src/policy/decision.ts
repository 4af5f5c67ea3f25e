/** Codes that a rule of a pack may give. */
export const ruleRefusalCodes = [
  'NOT_PERMITTED',
  'NO_CERTIFICATE',
  'CERT_EXPIRED',
  'CERT_REVOKED',
  'CERT_NOT_YET_VALID',
  'ROLE_MISSING',
  'OUTSIDE_AGENCY',
  'SOURCE_NOT_BOOKING',
  'CANDIDATES_OVER_LIMIT',
  'NO_CASE',
  'PURPOSE_NOT_ALLOWED',
  'IMMIGRATION_BARRED',
  'CRIME_CLASS_UNKNOWN',
  'REASON_EMPTY',
  'EMERGENCY_PURPOSE_MISMATCH',
  'PROBE_SOURCE_MISSING',
  'PROBE_NOT_PHOTO',
  'PROBE_NOT_SUBJECT',
  'VIDEO_BARRED',
  'BODY_CAMERA_BARRED',
  'FIRST_AMENDMENT_HOLD',
  'PROTECTED_ACTIVITY_UNANSWERED',
] as const

/** Every code of this room: those of rules, two that `decide` adds itself, and the one `loadPack` throws. */
export const policyRefusalCodes = [
  ...ruleRefusalCodes,
  'PACK_EXPIRED',
  'POLICY_ERROR',
  'PACK_INVALID',
] as const

export type PolicyRefusalCode = (typeof policyRefusalCodes)[number]

export type Refusal = {
  readonly code: PolicyRefusalCode
  /** Rule id of the pack, or PACK-DATE-1 / PACK-ERROR-1 for what every pack refuses. */
  readonly rule: string
  /** A clause in lower case without a full stop, e.g. "no case number"; `explainRefusal` makes it a sentence. */
  readonly reason: string
  readonly needed: string
  /** Instrument and section that impose the rule. */
  readonly source: string
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
  /** Candidates this search may return: 0 when refused. */
  readonly candidateLimit: number
  readonly reviewersRequired: number
}
