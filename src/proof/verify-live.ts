import { isRefused } from '../kernel/index.ts'
import { sameBytes } from './bytes.ts'
import { openCheckpoint } from './checkpoint.ts'
import { rootFromLeaves } from './compact-range.ts'
import { decodeTile, type LogFiles } from './tile.ts'
import { tilePath, tileWidth } from './tile-path.ts'
import { startTreeRebuild } from './tree-rebuild.ts'
import { parseVerifierKey } from './verifier-key.ts'
import type { LogProblem } from './verify-log.ts'

/** Where a delayed publication keeps the newest checkpoint and its hash tiles. */
export const livePrefix = 'live/'

export type LiveReport = {
  /** Entries committed to; undefined when nothing lies under live/ or it cannot be believed. */
  readonly size: number | undefined
  /** The leaf hashes of all of them. */
  readonly leaves: readonly Uint8Array[] | undefined
  readonly problems: readonly LogProblem[]
}

/**
 * Checks what a publication commits to beyond its public entries: the live checkpoint is signed by the same key, its hash tiles
 * give its root, and the public tree is the beginning of it. A folder without live/ has nothing to check.
 */
export async function verifyLive(
  files: LogFiles,
  of: { readonly vkey: string; readonly publicSize: number; readonly publicRoot: Uint8Array | undefined },
): Promise<LiveReport> {
  const problems: LogProblem[] = []
  const path = `${livePrefix}checkpoint`
  const note = await files.read(path)
  const none = { size: undefined, leaves: undefined, problems }
  if (note === undefined) return none
  const live = await openCheckpoint(note, { keys: [parseVerifierKey(of.vkey)] }).catch((error: unknown) => {
    if (!isRefused(error)) throw error
    problems.push({ path, what: error.message })
  })
  if (!live) return none
  const leaves = await liveLeaves(files, { size: live.size, problems })
  if (leaves === undefined) return none
  if (!sameBytes(await rebuiltRoot(files, { leaves, problems }), live.rootHash))
    problems.push({ path, what: 'the root of the hashes is not the signed root' })
  if (live.size < of.publicSize)
    problems.push({
      path,
      what: `commits to ${live.size} entries, fewer than the ${of.publicSize} that are public`,
    })
  else if (
    of.publicRoot !== undefined &&
    !sameBytes(rootFromLeaves(leaves.slice(0, of.publicSize)), of.publicRoot)
  )
    problems.push({ path, what: 'the public entries are not the beginning of what is committed to' })
  return { size: live.size, leaves, problems }
}

type Walk = { readonly problems: LogProblem[] }

async function liveLeaves(
  files: LogFiles,
  of: Walk & { size: number },
): Promise<readonly Uint8Array[] | undefined> {
  const leaves: Uint8Array[] = []
  for (let index = 0; index * tileWidth < of.size; index++) {
    const width = Math.min(tileWidth, of.size - index * tileWidth)
    const path = `${livePrefix}${tilePath(0, index, width)}`
    const bytes = await files.read(path)
    const hashes = bytes?.length === width * 32 ? decodeTile(bytes, width) : undefined
    if (hashes === undefined) {
      of.problems.push({
        path,
        what: bytes === undefined ? 'the file is missing' : 'the tile has another length',
      })
      return undefined
    }
    leaves.push(...hashes)
  }
  return leaves
}

async function rebuiltRoot(
  files: LogFiles,
  of: Walk & { leaves: readonly Uint8Array[] },
): Promise<Uint8Array> {
  const tree = startTreeRebuild({
    size: of.leaves.length,
    input: { files: { read: (path) => files.read(`${livePrefix}${path}`) } },
    report: ({ path, ...problem }) =>
      of.problems.push({ ...problem, ...(path === undefined ? {} : { path: `${livePrefix}${path}` }) }),
  })
  for (const leaf of of.leaves) await tree.append(leaf)
  return tree.finish()
}
