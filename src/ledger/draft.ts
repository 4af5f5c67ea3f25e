import type { CanonicalValue, EntryId } from '../kernel/index.ts'
import type { EntryType } from './event-spec.ts'

/** What a room hands to the ledger; salts, commitments, id, week and log indices are the ledger's work. */
export type EntryDraft = {
  readonly type: EntryType
  /** Unit or agency code, public. */
  readonly unit: string
  /** Public fields by name, without those that hold a log index. */
  readonly fields: { readonly [name: string]: CanonicalValue }
  /** Hidden fields by name. `time` may be left out: the ledger's clock fills it in. */
  readonly hidden: { readonly [name: string]: CanonicalValue }
  /** The parent entry, which must be settled. */
  readonly ref?: EntryId | undefined
  /** Other public fields that point to settled entries, e.g. { pol, gal }. */
  readonly fieldRefs?: { readonly [name: string]: EntryId } | undefined
}

/** Where an entry stands in the log. */
export type LoggedEntry = {
  readonly entryId: EntryId
  readonly index: number
  /** Size of the checkpoint that first covered it. */
  readonly size: number
  /** Leaf hash in lower-case hex. */
  readonly leafSha256: string
}
