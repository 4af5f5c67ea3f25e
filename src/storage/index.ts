export type { BlobStore } from './blob-store.ts'
export { type DataFolderLock, type LockHolder, lockDataFolder, readLock } from './data-folder-lock.ts'
export { createKey, loadKey } from './data-key.ts'
export { isUniqueViolation } from './is-unique-violation.ts'
export {
  makeScratchDatabase,
  openScratchPostgresql,
  type ScratchDatabase,
  type ScratchPostgresql,
} from './open-scratch-postgresql.ts'
export { openScratchStorage, type ScratchStorage } from './open-scratch-storage.ts'
export { type Db, openStorage, type Storage, type StorageOptions, type Tx } from './open-storage.ts'
export { readIfPresent } from './read-if-present.ts'
export { deriveKey, openBytes, sealBytes } from './seal-bytes.ts'
export { sqlOrdered } from './sql-ordered.ts'
export type { StorageCode } from './storage-refusal.ts'
export type { Tables } from './tables.ts'
export { makeDirectoryDurably, syncDirectory, writeFileDurably } from './write-file-durably.ts'
