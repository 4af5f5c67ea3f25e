import { assert } from '../kernel/index.ts'
import type { Chain } from '../proof/index.ts'
import type { EntryValue } from './catalogue.ts'
import type { EntryDraft } from './draft.ts'
import type { LogHead } from './log-head.ts'
import { type QueuedEntry, queuedById, takeQueued } from './log-rows.ts'
import { queueEntry } from './queue-entry.ts'
import { readEntry } from './read-entry.ts'
import type { RecordKeys } from './record-keys.ts'
import { type Writer, writeRound } from './write-round.ts'

/** As many queued entries as a stopped writer can have left, and more. */
const mostQueued = 10_000

export type RecordingAtStart = {
  readonly head: LogHead
  readonly chain: Chain
  readonly keys: RecordKeys
  readonly draft: EntryDraft
  /** Whether an entry says what the draft says: a start that failed may have queued it already. */
  readonly same: (entry: EntryValue) => boolean
}

/** Puts an entry about the log itself on record in a round of its own, before anything else is sequenced; gives the head after it. */
export async function recordAtStart(writer: Writer, of: RecordingAtStart): Promise<LogHead> {
  const row = (await queuedBefore(writer, of.same)) ?? (await queueNow(writer, of))
  const { head } = await writeRound(writer, { head: of.head, rows: [row] })
  const read = readEntry(row.bytes)
  assert('entry' in read, 'an entry that was just made can be read')
  of.chain.add(read.entry, of.head.range.size)
  return head
}

async function queuedBefore(
  { storage }: Writer,
  same: RecordingAtStart['same'],
): Promise<QueuedEntry | undefined> {
  const rows = await takeQueued(storage.db, { above: 0, limit: mostQueued })
  return rows.find(({ bytes }) => {
    const read = readEntry(bytes)
    return 'entry' in read && same(read.entry)
  })
}

async function queueNow({ storage, clock }: Writer, of: RecordingAtStart): Promise<QueuedEntry> {
  const context = { chain: of.chain, clock, keys: of.keys, recent: () => undefined }
  const id = await storage.transaction((tx) => queueEntry(context, tx, of.draft))
  const row = (await queuedById(storage.db, [id])).get(id)
  assert(row !== undefined, 'an entry whose transaction committed is queued')
  return row
}
