import { must } from '../kernel/index.ts'
import type { ReadNode } from './build-proof.ts'
import { joinBytes } from './bytes.ts'
import { rootFromLeaves } from './compact-range.ts'
import { hashBytes } from './merkle-hash.ts'
import { refusal } from './refuse.ts'
import { type BundleRef, type TileRef, tilePath, tileWidth } from './tile-path.ts'

/** Bytes of a tile: its 1 to 256 hashes one after another. */
export function encodeTile(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length < 1 || hashes.length > tileWidth || hashes.some((hash) => hash.length !== hashBytes))
    throw malformed(`${hashes.length} hashes`, `1 to ${tileWidth} hashes of ${hashBytes} bytes`)
  return joinBytes(...hashes)
}

/** Hashes of a tile that must hold exactly `width` of them. Refuses (TILE_MALFORMED) any other length. */
export function decodeTile(bytes: Uint8Array, width: number): readonly Uint8Array[] {
  if (bytes.length !== width * hashBytes)
    throw malformed(`${bytes.length} bytes`, `exactly ${width * hashBytes}`)
  return Array.from({ length: width }, (_, at) => bytes.slice(at * hashBytes, (at + 1) * hashBytes))
}

/** What a tile contributes to the level above: the root over its 256 hashes. Only a full tile has one. */
export function tileRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length !== tileWidth) throw malformed(`${hashes.length} hashes`, `${tileWidth}: a full tile`)
  return rootFromLeaves(hashes)
}

/** One level of the tiles of a tree: full tiles 0 to `fullTiles` − 1, then a partial one when its width is not 0. */
export type TileLevel = {
  readonly level: number
  readonly fullTiles: number
  readonly partialWidth: number
}

/** The tiles that a tree of `size` leaves has, level 0 (leaves) first; none for size 0 (C2SP tlog-tiles). */
export function tileLevels(size: number): readonly TileLevel[] {
  const levels: TileLevel[] = []
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / tileWidth)) {
    levels.push({
      level,
      fullTiles: Math.floor(hashes / tileWidth),
      partialWidth: hashes % tileWidth,
    })
  }
  return levels
}

/**
 * The tiles that must be written when a tree grows, lower levels first, left to right: every full or partial
 * tile of the new tree that differs from the old one. With `oldSize` 0: all tiles of the tree.
 */
export function* newTiles(oldSize: number, newSize: number): Generator<TileRef> {
  const old = tileLevels(oldSize)
  for (const { level, fullTiles, partialWidth } of tileLevels(newSize)) {
    const before = old[level] ?? { fullTiles: 0, partialWidth: 0 }
    for (let index = before.fullTiles; index < fullTiles; index++) yield { level, index, width: tileWidth }
    const same = before.fullTiles === fullTiles && before.partialWidth === partialWidth
    if (partialWidth > 0 && !same) yield { level, index: fullTiles, width: partialWidth }
  }
}

/** The entry bundles that must be written when a tree grows: they lie as the tiles of level 0 do. */
export function* newBundles(oldSize: number, newSize: number): Generator<BundleRef> {
  for (const { level, index, width } of newTiles(oldSize, newSize)) if (level === 0) yield { index, width }
}

/** Width (1 to 256) of tile `index` at `level` in a tree of `size` leaves; 0 when the tree has no such tile. */
export function widthOfTile(size: number, { level, index }: Omit<TileRef, 'width'>): number {
  const { fullTiles, partialWidth } = tileLevels(size)[level] ?? { fullTiles: 0, partialWidth: 0 }
  if (index < fullTiles) return tileWidth
  return index === fullTiles ? partialWidth : 0
}

/**
 * A log as files, by path below its prefix; undefined when there is no such file. Any other trouble is thrown,
 * so that an outage never looks like a missing file.
 */
export type LogFiles = { readonly read: (path: string) => Promise<Uint8Array | undefined> }

/**
 * The hash at a node of the tree of `size` leaves, read from tile files: what inclusionProof and
 * consistencyProof ask for. Takes the full tile where the partial one has been removed. Refuses TILE_MALFORMED
 * when a tile is missing or of the wrong length. The hashes are not checked here: a wrong one makes a proof
 * that fails.
 */
export function tileNodeReader(files: LogFiles, size: number): ReadNode {
  // Neighbouring nodes of one proof lie in the same few tiles.
  const tiles = new Map<string, Promise<readonly Uint8Array[]>>()
  return async (level, index) => {
    const tileLevel = Math.floor(level / 8)
    const span = 2 ** (level % 8)
    const first = index * span
    const ref = { level: tileLevel, index: Math.floor(first / tileWidth) }
    const key = tilePath(ref.level, ref.index)
    const hashes = await (tiles.get(key) ?? remember(tiles, key, readTile(files, { ...ref, size })))
    const start = first % tileWidth
    const nodes = hashes.slice(start, start + span)
    if (nodes.length !== span) throw malformed(`${nodes.length} hashes at node ${level}/${index}`, `${span}`)
    return span === 1 ? must(nodes[0], 'hash in the tile') : rootFromLeaves(nodes)
  }
}

function remember<T>(known: Map<string, Promise<T>>, key: string, value: Promise<T>): Promise<T> {
  known.set(key, value)
  return value
}

async function readTile(
  files: LogFiles,
  { level, index, size }: { level: number; index: number; size: number },
): Promise<readonly Uint8Array[]> {
  const width = widthOfTile(size, { level, index })
  if (width === 0) throw malformed(`no tile ${level}/${index} in a log of ${size}`, 'a node of the tree')
  const bytes = await files.read(tilePath(level, index, width))
  if (bytes !== undefined) return decodeTile(bytes, width)
  const full = width < tileWidth ? await files.read(tilePath(level, index)) : undefined
  if (full === undefined) throw malformed(`no file ${tilePath(level, index, width)}`, 'that tile')
  return decodeTile(full, tileWidth).slice(0, width)
}

const malformed = (found: string, needed: string) =>
  refusal('TILE_MALFORMED', `Found ${found}; needed: ${needed}.`, 'The tile as the log wrote it.')
