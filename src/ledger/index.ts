export { addSignerKey } from './add-signer-key.ts'
export { askWitnesses, type WitnessSurvey, type WitnessView } from './ask-witnesses.ts'
export { catalogue, checkEntry, type EntryValue } from './catalogue.ts'
export type { NamedDisclosure } from './compose-entry.ts'
export { listItemName } from './compose-entry.ts'
export { createLog } from './create-log.ts'
export type { EntryDraft, LoggedEntry } from './draft.ts'
export type { ErasureItem, ErasureOrder } from './erase-values.ts'
export { type EntryType, entryTypes } from './event-spec.ts'
export { eventsDoc } from './events-doc.ts'
export { type CandidateBucket, candidateBucket } from './events-search.ts'
export { type FaultPoint, type FaultPoints, faultPoints } from './fault-points.ts'
export type { HiddenValue } from './hidden-values.ts'
export type { Ledger } from './ledger.ts'
export type { LedgerCode } from './ledger-refusal.ts'
export { folderFiles } from './log-files.ts'
export { lookAtMirror, type MirrorView } from './mirror/look-at-mirror.ts'
export { checkMirror, isAddress, type Mirror, readMirrors, writeMirrors } from './mirror/mirror-list.ts'
export { ownLog, type Pushed, pushToMirror } from './mirror/push-to-mirror.ts'
export { readMirror } from './mirror/read-mirror.ts'
export { type Restored, restoreFromMirror } from './mirror/restore-from-mirror.ts'
export { type LedgerOptions, openLedger } from './open-ledger.ts'
export { openScratchLedger, type ScratchLedger } from './open-scratch-ledger.ts'
export {
  type Publication,
  type PublicationStates,
  type Published,
  publicationStates,
  publishLog,
} from './publish-log.ts'
export { entryLimitBytes } from './read-entry.ts'
export { openSigner, type Signer } from './signer.ts'
export {
  type FolderReport,
  type FolderVerification,
  recountLogFolder,
  verifyLogFolder,
  vkeyPath,
} from './verify-log-folder.ts'
export { wholeHouse } from './whole-house.ts'
export { checkNamesLog } from './witness-policy.ts'
export { usualPatience, type WitnessPatience } from './witnessing.ts'
