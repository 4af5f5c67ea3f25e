import { isRefused } from '../../kernel/index.ts'
import type { ReadNode } from '../build-proof.ts'
import { hexOf } from '../bytes.ts'
import { foldRight } from '../compact-range.ts'
import { type LogFiles, tileNodeReader } from '../tile.ts'
import type { LogProblem } from '../verify-log.ts'

/** What the draw of an audit says of its seed: the root of the tree of the first `at` entries. */
export type RecordedSeed = { readonly index: number; readonly at: number; readonly seed: string }

/**
 * Holds each seed against the tree itself. `files` are those of a log that was verified, so that its tiles are the tree; a few of them are read
 * for each draw. That `at` lies between announcement and draw is a rule of the entries.
 */
export async function checkSeeds(
  files: LogFiles,
  of: { readonly size: number; readonly seeds: readonly RecordedSeed[] },
): Promise<readonly LogProblem[]> {
  const problems: LogProblem[] = []
  const readNode = tileNodeReader(files, of.size)
  for (const { index, at, seed } of of.seeds) {
    const root = await rootAt(readNode, at).catch((error: unknown) => {
      if (!isRefused(error)) throw error
      return undefined
    })
    if (root === undefined || hexOf(root) !== seed)
      problems.push({ index, what: `its seed is not the root of the first ${at} entries` })
  }
  return problems
}

/** Root of the tree of the first `size` leaves, from the complete subtrees that they fall into. */
async function rootAt(readNode: ReadNode, size: number): Promise<Uint8Array> {
  const nodes: Uint8Array[] = []
  let start = 0
  // No bit operators: they cut numbers to 32 bits.
  for (let level = Math.floor(Math.log2(size)); level >= 0; level--) {
    const span = 2 ** level
    if (start + span > size) continue
    nodes.push(await readNode(level, start / span))
    start += span
  }
  return foldRight(nodes)
}
