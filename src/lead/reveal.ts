import type { SearchId } from '../kernel/index.ts'
import type { LoggedEntry } from '../ledger/index.ts'
import type { MatcherResult, SearchCertificate } from '../matcher/index.ts'
import type { Candidate } from '../search/index.ts'
import type { Intent } from './log-search.ts'

/** A finished search, both of whose entries are durable in the log. */
export type Revealed = {
  readonly searchId: SearchId
  readonly logIndex: number
  readonly resultIndex: number
  readonly candidates: readonly Candidate[]
  readonly certificate: SearchCertificate
}

/** Makes the list visible. It takes the logged result, so that no path gets here without one. */
export const reveal = (of: {
  intent: Intent
  found: MatcherResult
  result: { candidates: readonly Candidate[]; logged: LoggedEntry }
}): Revealed => ({
  searchId: of.intent.searchId,
  logIndex: of.intent.logged.index,
  resultIndex: of.result.logged.index,
  candidates: of.result.candidates,
  certificate: of.found.certificate,
})

/** The certificate of exactness in one sentence for people. */
export function certificateWords({ rowsInGallery, rowsScanned, returned }: SearchCertificate): string {
  const filtered = rowsInGallery - rowsScanned
  const scope = filtered === 0 ? 'every one' : `${filtered} left out by filters`
  const photographs = rowsInGallery === 1 ? 'photograph was' : 'photographs were'
  const list =
    returned === 1 ? 'the one candidate is exactly the one' : `the ${returned} candidates are exactly those`
  return `${rowsScanned} of ${rowsInGallery} booking ${photographs} compared (${scope}); ${list} an exhaustive comparison gives.`
}
