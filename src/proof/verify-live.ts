import { isRefused } from '../kernel/index.ts'
import { sameBytes } from './bytes.ts'
import { openCheckpoint } from './checkpoint.ts'
import { appendLeaf, emptyRange, rangeRoot } from './compact-range.ts'
import { hashBytes } from './merkle-hash.ts'
import { inWords } from './refuse.ts'
import { decodeTile, type LogFiles } from './tile.ts'
import { tilePath, tileWidth } from './tile-path.ts'
import { startTreeRebuild } from './tree-rebuild.ts'
import type { VerifierKey } from './verifier-key.ts'
import type { LogProblem } from './verify-log.ts'

/** Where a delayed publication keeps the newest checkpoint and its hash tiles. */
export const livePrefix = 'live/'

export type LiveReport = {
  /** Entries committed to; undefined when nothing lies under live/ or it cannot be believed. */
  readonly size: number | undefined
  /** Leaf hash of one of them; undefined for any other. */
  readonly leafAt: (index: number) => Promise<Uint8Array | undefined>
  readonly problems: readonly LogProblem[]
}

/**
 * Checks what a publication commits to beyond its public entries: the live checkpoint is signed by the same key, its hash tiles
 * give its root, and the public tree is the beginning of it. A folder without live/ has nothing to check.
 */
export async function verifyLive(
  files: LogFiles,
  of: {
    readonly keys: readonly VerifierKey[]
    readonly publicSize: number
    readonly publicRoot: Uint8Array | undefined
  },
): Promise<LiveReport> {
  const problems: LogProblem[] = []
  const path = `${livePrefix}checkpoint`
  const note = await files.read(path)
  const none = { size: undefined, leafAt: async () => undefined, problems }
  if (note === undefined) return none
  const live = await openCheckpoint(note, { keys: of.keys }).catch((error: unknown) => {
    if (!isRefused(error)) throw error
    problems.push({ path, what: inWords(error) })
  })
  if (!live) return none
  const walk = { files, size: live.size, problems }
  const rebuilt = await rebuildLive(walk, of.publicSize)
  if (rebuilt === undefined) return none
  if (!sameBytes(rebuilt.root, live.rootHash))
    problems.push({ path, what: 'the root of the hashes is not the signed root' })
  if (live.size < of.publicSize)
    problems.push({
      path,
      what: `commits to ${live.size} entries, fewer than the ${of.publicSize} that are public`,
    })
  else if (of.publicRoot !== undefined && !sameBytes(rebuilt.publicRoot, of.publicRoot))
    problems.push({ path, what: 'the public entries are not the beginning of what is committed to' })
  const leafAt = async (index: number) =>
    (await leafTile({ ...walk, problems: [] }, Math.floor(index / tileWidth)))?.[index % tileWidth]
  return { size: live.size, leafAt, problems }
}

type Walk = { readonly files: LogFiles; readonly size: number; readonly problems: LogProblem[] }

/** Rebuilds the live tree from its leaf hashes, one tile at a time; gives its root, and that of its beginning. */
async function rebuildLive(
  walk: Walk,
  publicSize: number,
): Promise<{ readonly root: Uint8Array; readonly publicRoot: Uint8Array } | undefined> {
  const { files, size, problems } = walk
  const tree = startTreeRebuild({
    size,
    input: { files: { read: (path) => files.read(`${livePrefix}${path}`) } },
    report: ({ path, ...problem }) =>
      problems.push({ ...problem, ...(path === undefined ? {} : { path: `${livePrefix}${path}` }) }),
  })
  let beginning = emptyRange
  for (let index = 0; index * tileWidth < size; index++) {
    const hashes = await leafTile(walk, index)
    if (hashes === undefined) return undefined
    for (const hash of hashes) {
      if (beginning.size < publicSize) beginning = appendLeaf(beginning, hash)
      await tree.append(hash)
    }
  }
  return { root: await tree.finish(), publicRoot: rangeRoot(beginning) }
}

async function leafTile(
  { files, size, problems }: Walk,
  index: number,
): Promise<readonly Uint8Array[] | undefined> {
  const width = Math.min(tileWidth, size - index * tileWidth)
  if (width <= 0) return undefined
  const path = `${livePrefix}${tilePath(0, index, width)}`
  const bytes = await files.read(path)
  if (bytes?.length === width * hashBytes) return decodeTile(bytes, width)
  const what = bytes === undefined ? 'the file is missing' : 'the tile has another length'
  problems.push({ path, what })
  return undefined
}
