import {
  appendLeaf,
  type Chain,
  type CompactRange,
  emptyRange,
  leafHash,
  tileWidth,
} from '../../proof/index.ts'
import type { Db } from '../../storage/index.ts'
import { growTree } from '../grow-tree.ts'
import { damaged } from '../ledger-refusal.ts'
import { folderFiles, makePublicDirectory, removePartials, writePublicFile } from '../log-files.ts'
import { rootHex } from '../log-head.ts'
import { bytesLogged, type HeadRow, loggedAt } from '../log-rows.ts'
import { readEntry } from '../read-entry.ts'
import { vkeyPath } from '../verify-log-folder.ts'
import { mirrorUnfit } from './mirror-refusals.ts'
import type { WholeMirror } from './read-mirror.ts'

type Building = {
  readonly whole: WholeMirror
  readonly row: HeadRow
  readonly vkey: string
  readonly db: Db
  /** Filled with every entry. */
  readonly chain: Chain
}

/** Entries whose files are written at once: the tree's upper tiles are then not written anew for each bundle. */
const step = 64 * tileWidth

/**
 * Writes the folder of a log from a mirror and, beyond it, from the database; gives its tree. Refused MIRROR_UNFIT when the mirror's
 * history is not the one of the database, LOG_DAMAGED when the database's own bytes do not give the root that it holds.
 */
export async function buildFolder(dir: string, of: Building): Promise<CompactRange> {
  const { whole, row, chain } = of
  await makePublicDirectory(dir)
  const files = folderFiles(dir)
  let range = emptyRange
  let edge = emptyRange
  const write = async (entries: readonly Uint8Array[]): Promise<void> => {
    const growth = await growTree(files, { range, entries })
    await Promise.all(growth.files.map((file) => writePublicFile(dir, file)))
    const full = growth.files.filter((file) => file.full).map(({ path }) => path)
    await removePartials(dir, full)
    for (const [at, entry] of entries.entries()) {
      if (edge.size < row.size) edge = appendLeaf(edge, leafHash(entry))
      const read = readEntry(entry)
      if ('entry' in read) chain.add(read.entry, range.size + at)
    }
    range = growth.range
  }
  for await (const entries of entriesOf(of)) await write(entries)
  if (rootHex(edge) !== row.root) throw await mismatch(of)
  const ahead = whole.size > row.size
  const note = ahead ? whole.note : new TextEncoder().encode(row.publishedNote ?? row.pendingNote)
  const vkey = { path: vkeyPath, bytes: new TextEncoder().encode(`${of.vkey}\n`) }
  for (const file of [vkey, ...whole.beside, { path: 'checkpoint', bytes: note }])
    await writePublicFile(dir, file)
  return range
}

/** All entries in order, in large pieces: the mirror's, then what only the database has. */
async function* entriesOf({ whole, row, db }: Building): AsyncGenerator<readonly Uint8Array[]> {
  const waiting: Uint8Array[] = []
  for (let index = 0; index * tileWidth < whole.size; index++) {
    waiting.push(...(await whole.bundle(index)))
    if (waiting.length >= step) yield waiting.splice(0)
  }
  for (let from = whole.size; from < row.size; from += step) {
    waiting.push(...(await bytesLogged(db, { from, to: Math.min(from + step, row.size) })))
    yield waiting.splice(0)
  }
  if (waiting.length > 0) yield waiting
}

/** Entries that do not give the root of the database: the mirror's are others than those it knows, or its own bytes are damaged. */
async function mismatch({ whole, row, db }: Building) {
  const common = Math.min(whole.size, row.size)
  for (let index = 0; index < common; index++) {
    const at = index % tileWidth
    const entry = (await whole.bundle((index - at) / tileWidth))[at]
    const leaf = entry && Buffer.from(leafHash(entry)).toString('hex')
    if ((await loggedAt(db, index))?.leafSha256 !== leaf)
      return mirrorUnfit(
        whole.name,
        `it holds another history than the database, from entry ${index} on`,
        'Keep both as they are, and tell the auditor: the key of this log signed two histories.',
      )
  }
  return damaged('the database table log_queue', 'does not hold the bytes whose root it knows')
}
