export { carryOutErasure, type Erasure, listErasures, withdrawErasure } from './carry-out-erasure.ts'
export {
  type Audience,
  audiences,
  type DisclosureDraft,
  discloseEntry,
  listDisclosures,
} from './disclose-entry.ts'
export type { FoundEntry } from './find-record.ts'
export { type EntryLook, lookAtEntry } from './hidden-values.ts'
export {
  type ImportedBatch,
  importPast,
  importTables,
  lookAtPast,
  type PastFile,
  type PastLook,
} from './past/import-past.ts'
export { type PastMapping, readPastMapping } from './past/past-mapping.ts'
export type { BrokenRow, PastTable } from './past/read-past-rows.ts'
export {
  type ErasureBasis,
  type ErasureDraft,
  erasureBases,
  proposeErasure,
} from './propose-erasure.ts'
export type { ArchiveRefusalCode } from './refusal-code.ts'
