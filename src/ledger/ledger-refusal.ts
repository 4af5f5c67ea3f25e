import { Refused, type RefusedDetail } from '../kernel/index.ts'

/** Every expected no of this room. */
export type LedgerCode =
  | 'AUDIT_UNAVAILABLE'
  | 'CHAIN_BROKEN'
  | 'CLOCK_WENT_BACK'
  | 'DISCLOSURE_MISSING'
  | 'ENTRY_NOT_ALLOWED'
  | 'ENTRY_NOT_FOUND'
  | 'ENTRY_TOO_LARGE'
  | 'LOG_ABSENT'
  | 'LOG_DAMAGED'
  | 'LOG_EXISTS'
  | 'LOG_FILES_MISSING'
  | 'LOG_IN_USE'
  | 'LOG_ROLLED_BACK'
  | 'MIRROR_AHEAD'
  | 'MIRROR_FORKED'
  | 'MIRROR_INVALID'
  | 'MIRROR_LIST_DAMAGED'
  | 'MIRROR_UNFIT'
  | 'NOTHING_PUBLIC_YET'
  | 'NOTHING_TO_ERASE'
  | 'PUBLISHED_BEYOND'
  | 'PUBLISHED_FOLDER_FOREIGN'
  | 'RECORD_KEY_MISSING'
  | 'SIGNER_GONE'
  | 'SIGNER_MEMORY_LOST'
  | 'SIGNER_MISSING'
  | 'SIGNER_REFUSED'
  | 'TOO_MANY_KEYS'
  | 'VALUE_ERASED'
  | 'WITNESSES_MISSING'
  | 'WITNESS_AHEAD'
  | 'WITNESS_POLICY_FOREIGN'
  | 'WITNESS_POLICY_MISSING'

export const refused = (detail: RefusedDetail<LedgerCode>): Refused<LedgerCode> => new Refused(detail)

/** The log was changed behind the writer's back; `file` is the first place where that shows. */
export const damaged = (file: string, what: string): Refused<LedgerCode> =>
  refused({
    code: 'LOG_DAMAGED',
    reason: `The log is damaged: ${file} ${what}.`,
    needed: 'Keep the files as they are for the inquiry, and restore the log from a mirror or a backup.',
    evidence: { file },
  })

export const filesMissing = (file: string): Refused<LedgerCode> =>
  refused({
    code: 'LOG_FILES_MISSING',
    reason: `The database knows entries whose file ${file} is not in the log folder.`,
    needed: 'Restore the log folder from a mirror or a backup; never make a new log in its place.',
    evidence: { file },
  })

export const rolledBack = (facts: { readonly here: number; readonly seen: number }): Refused<LedgerCode> =>
  refused({
    code: 'LOG_ROLLED_BACK',
    reason: `The database holds ${facts.here} log entries, but the signer has signed for ${facts.seen}.`,
    needed: 'An old backup was restored: bring back the newer database, or recover it from a mirror.',
    evidence: { sizeHere: facts.here, sizeSigned: facts.seen },
  })
