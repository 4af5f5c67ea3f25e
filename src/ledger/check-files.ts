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
  tileLevels,
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
 * Hashes every entry of the log folder again and compares all its tiles; gives the tree. Refused LOG_FILES_MISSING,
 * or LOG_DAMAGED with the first bad file.
 */
export async function checkFiles(check: FileCheck): Promise<CompactRange> {
  const leaves: Uint8Array[] = []
  let range = emptyRange
  for (let index = 0; index * tileWidth < check.size; index++) {
    for (const entry of await readBundle(check, index)) {
      const leaf = quickLeafHash(entry)
      check.onEntry(entry, leaves.length)
      leaves.push(leaf)
      range = appendLeaf(range, leaf)
    }
  }
  let hashes: readonly Uint8Array[] = leaves
  for (const { level, fullTiles, partialWidth } of tileLevels(check.size)) {
    const tiles = fullTiles + (partialWidth > 0 ? 1 : 0)
    const upper: Uint8Array[] = []
    for (let index = 0; index < tiles; index++) {
      const tile = hashes.slice(index * tileWidth, (index + 1) * tileWidth)
      await compareTile(check, { level, index, hashes: tile })
      if (tile.length === tileWidth) upper.push(tileRoot(tile))
    }
    hashes = upper
  }
  return range
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
