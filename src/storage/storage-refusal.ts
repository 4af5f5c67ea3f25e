import { Refused, type RefusedDetail } from '../kernel/index.ts'

/** Every expected no of this room. */
export type StorageCode =
  | 'KEY_MISSING'
  | 'KEY_MALFORMED'
  | 'KEY_EXISTS'
  | 'KEY_WRONG'
  | 'KEY_CHECK_MISSING'
  | 'SEALED_DAMAGED'
  | 'BLOB_MISSING'
  | 'BLOB_DAMAGED'
  | 'DATA_FOLDER_LOCKED'
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_UNSUITABLE'
  | 'DATABASE_NEWER'
  | 'MIGRATION_CHANGED'

export const refused = (detail: RefusedDetail<StorageCode>): Refused<StorageCode> => new Refused(detail)
