import { sql } from 'kysely'
import { type EntryId, must } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import type { LoggedEntry } from './draft.ts'

/** A row of the queue: the exact bytes that will be, or are, in the log. */
export type QueuedEntry = { readonly entryId: EntryId; readonly position: number; readonly bytes: Uint8Array }

/** The log's head in the database: what was signed last, and what was published last. */
export type HeadRow = {
  readonly size: number
  /** Lower-case hex. */
  readonly root: string
  readonly pendingNote: string
  readonly publishedNote: string | undefined
}

export async function readHead(db: Db): Promise<HeadRow | undefined> {
  const row = await db.selectFrom('log_head').selectAll().executeTakeFirst()
  if (row === undefined) return undefined
  return {
    size: Number(row.size),
    root: row.root,
    pendingNote: row.pending_note,
    publishedNote: row.published_note ?? undefined,
  }
}

/** Queued entries that are not in the log yet, in queue order. */
export async function takeQueued(
  db: Db,
  { above, limit }: { readonly above: number; readonly limit: number },
): Promise<readonly QueuedEntry[]> {
  const rows = await db
    .selectFrom('log_queue as queued')
    .leftJoin('log_entries as logged', 'logged.entry_id', 'queued.entry_id')
    .select(['queued.entry_id', 'queued.bytes', sql<string>`queued.queue_position`.as('position')])
    .where(sql<boolean>`queued.queue_position > ${above}`)
    .where('logged.entry_id', 'is', null)
    .orderBy('queued.queue_position')
    .limit(limit)
    .execute()
  return rows.map(queuedEntry)
}

/** The newest position of the queue; 0 where it is empty. */
export async function highestQueued(db: Db): Promise<number> {
  const row = await db
    .selectFrom('log_queue')
    .select(sql<string | null>`max(queue_position)`.as('highest'))
    .executeTakeFirst()
  return Number(row?.highest ?? 0)
}

/** Queue rows by id; ids that are not queued are left out. */
export async function queuedById(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, QueuedEntry>> {
  const found = new Map<string, QueuedEntry>()
  const step = 500
  for (let at = 0; at < ids.length; at += step) {
    const rows = await db
      .selectFrom('log_queue')
      .select(['entry_id', 'bytes', sql<string>`queue_position`.as('position')])
      .where('entry_id', 'in', ids.slice(at, at + step))
      .execute()
    for (const row of rows) found.set(row.entry_id, queuedEntry(row))
  }
  return found
}

const queuedEntry = (row: {
  entry_id: string
  position: string | number
  bytes: Uint8Array
}): QueuedEntry => ({
  entryId: row.entry_id as EntryId,
  position: Number(row.position),
  bytes: new Uint8Array(row.bytes),
})

/** Where an entry stands, whether its checkpoint is published yet or not. */
export async function findLogged(db: Db | Tx, id: EntryId): Promise<LoggedEntry | undefined> {
  const row = await db
    .selectFrom('log_entries')
    .select(['log_index', 'leaf_sha256', 'sealed_into_size'])
    .where('entry_id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const [index, size] = [Number(row.log_index), Number(row.sealed_into_size)]
  return { entryId: id, index, size, leafSha256: row.leaf_sha256 }
}

/** Id and leaf hash that the database has for a log index. */
export async function loggedAt(
  db: Db,
  index: number,
): Promise<{ readonly entryId: string; readonly leafSha256: string; readonly writtenAt: Date } | undefined> {
  const row = await db
    .selectFrom('log_entries')
    .select(['entry_id', 'leaf_sha256', 'written_at'])
    .where('log_index', '=', String(index))
    .executeTakeFirst()
  if (row === undefined) return undefined
  return { entryId: row.entry_id, leafSha256: row.leaf_sha256, writtenAt: row.written_at }
}

/** How many entries the database has given an index to, and the highest index. */
export async function countLogged(db: Db): Promise<{ readonly count: number; readonly highest: number }> {
  const row = await db
    .selectFrom('log_entries')
    .select(({ fn }) => [fn.countAll().as('count'), fn.max('log_index').as('highest')])
    .executeTakeFirst()
  const { count, highest } = must(row, 'count of log entries')
  return { count: Number(count), highest: highest === null ? -1 : Number(highest) }
}

/** Exact bytes of logged entries, in log order, from index `from` to before `to`. */
export async function bytesLogged(
  db: Db,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Uint8Array[]> {
  const rows = await db
    .selectFrom('log_entries as logged')
    .innerJoin('log_queue as queued', 'queued.entry_id', 'logged.entry_id')
    .select('queued.bytes')
    .where(sql<boolean>`logged.log_index >= ${from} and logged.log_index < ${to}`)
    .orderBy('logged.log_index')
    .execute()
  return rows.map(({ bytes }) => new Uint8Array(bytes))
}
