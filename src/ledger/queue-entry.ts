import { sql } from 'kysely'
import { type Clock, type EntryId, isoWeek, newId } from '../kernel/index.ts'
import type { Chain } from '../proof/index.ts'
import type { Storage } from '../storage/index.ts'
import { deriveKey, openBytes, sealBytes, type Tx } from '../storage/index.ts'
import { type ComposedEntry, composeEntry, type NamedDisclosure } from './compose-entry.ts'
import type { EntryDraft, LoggedEntry } from './draft.ts'
import { refused } from './ledger-refusal.ts'
import { findLogged } from './log-rows.ts'
import { wholeHouse } from './whole-house.ts'

export type QueueContext = {
  readonly chain: Chain
  readonly clock: Clock
  readonly key: Uint8Array
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
  await storeEntry(tx, { id, now, composed, agencyId, key: context.key })
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
  entry: { id: EntryId; now: Date; composed: ComposedEntry; agencyId?: string | undefined; key: Uint8Array },
): Promise<void> {
  const { id, now, composed } = entry
  await tx.insertInto('log_queue').values({ entry_id: id, bytes: composed.bytes, queued_at: now }).execute()
  const key = sealingKey(entry.key)
  // An agency's work belongs to it, whoever's unit the entry names.
  const agency_id = sql<string | null>`coalesce(acting_agency(), ${entry.agencyId ?? null})`
  const rows = composed.disclosures.map(({ name, disclosure }) => ({
    entry_id: id,
    name,
    agency_id,
    ciphertext: sealBytes(key, { plain: new TextEncoder().encode(disclosure), boundTo: bindTo(id, name) }),
  }))
  await tx.insertInto('log_sealed').values(rows).execute()
}

const sealingKey = (key: Uint8Array): Uint8Array => deriveKey(key, 'ledger/sealed')
const bindTo = (id: EntryId, name: string): string => `log_sealed/${id}/${name}`

/**
 * Hidden values of an entry, decrypted: fields by name, items of a list after it as `cands.0`, `cands.1` …; all of them
 * when no names are given. Refused DISCLOSURE_MISSING when one that is asked for was erased or never was.
 */
export async function openSealed(
  storage: Storage,
  { id, names }: { readonly id: EntryId; readonly names: readonly string[] | undefined },
): Promise<readonly NamedDisclosure[]> {
  const rows = await storage.db
    .selectFrom('log_sealed')
    .select(['name', 'ciphertext'])
    .where('entry_id', '=', id)
    .execute()
  const byName = new Map(rows.map((row) => [row.name, row.ciphertext]))
  const wanted = names ?? [...byName.keys()].sort(byFieldThenPlace)
  const key = sealingKey(storage.key)
  return wanted.map((name) => {
    const sealed = byName.get(name)
    if (sealed === undefined)
      throw refused({
        code: 'DISCLOSURE_MISSING',
        reason: `The hidden field ${name.slice(0, 40)} of this entry is not kept here.`,
        needed: 'If the log has no erasure entry for it, its absence is a finding.',
      })
    const plain = openBytes(key, { sealed: new Uint8Array(sealed), boundTo: bindTo(id, name) })
    return { name, disclosure: new TextDecoder().decode(plain) }
  })
}

/** A hidden value by its name; where it was erased, the index of the entry that says so. */
export type HiddenValue = { readonly name: string; readonly erasedBy?: number | undefined }

export async function hiddenValues({ db }: Storage, id: EntryId): Promise<readonly HiddenValue[]> {
  const rows = await db.selectFrom('log_sealed').select('name').where('entry_id', '=', id).execute()
  return rows.toSorted((a, b) => byFieldThenPlace(a.name, b.name))
}

function byFieldThenPlace(left: string, right: string): number {
  const [leftField = '', leftPlace = '-1'] = left.split('.')
  const [rightField = '', rightPlace = '-1'] = right.split('.')
  if (leftField !== rightField) return leftField < rightField ? -1 : 1
  return Number(leftPlace) - Number(rightPlace)
}
