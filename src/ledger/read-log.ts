import { must } from '../kernel/index.ts'
import {
  consistencyProof,
  decodeEntryBundle,
  entryBundlePath,
  formatTlogProof,
  inclusionProof,
  leafHash,
  parseTilePath,
  tileNodeReader,
  tileWidth,
} from '../proof/index.ts'
import type { EntryValue } from './catalogue.ts'
import type { LoggedEntry } from './draft.ts'
import { damaged, filesMissing, refused } from './ledger-refusal.ts'
import { folderFiles } from './log-files.ts'
import type { LogHead } from './log-head.ts'
import { readEntry } from './read-entry.ts'

export type PublishedLog = { readonly logDir: string; readonly head: LogHead }

/** One entry of the published log by its index. Refused ENTRY_NOT_FOUND, LOG_FILES_MISSING, LOG_DAMAGED. */
export async function entryAt(
  log: PublishedLog,
  index: number,
): Promise<{ readonly bytes: Uint8Array; readonly value: EntryValue }> {
  const { size } = log.head.range
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    throw refused({
      code: 'ENTRY_NOT_FOUND',
      reason: `The log has no entry ${index}; it has ${size}.`,
      needed: `An index from 0 to ${size - 1}.`,
    })
  const bundle = Math.floor(index / tileWidth)
  const path = entryBundlePath(bundle, Math.min(tileWidth, size - bundle * tileWidth))
  const bytes = must((await readBundle(log, path))[index % tileWidth], 'entry of the bundle')
  const read = readEntry(bytes)
  if ('fault' in read) throw damaged(path, `holds an entry that is ${read.fault}`)
  return { bytes, value: read.entry }
}

async function readBundle({ logDir }: PublishedLog, path: string): Promise<readonly Uint8Array[]> {
  const files = folderFiles(logDir)
  const { index, width } = parseTilePath(path)
  const bytes = await files.read(path)
  if (bytes !== undefined) return decodeEntryBundle(bytes, width)
  // The log grew meanwhile and the partial bundle has given way to the full one.
  const full = await files.read(entryBundlePath(index))
  if (full === undefined) throw filesMissing(path)
  return decodeEntryBundle(full, tileWidth)
}

export type ProvenEntry = {
  readonly tlogProof: string
  readonly entryBytes: Uint8Array
  /** Hashes that lead from the tree that the asker saw before to the one of the proof; none where the log is not beyond that. */
  readonly consistency: readonly Uint8Array[]
}

/** The proof that an entry is in the published checkpoint (C2SP tlog-proof), with the entry's exact bytes. */
export async function proveEntry(log: PublishedLog, entry: LoggedEntry, seenSize = 0): Promise<ProvenEntry> {
  const { range, note } = log.head
  const { bytes, value } = await entryAt(log, entry.index)
  if (value.id !== entry.entryId || Buffer.from(leafHash(bytes)).toString('hex') !== entry.leafSha256)
    throw damaged(`entry ${entry.index}`, 'is not the one that the database has at this index')
  const node = tileNodeReader(folderFiles(log.logDir), range.size)
  const proof = await inclusionProof(entry.index, range.size, node)
  const consistency = seenSize < range.size ? await consistencyProof(seenSize, range.size, node) : []
  return {
    tlogProof: formatTlogProof({ index: entry.index, proof, checkpointNote: note }),
    entryBytes: bytes,
    consistency,
  }
}
