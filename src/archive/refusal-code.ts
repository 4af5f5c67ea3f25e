import { Refused, type RefusedDetail } from '../kernel/index.ts'

/** Every expected no of this room. */
export type ArchiveRefusalCode =
  | 'FIELD_UNKNOWN'
  | 'NOT_CONCLUDED'
  | 'RECIPIENT_MISSING'
  | 'RECORD_UNKNOWN'
  | 'VALUE_ERASED'

export const refused = (detail: RefusedDetail<ArchiveRefusalCode>): Refused<ArchiveRefusalCode> =>
  new Refused(detail)
