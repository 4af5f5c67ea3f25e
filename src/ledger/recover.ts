import { isRefused } from '../kernel/index.ts'
import {
  appendLeaf,
  type Chain,
  type CompactRange,
  decodeEntryBundle,
  entryBundlePath,
  leafHash,
  openCheckpoint,
  parseNote,
  parseVerifierKey,
  rangeRoot,
  tileWidth,
} from '../proof/index.ts'
import { checkFiles } from './check-files.ts'
import { damaged, filesMissing, refused, rolledBack } from './ledger-refusal.ts'
import { clearTemporaryFiles, folderFiles } from './log-files.ts'
import { checkHeadRow, type LogHead, rootHex, sameRoot } from './log-head.ts'
import { countLogged, type HeadRow, loggedAt, type QueuedEntry, queuedById, readHead } from './log-rows.ts'
import { readEntry } from './read-entry.ts'
import { publish, type Writer, writeRound } from './write-round.ts'

/**
 * Brings the writer's three memories (database, files, signer) to one state after any crash, or refuses to run:
 * LOG_ABSENT, LOG_FILES_MISSING (database ahead of the files), LOG_DAMAGED, LOG_ROLLED_BACK (an old database).
 * Fills `chain` from the entries.
 */
export async function recover(writer: Writer, chain: Chain): Promise<LogHead> {
  const row = await readHead(writer.storage.db)
  if (row === undefined) throw logAbsent()
  await checkHeadRow(row, writer.signer.vkey)
  await checkPublished(writer, row)
  const range = await checkDatabase(writer, { row, chain })
  await clearTemporaryFiles(writer.logDir)
  const head = await catchUpWithSigner(writer, { head: { range, note: row.pendingNote }, chain })
  return republish(writer, { head, row })
}

/** Publishes what was signed last, byte for byte: a note of this size may already be in somebody's hands, and in a witness's. */
async function republish(writer: Writer, { head, row }: { head: LogHead; row: HeadRow }): Promise<LogHead> {
  // What was brought in just now was published by its own round.
  const caughtUp = head.note !== row.pendingNote
  const before = caughtUp ? head.note : row.publishedNote
  const published = before !== undefined && sameText(before, head.note) ? before : undefined
  const note = (await writer.witnessing?.begin(head, published)) ?? published ?? head.note
  if (!caughtUp) await publish(writer, { pending: head, note })
  return { range: head.range, note }
}

const sameText = (left: string, right: string): boolean => parseNote(left).text === parseNote(right).text

async function checkDatabase(
  writer: Writer,
  { row, chain }: { row: HeadRow; chain: Chain },
): Promise<CompactRange> {
  const { db } = writer.storage
  const { count, highest } = await countLogged(db)
  if (count !== row.size || highest !== row.size - 1)
    throw damaged('the database table log_entries', `has ${count} rows for a log of ${row.size} entries`)
  const files = folderFiles(writer.logDir)
  const range = await checkFiles({
    files,
    size: row.size,
    onEntry: (bytes, index) => {
      const read = readEntry(bytes)
      if ('entry' in read) chain.add(read.entry, index)
    },
    leafKnown: async (index) => (await loggedAt(db, index))?.leafSha256,
  })
  if (rootHex(range) !== row.root) throw await rewritten(writer, row)
  return range
}

/** Files that agree with one another but not with the signed root: name the first bundle that the database contradicts. */
async function rewritten({ storage, logDir }: Writer, row: HeadRow) {
  for (let index = 0; index * tileWidth < row.size; index++) {
    const width = Math.min(tileWidth, row.size - index * tileWidth)
    const path = entryBundlePath(index, width)
    const bytes = await folderFiles(logDir).read(path)
    for (const [at, entry] of decodeEntryBundle(bytes ?? new Uint8Array(0), width).entries()) {
      const known = await loggedAt(storage.db, index * tileWidth + at)
      if (known?.leafSha256 !== Buffer.from(leafHash(entry)).toString('hex'))
        return damaged(path, `was rewritten at entry ${index * tileWidth + at}`)
    }
  }
  return damaged('the database row log_head', 'has a root that is not the one of the entries')
}

/** The published checkpoint must not be ahead of us, nor of another history. */
async function checkPublished({ logDir, signer }: Writer, row: HeadRow): Promise<void> {
  const bytes = await folderFiles(logDir).read('checkpoint')
  if (bytes === undefined) {
    // Only a log that has never been published may lack it; then the tiles must still be there, which is checked next.
    if (row.publishedNote !== undefined) throw filesMissing('checkpoint')
    return
  }
  let published: Awaited<ReturnType<typeof openCheckpoint>>
  try {
    published = await openCheckpoint(bytes, { keys: [parseVerifierKey(signer.vkey)] })
  } catch (error) {
    throw isRefused(error) ? damaged('checkpoint', 'is not signed by this log') : error
  }
  if (published.size > row.size) throw rolledBack({ here: row.size, seen: published.size })
  if (published.size === row.size && Buffer.from(published.rootHash).toString('hex') !== row.root)
    throw damaged('checkpoint', 'has another root than the database')
}

/**
 * A crash between signature and commit leaves the signer ahead. Then exactly what it signed is brought in: the entries
 * in the order of the files, if they are all still queued and give the signed root. Anything else is an old backup.
 */
async function catchUpWithSigner(
  writer: Writer,
  { head, chain }: { head: LogHead; chain: Chain },
): Promise<LogHead> {
  const { size } = head.range
  const signed = await writer.signer.memory()
  if (signed.size < size) return head
  if (signed.size === size) {
    if (!sameRoot(signed.root, rangeRoot(head.range))) throw rolledBack({ here: size, seen: signed.size })
    return head
  }
  const rows = await rowsFromFiles(writer, { from: size, to: signed.size })
  const range = rows?.map(({ bytes }) => leafHash(bytes)).reduce(appendLeaf, head.range)
  if (rows === undefined || range === undefined || !sameRoot(rangeRoot(range), signed.root))
    throw rolledBack({ here: size, seen: signed.size })
  const round = await writeRound(writer, { head: size === 0 ? undefined : head, rows })
  for (const [at, row] of rows.entries()) {
    const read = readEntry(row.bytes)
    if ('entry' in read) chain.add(read.entry, size + at)
  }
  return round.head
}

/** The entries from index `from` to before `to` as the files have them; undefined unless all are queued, byte for byte. */
export async function rowsFromFiles(
  { storage, logDir }: Writer,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly QueuedEntry[] | undefined> {
  const entries: { readonly id: string; readonly bytes: Uint8Array }[] = []
  for (let index = Math.floor(from / tileWidth); index * tileWidth < to; index++) {
    const width = Math.min(tileWidth, to - index * tileWidth)
    const bytes = await folderFiles(logDir).read(entryBundlePath(index, width))
    if (bytes === undefined) return undefined
    for (const [at, entry] of decodeEntryBundle(bytes, width).entries()) {
      if (index * tileWidth + at < from) continue
      const read = readEntry(entry)
      if ('fault' in read) return undefined
      entries.push({ id: read.entry.id, bytes: entry })
    }
  }
  const queued = await queuedById(
    storage.db,
    entries.map(({ id }) => id),
  )
  const rows = entries.map(({ id, bytes }) => {
    const row = queued.get(id)
    return row !== undefined && Buffer.compare(row.bytes, bytes) === 0 ? row : undefined
  })
  return rows.every((row) => row !== undefined) ? rows : undefined
}

const logAbsent = () =>
  refused({
    code: 'LOG_ABSENT',
    reason: 'The database has no log.',
    needed: 'Make the log first (createLog), or restore the database that belongs to this log folder.',
  })
