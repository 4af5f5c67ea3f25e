import { createHash } from 'node:crypto'
import { isRefused, type Refused } from '../kernel/index.ts'
import {
  appendLeaf,
  type CompactRange,
  decodeEntryBundle,
  emptyRange,
  encodeTile,
  entryBundlePath,
  type LogFiles,
  tilePath,
  tileRoot,
  tileWidth,
} from '../proof/index.ts'
import { damaged, filesMissing, type LedgerCode } from './ledger-refusal.ts'

export type FileCheck = {
  readonly files: LogFiles
  readonly size: number
  /** Called for every entry in log order. */
  readonly onEntry: (bytes: Uint8Array, index: number) => void
  /** Leaf hash (hex) that the database has for an index: the arbiter when a bundle and a tile disagree. */
  readonly leafKnown: (index: number) => Promise<string | undefined>
}

const leafPrefix = Uint8Array.of(0)

/** As src/proof's leafHash, but by the platform's library: here every entry of the log is hashed at each start. */
const quickLeafHash = (entry: Uint8Array): Uint8Array =>
  new Uint8Array(createHash('sha256').update(leafPrefix).update(entry).digest())

/**
 * Hashes every entry of the log folder again and compares all its tiles, holding one tile of each level at a time; gives the tree.
 * Refused LOG_FILES_MISSING, or LOG_DAMAGED with the first bad file.
 */
export async function checkFiles(check: FileCheck): Promise<CompactRange> {
  const above: RebuiltTile[] = []
  const finished = async (tile: RebuiltTile): Promise<void> => {
    await compareTile(check, tile)
    const level = tile.level + 1
    const next = above[level] ?? { level, index: 0, hashes: [] }
    const hashes = [...next.hashes, tileRoot(tile.hashes)]
    above[level] = { ...next, hashes }
    if (hashes.length < tileWidth) return
    await finished({ ...next, hashes })
    above[level] = { level, index: next.index + 1, hashes: [] }
  }
  let last: RebuiltTile = { level: 0, index: 0, hashes: [] }
  for (let index = 0; index * tileWidth < check.size; index++) {
    const entries = await readBundle(check, index)
    for (const [at, entry] of entries.entries()) check.onEntry(entry, index * tileWidth + at)
    last = { level: 0, index, hashes: entries.map(quickLeafHash) }
    if (entries.length < tileWidth) break
    await finished(last)
    last = { level: 0, index: index + 1, hashes: [] }
  }
  // The unfinished tiles, highest level first, hold the complete subtrees of the tree from left to right.
  const unfinished = [last, ...above.slice(1)].filter(({ hashes }) => hashes.length > 0)
  for (const tile of unfinished) await compareTile(check, tile)
  const nodes = unfinished.toReversed().flatMap(({ hashes }) => hashes.reduce(appendLeaf, emptyRange).nodes)
  return { size: check.size, nodes }
}

async function readBundle({ files, size }: FileCheck, index: number): Promise<readonly Uint8Array[]> {
  const width = Math.min(tileWidth, size - index * tileWidth)
  const path = entryBundlePath(index, width)
  const bytes = await files.read(path)
  if (bytes === undefined) throw filesMissing(path)
  try {
    return decodeEntryBundle(bytes, width)
  } catch (error) {
    throw isRefused(error) ? damaged(path, 'is not a whole entry bundle') : error
  }
}

type RebuiltTile = {
  readonly level: number
  readonly index: number
  readonly hashes: readonly Uint8Array[]
}

async function compareTile(check: FileCheck, { level, index, hashes }: RebuiltTile): Promise<void> {
  const path = tilePath(level, index, hashes.length)
  const bytes = await check.files.read(path)
  if (bytes === undefined) throw filesMissing(path)
  if (Buffer.compare(bytes, encodeTile(hashes)) === 0) return
  if (level > 0) throw damaged(path, 'does not hold the hashes of the tiles below it')
  throw await firstOf({ check, index, hashes, path })
}

/** The tile and the bundle of the same entries disagree: the database's leaf hashes say which of them was changed. */
async function firstOf(found: {
  check: FileCheck
  index: number
  hashes: readonly Uint8Array[]
  path: string
}): Promise<Refused<LedgerCode>> {
  const { check, index, hashes, path } = found
  for (const [at, hash] of hashes.entries()) {
    const known = await check.leafKnown(index * tileWidth + at)
    if (known !== undefined && known !== Buffer.from(hash).toString('hex'))
      return damaged(entryBundlePath(index, hashes.length), `was changed at entry ${index * tileWidth + at}`)
  }
  return damaged(path, 'does not hold the hashes of its entries')
}
