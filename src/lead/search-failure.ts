import type { LoggedEntry } from '../ledger/index.ts'
import { recordFailure, type SearchEnd, type SearchRecord } from '../search/index.ts'
import { type EndToFreeze, type Frozen, freezeSearch, recordFrozen } from './freeze-search.ts'
import type { House } from './house.ts'
import { shortened } from './on-record.ts'

export type Failure = {
  readonly search: Pick<SearchRecord, 'id' | 'entryId' | 'agencyId'>
  readonly as: Exclude<SearchEnd, 'done'>
  readonly code: string
  readonly detail: string
}

/** Writes `fail` to the log and the end of the search to the database, in one transaction, and waits until it is durable. */
export async function logFailure(house: House, failure: Failure): Promise<LoggedEntry> {
  const frozen = await frozenFailure(house, failure)
  const entryId = await house.storage.transaction(async (tx) => {
    const entry = await house.ledger.queue(tx, {
      type: 'fail',
      unit: failure.search.agencyId,
      ref: failure.search.entryId,
      fields: { class: failure.code.toLowerCase().replaceAll('_', '-') },
      hidden: { detail: shortened(failure.detail), ...(frozen ? { packet: frozen.sha256 } : {}) },
    })
    await recordFailure(tx, {
      searchId: failure.search.id,
      as: failure.as,
      code: failure.code,
      entryId: entry,
      now: house.clock.now(),
    })
    if (frozen) await recordFrozen(tx, { searchId: failure.search.id, frozen, now: house.clock.now() })
    return entry
  })
  return house.ledger.settled(entryId)
}

/** A failure must reach the log, whatever is missing of what would be frozen; the packet then says that nothing was. */
async function frozenFailure(
  house: House,
  { search, as, code, detail }: Failure,
): Promise<Frozen | undefined> {
  const end: EndToFreeze = { as, code, detail }
  return freezeSearch(house, { searchId: search.id, end }).catch(() => undefined)
}
