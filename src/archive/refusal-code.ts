import { Refused, type RefusedDetail } from '../kernel/index.ts'

/** Every expected no of this room. */
export type ArchiveRefusalCode =
  | 'ERASURE_CLOSED'
  | 'ERASURE_UNKNOWN'
  | 'COLUMN_MISSING'
  | 'EVIDENCE_HELD'
  | 'FIELD_UNKNOWN'
  | 'IMPORT_REPEATED'
  | 'MAPPING_INVALID'
  | 'NOTHING_TO_IMPORT'
  | 'NOTHING_TO_ERASE'
  | 'NOT_CONCLUDED'
  | 'ORDER_MISSING'
  | 'OWN_RECORD'
  | 'REASON_EMPTY'
  | 'RECIPIENT_MISSING'
  | 'RECORD_UNKNOWN'
  | 'ROLE_MISSING'
  | 'ROWS_DAMAGED'
  | 'RETENTION_RUNS'
  | 'SECOND_PERSON_NEEDED'
  | 'VALUE_ERASED'

export const refused = (detail: RefusedDetail<ArchiveRefusalCode>): Refused<ArchiveRefusalCode> =>
  new Refused(detail)
