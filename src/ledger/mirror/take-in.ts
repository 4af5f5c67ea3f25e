import type { Clock } from '../../kernel/index.ts'
import { type Chain, type CompactRange, leafHash, tileWidth } from '../../proof/index.ts'
import type { Storage, Tx } from '../../storage/index.ts'
import { damaged } from '../ledger-refusal.ts'
import { rootHex } from '../log-head.ts'
import type { HeadRow } from '../log-rows.ts'
import { queueEntry } from '../queue-entry.ts'
import { readEntry } from '../read-entry.ts'
import type { RecordKeys } from '../record-keys.ts'
import { wholeHouse } from '../whole-house.ts'
import type { WholeMirror } from './read-mirror.ts'

type House = {
  readonly storage: Storage
  readonly clock: Clock
  /** Of all entries up to the new head. */
  readonly chain: Chain
  readonly keys: RecordKeys
}

/**
 * Takes the entries that a mirror holds beyond the database into it, moves the head to the mirror's checkpoint, and queues an `incident`
 * about them, all in one transaction: their hidden values and the records that they tell of are lost, and the log says so.
 */
export async function takeIn(
  house: House,
  of: { readonly whole: WholeMirror; readonly row: HeadRow; readonly range: CompactRange },
): Promise<void> {
  const { storage, clock, chain, keys } = house
  const { whole, row, range } = of
  const note = new TextDecoder().decode(whole.note)
  const [size, root, now] = [String(range.size), rootHex(range), clock.now()]
  await storage.transaction(async (tx) => {
    for (let index = Math.floor(row.size / tileWidth); index * tileWidth < whole.size; index++) {
      const entries = [...(await whole.bundle(index)).entries()]
      const fresh = entries.filter(([at]) => index * tileWidth + at >= row.size)
      await addRows(tx, { size, now, entries: fresh.map(([at, bytes]) => [index * tileWidth + at, bytes]) })
    }
    const moved = await tx
      .updateTable('log_head')
      .set({ size, root, pending_note: note, published_note: note })
      .where('size', '=', String(row.size))
      .executeTakeFirst()
    if (moved.numUpdatedRows !== 1n) throw new Error('another writer moved the head of the log')
    await tx.insertInto('log_signed').values({ size, root, signed_at: now, note }).execute()
    const fields = { class: 'records-lost', from: row.size, to: range.size - 1 }
    const detail = `The database was restored from a backup with ${row.size} entries; the mirror ${whole.name} held ${range.size}.`
    await queueEntry({ chain, clock, keys, recent: () => undefined }, tx, {
      ...{ type: 'incident', unit: wholeHouse, fields },
      hidden: { detail },
    })
  })
}

type Fresh = {
  readonly size: string
  readonly now: Date
  readonly entries: readonly (readonly [number, Uint8Array])[]
}

async function addRows(tx: Tx, { size, now, entries }: Fresh): Promise<void> {
  const known = entries.map(([index, bytes]) => {
    const read = readEntry(bytes)
    if ('fault' in read) throw damaged(`entry ${index}`, `of the mirror is ${read.fault}`)
    return { index, bytes, id: read.entry.id }
  })
  if (known.length === 0) return
  // What the backup had queued already has the same bytes.
  await tx
    .insertInto('log_queue')
    .values(known.map(({ id, bytes }) => ({ entry_id: id, bytes, queued_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const rows = known.map(({ id, index, bytes }) => ({
    ...{ log_index: String(index), entry_id: id, sealed_into_size: size, written_at: now },
    leaf_sha256: Buffer.from(leafHash(bytes)).toString('hex'),
  }))
  await tx.insertInto('log_entries').values(rows).execute()
}
