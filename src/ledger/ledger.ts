import type { EntryId } from '../kernel/index.ts'
import type { TrustPolicy } from '../proof/index.ts'
import type { Tx } from '../storage/index.ts'
import type { WitnessStanding } from '../witness/index.ts'
import type { EntryValue } from './catalogue.ts'
import type { NamedDisclosure } from './compose-entry.ts'
import type { EntryDraft, LoggedEntry } from './draft.ts'
import type { ErasureOrder } from './erase-values.ts'
import type { HiddenValue } from './hidden-values.ts'
import type { MirrorView } from './mirror/look-at-mirror.ts'
import type { ProvenEntry } from './read-log.ts'
import type { FolderReport, FolderVerification } from './verify-log-folder.ts'

/**
 * The log, open for writing. After any failure of the writer every method but verify and close is Refused
 * AUDIT_UNAVAILABLE until the process is restarted: no record, no search. While too few witnesses answer, queue and settled are Refused
 * WITNESSES_MISSING, and what is published already can be read.
 */
export type Ledger = {
  /** Verifier key line (C2SP signed-note) of the first key, which genesis names and every checkpoint is signed with. */
  readonly vkey: string
  /** The keys that were announced after the first, each with its entry; all sign every checkpoint. */
  furtherKeys(): Promise<
    readonly {
      readonly n: number
      readonly vkey: string
      readonly index: number
      readonly announcedAt: Date
    }[]
  >
  /** Name of the log, first line of every checkpoint. */
  readonly origin: string
  /**
   * Puts an entry into the caller's transaction; nothing is in the log before that commits. Refused ENTRY_NOT_ALLOWED,
   * ENTRY_TOO_LARGE, CHAIN_BROKEN, CLOCK_WENT_BACK. Throws (a bug) when a parent is not settled yet.
   */
  queue(tx: Tx, draft: EntryDraft): Promise<EntryId>
  /** Resolves when the entry is in a published checkpoint and on the disk. Call it after the transaction committed. */
  settled(id: EntryId): Promise<LoggedEntry>
  /** Queues in a transaction of its own and waits. */
  append(draft: EntryDraft): Promise<LoggedEntry>
  /** The published checkpoint: a signed note, verbatim. */
  checkpoint(): Promise<string>
  /** Entries in the published checkpoint. */
  size(): Promise<number>
  /** Where an entry stands; undefined when it is not in the published checkpoint. */
  find(id: EntryId): Promise<LoggedEntry | undefined>
  /** An entry by index, its exact bytes and what they say. Refused ENTRY_NOT_FOUND. */
  entry(index: number): Promise<{ readonly bytes: Uint8Array; readonly value: EntryValue }>
  /**
   * A `.tlog-proof` file for an entry, against the published checkpoint, and that this begins with the `seenSize` entries that the asker
   * saw before. Refused ENTRY_NOT_FOUND.
   */
  prove(id: EntryId, seenSize?: number): Promise<ProvenEntry>
  /**
   * Decrypted disclosures for somebody entitled to them (the caller has checked that): of the named fields in that
   * order, or of all; items of a list are named `cands.0`, `cands.1` … Refused DISCLOSURE_MISSING, VALUE_ERASED.
   */
  disclosures(id: EntryId, names?: readonly string[]): Promise<readonly string[]>
  /** The same, each with its name. */
  namedDisclosures(id: EntryId, names?: readonly string[]): Promise<readonly NamedDisclosure[]>
  /** Names of the hidden values of an entry, items of a list after it, with what became of each; nothing is opened. */
  hiddenValues(id: EntryId): Promise<readonly HiddenValue[]>
  /** Whose cosignatures a published checkpoint carries; undefined without a policy. */
  readonly policy: TrustPolicy | undefined
  /** Where each witness of the policy stands, as this process knows; empty without a policy. */
  witnesses(): readonly WitnessStanding[]
  /** How each mirror stood when it was looked at or filled last; empty without mirrors. */
  mirrors(): readonly MirrorView[]
  /** Calls back once, when enough witnesses answer again, and entries settle, after they did not. */
  onResumed(listener: () => void): void
  /**
   * Destroys hidden values, their salts and the keys they were sealed with, and says so in the log: together or not at all, with what
   * `also` does in the same transaction. The caller has checked that it may be. Refused NOTHING_TO_ERASE.
   */
  erase(
    order: ErasureOrder,
    also: (tx: Tx) => Promise<void>,
  ): Promise<{ readonly entries: readonly LoggedEntry[]; readonly values: number }>
  /** Verifies the log from its files alone. */
  verify(onProgress?: FolderVerification['onProgress']): Promise<FolderReport>
  close(): Promise<void>
}
