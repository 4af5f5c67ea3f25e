export {
  type Audience,
  audiences,
  type DisclosureDraft,
  discloseEntry,
  listDisclosures,
} from './disclose-entry.ts'
export type { FoundEntry } from './find-record.ts'
export { type EntryLook, lookAtEntry } from './hidden-values.ts'
export type { ArchiveRefusalCode } from './refusal-code.ts'
