import { Refused } from '../kernel/index.ts'

export type TrainingRefusalCode =
  | 'ANSWERS_INCOMPLETE'
  | 'ATTEMPT_ENDED'
  | 'ATTEMPT_TIME_OVER'
  | 'ATTEMPT_UNKNOWN'
  | 'CERTIFICATE_DATES_INVALID'
  | 'CERTIFICATE_NOT_EARNED'
  | 'CERTIFICATE_STANDING'
  | 'CERTIFICATE_UNKNOWN'
  | 'COURSE_INVALID'
  | 'COURSE_UNKNOWN'
  | 'EVIDENCE_UNUSABLE'
  | 'EXAM_CLOSED'
  | 'IMPORT_DECIDED'
  | 'IMPORT_UNKNOWN'
  | 'ISSUER_KEY_MISSING'
  | 'LESSON_UNKNOWN'
  | 'OWN_CERTIFICATE'
  | 'REASON_TOO_SHORT'

/** An expected no of this room. */
export const refused = (
  code: TrainingRefusalCode,
  words: { reason: string; needed: string; evidence?: Record<string, string | number> },
): Refused<TrainingRefusalCode> => new Refused<TrainingRefusalCode>({ code, ...words })
