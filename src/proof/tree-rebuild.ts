import { sameBytes } from './bytes.ts'
import { appendLeaf, emptyRange, foldRight } from './compact-range.ts'
import { hashBytes } from './merkle-hash.ts'
import { encodeTile, type LogFiles, tileRoot, widthOfTile } from './tile.ts'
import { tilePath, tileWidth } from './tile-path.ts'

type Rebuild = {
  readonly size: number
  readonly input: { readonly files: LogFiles }
  readonly report: (problem: { index?: number; path?: string; what: string }) => void
}

/** A tree being rebuilt from its leaf hashes. Give every leaf in order, then finish. */
export type TreeRebuild = {
  readonly append: (leaf: Uint8Array) => Promise<void>
  /** Compares the partial tiles; gives the root, computed from the leaves and not from any file. */
  readonly finish: () => Promise<Uint8Array>
}

/** Rebuilds the tiles of all levels and reports each file that differs. */
export function startTreeRebuild(rebuild: Rebuild): TreeRebuild {
  const levels: { index: number; hashes: Uint8Array[] }[] = []

  const append = async (hash: Uint8Array, level = 0): Promise<void> => {
    levels[level] ??= { index: 0, hashes: [] }
    const tile = levels[level]
    tile.hashes.push(hash)
    if (tile.hashes.length < tileWidth) return
    await compareTile(rebuild, { level, ...tile })
    levels[level] = { index: tile.index + 1, hashes: [] }
    await append(tileRoot(tile.hashes), level + 1)
  }
  return {
    append: (leaf) => append(leaf),
    finish: async () => {
      for (const [level, tile] of levels.entries())
        if (tile.hashes.length > 0) await compareTile(rebuild, { level, ...tile })
      // The unfinished tiles, highest level first, hold the tree's complete subtrees from left to right.
      return foldRight(levels.toReversed().flatMap(({ hashes }) => subtreesOf(hashes)))
    },
  }
}

const subtreesOf = (hashes: readonly Uint8Array[]): readonly Uint8Array[] =>
  hashes.reduce(appendLeaf, emptyRange).nodes

type RebuiltTile = {
  readonly level: number
  readonly index: number
  readonly hashes: readonly Uint8Array[]
}

async function compareTile({ input, report, size }: Rebuild, tile: RebuiltTile): Promise<void> {
  const { level, index, hashes } = tile
  const width = widthOfTile(size, tile)
  const ownPath = tilePath(level, index, width)
  let path = ownPath
  let bytes = await input.files.read(ownPath)
  if (bytes === undefined && width < tileWidth) {
    // A log may remove a partial tile once the full one is there, which then begins with the same hashes.
    path = tilePath(level, index)
    const full = await input.files.read(path)
    bytes = full?.length === tileWidth * hashBytes ? full.subarray(0, width * hashBytes) : full
  }
  if (bytes === undefined) return report({ path: ownPath, what: 'the file is missing' })
  const rebuilt = encodeTile(hashes)
  if (sameBytes(bytes, rebuilt)) return
  if (bytes.length !== rebuilt.length)
    return report({ path, what: `the tile has ${bytes.length} bytes; it must have ${rebuilt.length}` })
  for (const [at, hash] of hashes.entries()) {
    if (sameBytes(hash, bytes.subarray(at * hashBytes, (at + 1) * hashBytes))) continue
    const first = (index * tileWidth + at) * tileWidth ** level
    report({ index: first, path, what: `hash ${at} of the tile is not the one of the entries` })
  }
}
