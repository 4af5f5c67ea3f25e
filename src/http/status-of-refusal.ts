import type { ExaminationRefusalCode } from '../examination/index.ts'
import type { FaceRefusalCode } from '../face/index.ts'
import type { GalleryRefusalCode } from '../gallery/index.ts'
import type { LeadRefusalCode, ModelRefusalCode } from '../lead/index.ts'
import type { LedgerCode } from '../ledger/index.ts'
import type { MatcherRefusal } from '../matcher/index.ts'
import type { PeopleRefusalCode } from '../people/index.ts'
import type { PolicyRefusalCode } from '../policy/index.ts'
import type { PreparationRefusalCode } from '../preparation/index.ts'
import type { SearchRefusalCode } from '../search/index.ts'
import type { StorageCode } from '../storage/index.ts'
import type { TrainingRefusalCode } from '../training/index.ts'

type Code =
  | ExaminationRefusalCode
  | FaceRefusalCode
  | GalleryRefusalCode
  | LeadRefusalCode
  | ModelRefusalCode
  | PeopleRefusalCode
  | PolicyRefusalCode
  | PreparationRefusalCode
  | SearchRefusalCode
  | TrainingRefusalCode
  | 'PROBE_UNFIT'
  | 'BODY_INVALID'
  | 'BODY_TOO_LARGE'
  | 'CSRF_HEADER_MISSING'
  | 'NOT_FOUND'

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 503

