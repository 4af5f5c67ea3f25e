import { must } from '../kernel/index.ts'
import {
  appendLeaf,
  type CompactRange,
  decodeEntryBundle,
  decodeTile,
  encodeEntryBundle,
  encodeTile,
  entryBundlePath,
  type LogFiles,
  leafHash,
  newBundles,
  newTiles,
  type ReadNode,
  rangeRoot,
  tileNodeReader,
  tilePath,
  tileRoot,
  tileWidth,
  widthOfTile,
} from '../proof/index.ts'
import { damaged, filesMissing } from './ledger-refusal.ts'

export type PublicFile = { readonly path: string; readonly bytes: Uint8Array; readonly full: boolean }

export type Growth = {
  readonly range: CompactRange
  /** Files to write: every one reaches beyond the old size, so none of them is final yet where it exists. */
  readonly files: readonly PublicFile[]
}

/** Works out the files of the tree after `entries` are added to the tree that `range` stands for and `files` hold. */
export async function growTree(
  files: LogFiles,
  { range, entries }: { readonly range: CompactRange; readonly entries: readonly Uint8Array[] },
): Promise<Growth> {
  const leaves = entries.map(leafHash)
  const grown = leaves.reduce(appendLeaf, range)
  const planned: PublicFile[] = []
  for (const bundle of newBundles(range.size, grown.size)) {
    const old = await readOldEntries(files, { index: bundle.index, size: range.size })
    const from = bundle.index * tileWidth + old.length - range.size
    const all = [...old, ...entries.slice(from, from + bundle.width - old.length)]
    const path = entryBundlePath(bundle.index, bundle.width)
    planned.push({ path, bytes: encodeEntryBundle(all), full: bundle.width === tileWidth })
  }
  // Hashes new at the level in work, of which the first continues the old tile's edge.
  let fresh = leaves
  let level = 0
  let upper: Uint8Array[] = []
  for (const tile of newTiles(range.size, grown.size)) {
    if (tile.level !== level) {
      level = tile.level
      fresh = upper
      upper = []
    }
    const old = await readOldHashes(files, { level, index: tile.index, size: range.size })
    const hashes = [...old, ...fresh.slice(0, tile.width - old.length)]
    fresh = fresh.slice(tile.width - old.length)
    const full = tile.width === tileWidth
    if (full) upper.push(tileRoot(hashes))
    planned.push({ path: tilePath(level, tile.index, tile.width), bytes: encodeTile(hashes), full })
  }
  return { range: grown, files: planned }
}

type OldPiece = { readonly index: number; readonly size: number }

async function readOldEntries(files: LogFiles, { index, size }: OldPiece): Promise<readonly Uint8Array[]> {
  const width = Math.max(0, Math.min(tileWidth, size - index * tileWidth))
  if (width === 0) return []
  const path = entryBundlePath(index, width)
  const bytes = await files.read(path)
  if (bytes === undefined) throw filesMissing(path)
  return decodeEntryBundle(bytes, width)
}

async function readOldHashes(
  files: LogFiles,
  { level, index, size }: OldPiece & { readonly level: number },
): Promise<readonly Uint8Array[]> {
  const width = widthOfTile(size, { level, index })
  if (width === 0) return []
  const path = tilePath(level, index, width)
  const bytes = await files.read(path)
  if (bytes === undefined) throw filesMissing(path)
  return decodeTile(bytes, width)
}

/** The compact range of the tree of `size` leaves, from the nodes of a tree that begins with it. */
export async function rangeFromTiles(readNode: ReadNode, size: number): Promise<CompactRange> {
  const nodes: Uint8Array[] = []
  let start = 0
  for (let level = Math.floor(Math.log2(size || 1)); level >= 0; level--) {
    const width = 2 ** level
    if (size - start < width) continue
    nodes.push(await readNode(level, start / width))
    start += width
  }
  return { size, nodes }
}

/**
 * Reads back what was just written and hashes it again, so that a bit that flipped on its way to the disk stops the
 * writer before it signs (a flipped bit in one leaf ended the Yeti 2022 log). Throws LOG_DAMAGED.
 */
export async function checkGrowth(files: LogFiles, growth: Growth): Promise<void> {
  for (const { path, bytes } of growth.files) {
    const found = await files.read(path)
    if (found === undefined) throw filesMissing(path)
    if (Buffer.compare(found, bytes) !== 0) throw damaged(path, 'does not hold what was just written')
  }
  const { size } = growth.range
  const edge = rangeRoot(await rangeFromTiles(tileNodeReader(files, size), size))
  if (Buffer.compare(edge, rangeRoot(growth.range)) !== 0)
    throw damaged(must(growth.files.at(-1), 'written file').path, 'gives another root than the entries')
}
