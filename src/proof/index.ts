export { type AddCheckpoint, formatAddCheckpoint, parseAddCheckpoint } from './add-checkpoint.ts'
export { fromBase64, toBase64 } from './base64.ts'
export { type BatchRow, rowField, rowPlace, rowText } from './batch-row.ts'
export { consistencyProof, inclusionProof, type ReadNode } from './build-proof.ts'
export { sameBytes } from './bytes.ts'
export {
  type Checkpoint,
  type CheckpointTrust,
  formatCheckpoint,
  type OpenedCheckpoint,
  openCheckpoint,
  parseCheckpoint,
} from './checkpoint.ts'
export { appendLeaf, type CompactRange, emptyRange, rangeRoot, rootFromLeaves } from './compact-range.ts'
export {
  type Disclosed,
  disclosureDigest,
  makeDisclosure,
  openDisclosures,
  openListDisclosures,
  readDisclosure,
  saltBytes,
} from './disclosure.ts'
export {
  type DisclosureFile,
  type DisclosureReport,
  formatDisclosureFile,
  type OpenedEntry,
  parseDisclosureFile,
  verifyDisclosureFile,
} from './disclosure-file.ts'
export { type Ed25519Verify, webCryptoEd25519 } from './ed25519.ts'
export { decodeEntryBundle, encodeEntryBundle, maxBundledEntryBytes } from './entry-bundle.ts'
export { keyNotePath, keyNoteText, type LogKey, type LogKeys, mostKeys, readLogKeys } from './log-keys.ts'
export { emptyRoot, leafHash, nodeHash } from './merkle-hash.ts'
export {
  formatNote,
  type NoteSignature,
  noteSigningBytes,
  parseNote,
  parseSignatureLines,
  type SignedNote,
  signatureLine,
} from './note.ts'
export { type OpenedField, openFields } from './open-fields.ts'
export { type ProvenEntry, provenEntry, readProvenEntry } from './proven-entry.ts'
export { maxEntryBytes, readEntry } from './read-entry.ts'
export { type Chain, type ChainEntry, createChain } from './recount/chain-rules.ts'
export type { RecordedKey } from './recount/check-keys.ts'
export { liveWitnessesPath, type RecordedPolicy, type Witnessed } from './recount/check-witnesses.ts'
export { countEntries, type Recount, type RecountCell, type RefusalCell } from './recount/count-entries.ts'
export type { OversightCell } from './recount/count-oversight.ts'
export { type Concluded, disagree } from './recount/disagree.ts'
export { type Draw, drawSample } from './recount/draw-sample.ts'
export { entryParents, entryPointers } from './recount/entry-parents.ts'
export type { ImportTable, ImportTableCell } from './recount/import-table.ts'
export { monthOfWeek } from './recount/month-of-week.ts'
export { type LogRecounting, type RecountedLog, recountLog } from './recount/recount-log.ts'
export { type Rollup, rollupsOf } from './recount/rollups.ts'
export type { Counts } from './recount/tally.ts'
export {
  type Promised,
  type PublicationList,
  publicationPath,
} from './recount/verify-publication.ts'
export type { ProofRefusalCode } from './refuse.ts'
export {
  decodeTile,
  encodeTile,
  type LogFiles,
  newBundles,
  newTiles,
  type TileLevel,
  tileLevels,
  tileNodeReader,
  tileRoot,
  widthOfTile,
} from './tile.ts'
export {
  type BundleRef,
  entryBundlePath,
  type ParsedTilePath,
  parseTilePath,
  type TileRef,
  tilePath,
  tileWidth,
} from './tile-path.ts'
export {
  formatTlogProof,
  parseTlogProof,
  type TlogProof,
  type TlogProofClaim,
  type TlogProofReport,
  verifyTlogProof,
} from './tlog-proof.ts'
export {
  type PolicyWitness,
  parseTrustPolicy,
  type Quorum,
  quorumReached,
  quorumWords,
  type TrustPolicy,
  trustPolicyPath,
} from './trust-policy.ts'
export {
  formatVerifierKey,
  keyIdOf,
  parseVerifierKey,
  signatureType,
  type VerifierKey,
} from './verifier-key.ts'
export { type LiveReport, livePrefix, verifyLive } from './verify-live.ts'
export {
  type EntryCheck,
  type LogProblem,
  type LogReport,
  type LogVerification,
  verifyLog,
} from './verify-log.ts'
export {
  cosignatureBytes,
  cosignatureMessage,
  type NoteOptions,
  type NoteSigner,
  type VerifiedNote,
  verifyNote,
} from './verify-note.ts'
export {
  type ConsistencyClaim,
  type InclusionClaim,
  type LeafCount,
  verifyConsistency,
  verifyInclusion,
} from './verify-proof.ts'