/** Only this room knows HTTP: every refusal code of the rooms below has its status here, or this does not compile. */
const statuses: Readonly<Record<Code, RefusalStatus>> = {
  AGENCY_CODE_INVALID: 422,
  AGE_UNKNOWN: 422,
  ALREADY_CONCLUDED: 409,
  ALREADY_EXAMINED: 409,
  ANSWERS_INCOMPLETE: 422,
  APPROVAL_MISSING: 403,
  APPROVAL_OVERDUE: 403,
  ATTEMPT_ENDED: 409,
  ATTEMPT_TIME_OVER: 409,
  ATTEMPT_UNKNOWN: 404,
  BODY_CAMERA_BARRED: 403,
  BODY_INVALID: 400,
  BODY_TOO_LARGE: 413,
  BOOKED_IN_FUTURE: 422,
  BOOKING_NUMBER_DUPLICATE: 409,
  BOOKING_UNKNOWN: 404,
  CANDIDATES_OVER_LIMIT: 403,
  CANDIDATE_MISSING: 422,
  CANDIDATE_UNKNOWN: 422,
  CASE_NOT_FOUND: 422,
  CERTIFICATE_DATES_INVALID: 422,
  CERTIFICATE_NOT_EARNED: 409,
  CERTIFICATE_STANDING: 409,
  CERTIFICATE_UNKNOWN: 404,
  CERT_COURSE_MISSING: 403,
  CERT_EXPIRED: 403,
  CERT_NOT_YET_VALID: 403,
  CERT_REVOKED: 403,
  COPY_SEARCHED: 409,
  COPY_SIZE: 422,
  COURSE_INVALID: 503,
  COURSE_UNKNOWN: 404,
  CRIME_CLASS_BARRED: 403,
  CRIME_CLASS_UNKNOWN: 403,
  CSRF_HEADER_MISSING: 403,
  DATE_INVALID: 422,
  DOWNLOAD_CUT: 503,
  DOWNLOAD_FAILED: 503,
  DOWNLOAD_REDIRECTED: 503,
  DOWNLOAD_UNREACHABLE: 503,
  DOWNLOAD_WRONG: 503,
  EMERGENCY_PURPOSE_MISMATCH: 403,
  EVIDENCE_IN_FUTURE: 422,
  EVIDENCE_UNUSABLE: 422,
  EXAM_CLOSED: 409,
  FACE_NOT_CHOSEN: 422,
  FACE_UNKNOWN: 422,
  FEATURES_INCOMPLETE: 422,
  FIRST_AMENDMENT_HOLD: 403,
  GALLERY_EMPTY: 409,
  GALLERY_OF_OTHER_MODEL: 409,
  IMAGE_NOT_STILL: 422,
  IMAGE_TOO_LARGE: 413,
  IMAGE_TOO_MANY_PIXELS: 413,
  IMAGE_TOO_SMALL: 422,
  IMAGE_UNREADABLE: 422,
  IMMIGRATION_BARRED: 403,
  IMPORT_DECIDED: 409,
  IMPORT_UNKNOWN: 404,
  ISSUER_KEY_MISSING: 503,
  LEAD_UNKNOWN: 404,
  LESSON_UNKNOWN: 404,
  LICENCE_NON_COMMERCIAL: 422,
  LICENCE_NOT_STATED: 422,
  LOGIN_TAKEN: 409,
  MANIPULATION_BARRED: 403,
  MARKS_UNUSABLE: 422,
  MODEL_DAMAGED: 503,
  MODEL_EXISTS: 409,
  MODEL_IN_USE: 409,
  MODEL_MISSING: 503,
  MODEL_NAME_INVALID: 422,
  MODEL_TEST_RUNNING: 409,
  MODEL_UNKNOWN: 404,
  MODEL_UNSUITABLE: 422,
  MODEL_UNTESTED: 409,
  MULTIPLE_FACES: 422,
  NOT_BLIND: 403,
  NOT_FOUND: 404,
  NOT_PERMITTED: 403,
  NOT_READY: 409,
  NOT_SIGNED_IN: 401,
  NOT_TESTED: 403,
  NOT_YOURS: 403,
  NO_CASE: 403,
  NO_CERTIFICATE: 403,
  NO_COURT_ORDER: 403,
  NO_FACE: 422,
  NO_LEAD: 409,
  NO_PROGRAM_MANAGER: 403,
  NO_RESULT: 404,
  OPERATION_UNKNOWN: 422,
  OUTCOME_OVERDUE: 403,
  OUTSIDE_AGENCY: 403,
  OUTSIDE_FORM_MISSING: 403,
  OWN_CERTIFICATE: 403,
  OWN_SEARCH: 403,
  PACK_EXPIRED: 403,
  PACK_INVALID: 503,
  PACK_UNSIGNED: 403,
  PERSON_CONFLICT: 409,
  POLICY_ERROR: 403,
  POLICY_NOT_ACCEPTED: 403,
  PRESET_NEEDED: 422,
  PROBE_MISSING: 422,
  PROBE_NOT_LAWFUL: 403,
  PROBE_NOT_PHOTO: 403,
  PROBE_NOT_SUBJECT: 403,
  PROBE_SOURCE_MISSING: 403,
  PROBE_UNFIT: 422,
  PROPOSAL_UNKNOWN: 404,
  PROTECTED_ACTIVITY_UNANSWERED: 403,
  PROTECTED_TRAIT_BARRED: 403,
  PURPOSE_CRIME_MISMATCH: 422,
  PURPOSE_NOT_ALLOWED: 403,
  QUALITY_TOO_LOW: 422,
  REASON_EMPTY: 422,
  REASON_TOO_SHORT: 422,
  RECIPES_TOO_MANY: 409,
  RECIPE_INVALID: 422,
  RECIPE_UNKNOWN: 404,
  RECODING_INCOMPLETE: 409,
  REPLAY_DIFFERS: 409,
  REQUEST_NOT_DRAFT: 409,
  REQUEST_UNKNOWN: 404,
  RETRY_LIMIT: 403,
  ROLE_MISSING: 403,
  SEARCH_UNKNOWN: 404,
  SESSION_EXPIRED: 401,
  SETUP_UNANSWERED: 403,
  SEX_CODE_UNKNOWN: 422,
  SIGN_IN_LINK_EXPIRED: 401,
  SIGN_IN_LINK_INVALID: 401,
  SOLE_BASIS: 403,
  SOURCE_NOT_BOOKING: 422,
  STANDING_SEARCH_BARRED: 403,
  STATUTE_NOT_LISTED: 422,
  STEP_OUTSIDE: 422,
  SUSPICION_MISSING: 403,
  UNDER_AGE: 422,
  USER_CLOSED: 401,
  VIDEO_BARRED: 403,
}

/** Codes of the log, the storage and the matcher mean that the service cannot be given now. */
const outages: ReadonlySet<LedgerCode | StorageCode | MatcherRefusal | string> = new Set([
  'AUDIT_UNAVAILABLE',
])

/** HTTP status of a refusal code; a code that no room declares to the door is a plain 422. */
export function statusOfRefusal(code: string): RefusalStatus {
  if (outages.has(code)) return 503
  return (statuses as Readonly<Record<string, RefusalStatus>>)[code] ?? 422
}
