import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { EntryId } from '../kernel/index.ts'
import { deriveKey, openBytes, type Storage, sealBytes, type Tx } from '../storage/index.ts'
import type { NamedDisclosure } from './compose-entry.ts'
import { refused } from './ledger-refusal.ts'
import { type EpochKey, type RecordKeys, recordKeyBytes } from './record-keys.ts'

/** A hidden value by its name; where it was erased, the index of the entry that says so. */
export type HiddenValue = { readonly name: string; readonly erasedBy?: number | undefined }

type Opening = { readonly storage: Storage; readonly keys: RecordKeys }
type Owner = { readonly id: EntryId; readonly agencyId: string | undefined }

/** Seals the disclosures of an entry with a key of its own, into the caller's transaction. */
export async function sealValues(
  tx: Tx,
  of: Owner & { readonly disclosures: readonly NamedDisclosure[]; readonly epoch: EpochKey },
): Promise<void> {
  const { id, disclosures, epoch } = of
  const recordKey = new Uint8Array(randomBytes(recordKeyBytes))
  // An agency's work belongs to it, whoever's unit the entry names.
  const agency_id = sql<string | null>`coalesce(acting_agency(), ${of.agencyId ?? null})`
  await tx
    .insertInto('log_record_keys')
    .values({ entry_id: id, agency_id, epoch: epoch.name, wrapped: wrap(epoch, { id, recordKey }) })
    .execute()
  const rows = disclosures.map(({ name, disclosure }) => ({
    ...{ entry_id: id, name, agency_id },
    ciphertext: sealBytes(recordKey, {
      plain: new TextEncoder().encode(disclosure),
      boundTo: bindValue(id, name),
    }),
  }))
  await tx.insertInto('log_sealed').values(rows).execute()
}

export const wrap = (
  epoch: EpochKey,
  { id, recordKey }: { id: EntryId; recordKey: Uint8Array },
): Uint8Array => sealBytes(epoch.key, { plain: recordKey, boundTo: bindKey(id) })

export const unwrap = (key: Uint8Array, { id, wrapped }: { id: EntryId; wrapped: Uint8Array }): Uint8Array =>
  openBytes(key, { sealed: new Uint8Array(wrapped), boundTo: bindKey(id) })

const bindKey = (id: EntryId): string => `log_record_keys/${id}`
const bindValue = (id: EntryId, name: string): string => `log_sealed/${id}/${name}`

/** The names of an entry's hidden values, fields in order and items of a list after it, with what became of each. */
export async function hiddenValues({ db }: Storage, id: EntryId): Promise<readonly HiddenValue[]> {
  const kept = await db.selectFrom('log_sealed').select('name').where('entry_id', '=', id).execute()
  const gone = await db
    .selectFrom('log_erased')
    .innerJoin('log_entries', 'log_entries.entry_id', 'log_erased.erase_entry_id')
    .select(['name', 'log_index'])
    .where('log_erased.entry_id', '=', id)
    .execute()
  const erased = gone.map(({ name, log_index }) => ({ name, erasedBy: Number(log_index) }))
  return [...kept, ...erased].toSorted((a, b) => byFieldThenPlace(a.name, b.name))
}

/**
 * Hidden values of an entry, decrypted: fields by name, items of a list after it as `cands.0`, `cands.1` …; all that are kept
 * when no names are given. Refused VALUE_ERASED when the log tells that one was erased, DISCLOSURE_MISSING when one never was or is gone
 * without a word, RECORD_KEY_MISSING.
 */
export async function openSealed(
  { storage, keys }: Opening,
  { id, names }: { readonly id: EntryId; readonly names: readonly string[] | undefined },
): Promise<readonly NamedDisclosure[]> {
  const rows = await storage.db
    .selectFrom('log_sealed')
    .select(['name', 'ciphertext'])
    .where('entry_id', '=', id)
    .execute()
  const byName = new Map(rows.map((row) => [row.name, row.ciphertext]))
  const wanted = names ?? [...byName.keys()].sort(byFieldThenPlace)
  const missing = wanted.find((name) => !byName.has(name))
  if (missing !== undefined) throw await whyMissing(storage, { id, name: missing })
  if (wanted.length === 0) return []
  const key = await recordKeyOf({ storage, keys }, id)
  return wanted.map((name) => {
    const sealed = new Uint8Array(byName.get(name) ?? [])
    const plain = openBytes(key, { sealed, boundTo: bindValue(id, name) })
    return { name, disclosure: new TextDecoder().decode(plain) }
  })
}

/** Entries older than the keys of records are sealed with one key of the data folder. */
async function recordKeyOf({ storage, keys }: Opening, id: EntryId): Promise<Uint8Array> {
  const row = await storage.db
    .selectFrom('log_record_keys')
    .select(['epoch', 'wrapped'])
    .where('entry_id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return deriveKey(storage.key, 'ledger/sealed')
  return unwrap(await keys.get(row.epoch), { id, wrapped: row.wrapped })
}

async function whyMissing(storage: Storage, of: { id: EntryId; name: string }) {
  const { erasedBy } = (await hiddenValues(storage, of.id)).find(({ name }) => name === of.name) ?? {}
  if (erasedBy !== undefined) return valueErased(of.name, erasedBy)
  return refused({
    code: 'DISCLOSURE_MISSING',
    reason: `The hidden field ${of.name.slice(0, 40)} of this entry is not kept here.`,
    needed:
      'The log has no erasure entry for it, so its absence is a finding, unless the entry never had it.',
  })
}

const valueErased = (name: string, erasedBy: number) =>
  refused({
    code: 'VALUE_ERASED',
    reason: `The hidden value ${name} was erased; entry ${erasedBy} of the log says so, and on what ground.`,
    needed:
      'Nobody can open it any more. The entry itself still proves that something was recorded, and when.',
    evidence: { erasedBy },
  })

export function byFieldThenPlace(left: string, right: string): number {
  const [leftField = '', leftPlace = '-1'] = left.split('.')
  const [rightField = '', rightPlace = '-1'] = right.split('.')
  if (leftField !== rightField) return leftField < rightField ? -1 : 1
  return Number(leftPlace) - Number(rightPlace)
}
