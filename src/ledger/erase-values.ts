import { type EntryId, must } from '../kernel/index.ts'
import type { Storage, Tx } from '../storage/index.ts'
import type { NamedDisclosure } from './compose-entry.ts'
import type { EntryDraft } from './draft.ts'
import { byFieldThenPlace, openSealed, sealValues, unwrap, wrap } from './hidden-values.ts'
import { refused } from './ledger-refusal.ts'
import { findLogged } from './log-rows.ts'
import type { EpochKey, RecordKeys } from './record-keys.ts'

/** Most entries that one `erase` names, and most fields. */
const most = { refs: 200, fields: 60 }

export type ErasureItem = {
  readonly entryId: EntryId
  /** Hidden fields; a list takes its items with it, and an item can go alone as `cands.2`. */
  readonly names: readonly string[]
}

export type ErasureOrder = {
  readonly unit: string
  readonly basis: string
  readonly items: readonly ErasureItem[]
  readonly hidden: {
    readonly order: string
    readonly why: string
    readonly proposer: string
    readonly approver: string
  }
}

export type Erasure = {
  /** The entries `erase`, to be settled after the transaction committed. */
  readonly entryIds: readonly EntryId[]
  readonly values: number
  /** Destroys the keys that nothing is wrapped with any more; call it after the transaction committed. */
  readonly destroyKeys: () => Promise<void>
}

/** What an erasure works with. */
export type Erasing = {
  readonly storage: Storage
  readonly keys: RecordKeys
  readonly now: () => Date
  readonly queue: (tx: Tx, draft: EntryDraft) => Promise<EntryId>
}
type Going = {
  readonly entryId: EntryId
  readonly names: readonly string[]
  readonly kept: readonly NamedDisclosure[]
}

/**
 * Reads what will stay of entries of which only some values go; outside the transaction, which may not read through the storage.
 * Refuses NOTHING_TO_ERASE when none of the values is kept.
 */
export async function prepareErasure(
  context: Pick<Erasing, 'storage' | 'keys'>,
  items: readonly ErasureItem[],
): Promise<readonly Going[]> {
  const going: Going[] = []
  for (const { entryId, names } of items) {
    const all = await openSealed(context, { id: entryId, names: undefined })
    const goes = ({ name }: NamedDisclosure) =>
      names.includes(name) || names.includes(name.split('.')[0] ?? '')
    const gone = all.filter(goes).map(({ name }) => name)
    if (gone.length > 0)
      going.push({ entryId, names: gone.sort(byFieldThenPlace), kept: all.filter((one) => !goes(one)) })
  }
  if (going.length > 0) return going
  throw refused({
    code: 'NOTHING_TO_ERASE',
    reason: 'None of these values is kept any more, or the entries hide nothing of that name.',
    needed: 'See what an entry hides: casebound log disclose ID.',
  })
}

/** Destroys hidden values inside the caller's transaction, with the entries that say so. The caller works for the house. */
export async function eraseValues(
  context: Erasing,
  tx: Tx,
  of: { readonly order: ErasureOrder; readonly going: readonly Going[] },
): Promise<Erasure> {
  const { order, going } = of
  await checkUnchanged(tx, going)
  const entryIds: EntryId[] = []
  for (const { names, members } of groupsOf(going)) {
    const places = await Promise.all(members.map(({ entryId }) => findLogged(tx, entryId)))
    const refs = places.map((place) => must(place, 'place of an entry that is settled').index)
    const entry = await context.queue(tx, {
      ...{ type: 'erase', unit: order.unit, hidden: order.hidden },
      fields: { refs, fields: names, values: refs.length * names.length, basis: order.basis },
    })
    entryIds.push(entry)
    const rows = members.flatMap(({ entryId }) =>
      names.map((name) => ({
        ...{ entry_id: entryId, name, agency_id: order.unit },
        ...{ erase_entry_id: entry, erased_at: context.now() },
      })),
    )
    await tx.insertInto('log_erased').values(rows).execute()
  }
  const destroyed = await renewKeys(context, tx, going)
  return {
    entryIds,
    values: going.reduce((sum, { names }) => sum + names.length, 0),
    destroyKeys: () => context.keys.destroy(destroyed),
  }
}

/** What stays was read before the transaction: another erasure meanwhile must not be undone by it. */
async function checkUnchanged(tx: Tx, going: readonly Going[]): Promise<void> {
  for (const { entryId, names, kept } of going) {
    const rows = await tx.selectFrom('log_sealed').select('name').where('entry_id', '=', entryId).execute()
    const [now, read] = [rows.map(({ name }) => name), [...names, ...kept.map(({ name }) => name)]]
    if (now.length === read.length && now.every((name) => read.includes(name))) continue
    throw refused({
      code: 'NOTHING_TO_ERASE',
      reason: 'Other values of the same entry were erased at this moment.',
      needed: 'Look at what is left, and propose again.',
    })
  }
}

type Group = { readonly names: string[]; readonly members: readonly Going[] }

/** An `erase` means all its fields of all its entries, so entries go together that lose the same. */
function groupsOf(going: readonly Going[]): readonly Group[] {
  const alike = new Map<string, Going[]>()
  for (const one of going) alike.set(one.names.join(' '), [...(alike.get(one.names.join(' ')) ?? []), one])
  return [...alike.values()].flatMap((members) =>
    cut(members, most.refs).flatMap((some) =>
      cut(must(some[0], 'first of a group').names, most.fields).map((names) => ({ names, members: some })),
    ),
  )
}

const cut = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))

/** Takes the rows away, seals what stays of them anew, and wraps everything else of their epochs with new keys. */
async function renewKeys(context: Erasing, tx: Tx, going: readonly Going[]): Promise<readonly string[]> {
  const ids = going.map(({ entryId }) => entryId)
  const owned = await tx
    .selectFrom('log_sealed')
    .select(['entry_id', 'agency_id'])
    .where('entry_id', 'in', ids)
    .execute()
  const epochs = await tx
    .selectFrom('log_record_keys')
    .select('epoch')
    .distinct()
    .where('entry_id', 'in', ids)
    .execute()
  await tx.deleteFrom('log_sealed').where('entry_id', 'in', ids).execute()
  await tx.deleteFrom('log_record_keys').where('entry_id', 'in', ids).execute()
  const successors = new Map<string, EpochKey>()
  for (const { epoch } of epochs) successors.set(epoch, await context.keys.successor(epoch))
  for (const [old, successor] of successors) await rewrap(context.keys, tx, { old, successor })
  for (const { entryId, kept } of going) {
    if (kept.length === 0) continue
    const agencyId = owned.find((row) => row.entry_id === entryId)?.agency_id ?? undefined
    const epoch = await context.keys.current(context.now())
    await sealValues(tx, { id: entryId, agencyId, disclosures: kept, epoch })
  }
  return [...successors.keys()]
}

async function rewrap(keys: RecordKeys, tx: Tx, of: { old: string; successor: EpochKey }): Promise<void> {
  const oldKey = await keys.get(of.old)
  const rows = await tx.selectFrom('log_record_keys').selectAll().where('epoch', '=', of.old).execute()
  for (const row of rows) {
    const id = row.entry_id as EntryId
    const recordKey = unwrap(oldKey, { id, wrapped: row.wrapped })
    await tx
      .updateTable('log_record_keys')
      .set({ epoch: of.successor.name, wrapped: wrap(of.successor, { id, recordKey }) })
      .where('entry_id', '=', id)
      .execute()
  }
}
