import { type Clock, type EntryId, isoWeek, newId } from '../kernel/index.ts'
import type { Chain } from '../proof/index.ts'
import type { Tx } from '../storage/index.ts'
import { type ComposedEntry, composeEntry } from './compose-entry.ts'
import type { EntryDraft, LoggedEntry } from './draft.ts'
import { sealValues } from './hidden-values.ts'
import { refused } from './ledger-refusal.ts'
import { findLogged } from './log-rows.ts'
import type { RecordKeys } from './record-keys.ts'
import { wholeHouse } from './whole-house.ts'

export type QueueContext = {
  readonly chain: Chain
  readonly clock: Clock
  readonly keys: RecordKeys
  /** Entries that settled lately, which an older snapshot of a transaction may not see yet. */
  readonly recent: (id: EntryId) => LoggedEntry | undefined
}

/** Puts the exact bytes of an entry and its sealed hidden values into the caller's transaction. */
export async function queueEntry(context: QueueContext, tx: Tx, draft: EntryDraft): Promise<EntryId> {
  const id = newId<EntryId>()
  const now = context.clock.now()
  const indices: Record<string, number> = {}
  const pointers = { ...(draft.ref === undefined ? {} : { ref: draft.ref }), ...draft.fieldRefs }
  for (const [name, target] of Object.entries(pointers)) {
    const settled = context.recent(target) ?? (await findLogged(tx, target))
    // The bracket rule settles parents before children are made; anything else is our own mistake.
    if (settled === undefined)
      throw new Error(`${draft.type}: the entry that ${name} points to is not settled`)
    indices[name] = settled.index
  }
  const composed = composeEntry(draft, { id, week: isoWeek(now), timeMs: now.getTime(), indices })
  const fault = context.chain.fault(composed.entry)
  if (fault !== undefined) throw chainRefusal(draft.type, fault)
  const agencyId = draft.unit === wholeHouse ? undefined : draft.unit
  await storeEntry(tx, { id, now, composed, agencyId, keys: context.keys })
  return id
}

function chainRefusal(type: string, fault: string) {
  const clock = fault.startsWith('its week')
  return refused({
    code: clock ? 'CLOCK_WENT_BACK' : 'CHAIN_BROKEN',
    reason: `The log does not take this ${type}: ${fault}.`,
    needed: clock ? 'Set the clock of the server right.' : 'An entry that fits what the log holds already.',
  })
}

export async function storeEntry(
  tx: Tx,
  entry: {
    id: EntryId
    now: Date
    composed: ComposedEntry
    agencyId?: string | undefined
    keys: Pick<RecordKeys, 'current'>
  },
): Promise<void> {
  const { id, now, composed, agencyId } = entry
  await tx.insertInto('log_queue').values({ entry_id: id, bytes: composed.bytes, queued_at: now }).execute()
  const epoch = await entry.keys.current(now)
  await sealValues(tx, { id, agencyId, disclosures: composed.disclosures, epoch })
}
