import type { LedgerCode } from '../ledger/index.ts'
import type { MatcherRefusal } from '../matcher/index.ts'
import type { ReleaseCode } from '../release/index.ts'
import type { StorageCode } from '../storage/index.ts'

/** Codes of the log, the storage, the matcher and the key release mean that the service cannot be given now. */
export const outages: ReadonlySet<LedgerCode | StorageCode | MatcherRefusal | ReleaseCode | string> = new Set(
  [
    'AUDIT_UNAVAILABLE',
    'SIGNER_GONE',
    'WITNESSES_MISSING',
    'WITNESS_AHEAD',
    'RECORD_KEY_MISSING',
    'RELEASE_ABSENT',
    'RELEASE_GONE',
    'RELEASE_IN_USE',
    'RELEASE_MEMORY_DAMAGED',
    'RELEASE_TRUSTS_OTHER',
  ],
)
