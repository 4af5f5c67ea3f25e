import { type CanonicalValue, isRefused } from '../kernel/index.ts'
import { sameBytes } from './bytes.ts'
import { type Checkpoint, type CheckpointTrust, type OpenedCheckpoint, openCheckpoint } from './checkpoint.ts'
import { decodeEntryBundle } from './entry-bundle.ts'
import { leafHash } from './merkle-hash.ts'
import { readEntry } from './read-entry.ts'
import { inWords } from './refuse.ts'
import { decodeTile, type LogFiles } from './tile.ts'
import { entryBundlePath, tilePath, tileWidth } from './tile-path.ts'
import { startTreeRebuild } from './tree-rebuild.ts'
import { parseVerifierKey, type VerifierKey } from './verifier-key.ts'

const maxProblems = 1000

/** One thing that is wrong: at which entry, in which file, in plain words. */
export type LogProblem = { readonly index?: number; readonly path?: string; readonly what: string }

/**
 * A reader's own rules for entries (schemas, references). Called for each readable entry in order, and what it needs of earlier ones it
 * remembers itself: a log of a million entries does not fit into memory. Answers what is wrong, or nothing.
 */
export type EntryCheck = (value: CanonicalValue, index: number) => string | readonly string[] | undefined

export type LogVerification = Omit<CheckpointTrust, 'keys'> & {
  readonly files: LogFiles
  /** The log's verifier key line, from a source other than the log itself. */
  readonly vkey: string
  /** Further keys of the same log that are trusted with it; readLogKeys gives them. */
  readonly moreKeys?: readonly VerifierKey[]
  readonly checkEntry?: EntryCheck
  readonly onProgress?: (progress: { readonly entriesRead: number; readonly size: number }) => void
}

/** What the files of a log show. Only when `verified` is true may the rest be believed. */
export type LogReport = {
  /** True when there is no problem at all. */
  readonly verified: boolean
  /** Entries that the checkpoint signs for; 0 when there is no checkpoint to believe. */
  readonly size: number
  /** Root recomputed from the entries, 32 bytes; undefined when they could not all be read. */
  readonly root: Uint8Array | undefined
  readonly checkpoint: OpenedCheckpoint | undefined
  /** Readable entries by their member `t`. */
  readonly countsByType: Readonly<Record<string, number>>
  /** The first 1,000; `problemCount` counts them all. */
  readonly problems: readonly LogProblem[]
  readonly problemCount: number
}

type Run = {
  readonly size: number
  readonly input: LogVerification
  readonly report: (problem: LogProblem) => void
  readonly counts: Map<string, number>
}

/**
 * Verifies a whole log from its files alone: the checkpoint's signature (and quorum), every entry re-hashed,
 * bundle lengths exact, every tile of every level recomputed up to the signed root, every entry canonical, and
 * the caller's own rules. Throws only when `vkey` is malformed (Refused) or reading fails.
 */
export async function verifyLog(input: LogVerification): Promise<LogReport> {
  const key = parseVerifierKey(input.vkey)
  const problems: LogProblem[] = []
  let problemCount = 0
  const report = (problem: LogProblem) => {
    if (problemCount++ < maxProblems) problems.push(problem)
  }
  const counts = new Map<string, number>()
  const { files, vkey: _, moreKeys = [], checkEntry: __, onProgress: ___, ...trust } = input
  const note = await files.read('checkpoint')
  const checkpoint = await attempt(report, { path: 'checkpoint' }, () =>
    note === undefined ? undefined : openCheckpoint(note, { ...trust, keys: [key, ...moreKeys] }),
  )
  if (note === undefined) report({ path: 'checkpoint', what: 'the file is missing' })
  let root: Uint8Array | undefined
  if (checkpoint !== undefined)
    root = await readEntries({ size: checkpoint.size, input, report, counts }, checkpoint)
  return {
    verified: problemCount === 0,
    size: checkpoint?.size ?? 0,
    root,
    checkpoint,
    countsByType: Object.fromEntries(counts),
    problems,
    problemCount,
  }
}

/** Walks all bundles, rebuilding the tree beside; gives the recomputed root. */
async function readEntries(run: Run, { size, rootHash }: Checkpoint): Promise<Uint8Array | undefined> {
  const tree = startTreeRebuild(run)
  for (let index = 0; index * tileWidth < size; index++) {
    const width = Math.min(tileWidth, size - index * tileWidth)
    const entries = await readBundle(run, { index, width })
    if (entries !== undefined) checkEntries(run, { entries, firstIndex: index * tileWidth })
    // Where a bundle cannot be read, the tile's hashes still let the rest of the tree be checked.
    const hashes = entries?.map(leafHash) ?? (await readLeafTile(run, { index, width }))
    if (hashes === undefined) {
      run.report({
        what: `stopped at entry ${index * tileWidth}: neither its bundle nor its tile can be read`,
      })
      return undefined
    }
    for (const hash of hashes) await tree.append(hash)
    run.input.onProgress?.({ entriesRead: index * tileWidth + width, size })
  }
  const root = await tree.finish()
  if (!sameBytes(root, rootHash))
    run.report({ path: 'checkpoint', what: 'the root of the entries is not the signed root' })
  return root
}

type Piece = { readonly index: number; readonly width: number }

async function readBundle(run: Run, { index, width }: Piece): Promise<readonly Uint8Array[] | undefined> {
  const path = entryBundlePath(index, width)
  const bytes = await run.input.files.read(path)
  if (bytes !== undefined) return attempt(run.report, { path }, () => decodeEntryBundle(bytes, width))
  // A log may remove a partial bundle once the full one is there.
  const full = width < tileWidth ? await run.input.files.read(entryBundlePath(index)) : undefined
  if (full === undefined) run.report({ path, what: 'the file is missing' })
  else
    return attempt(run.report, { path: entryBundlePath(index) }, () =>
      decodeEntryBundle(full, tileWidth).slice(0, width),
    )
  return undefined
}

/** Its faults are reported where the tree is rebuilt; here it only stands in for an unreadable bundle. */
async function readLeafTile(run: Run, { index, width }: Piece): Promise<readonly Uint8Array[] | undefined> {
  const bytes = await run.input.files.read(tilePath(0, index, width))
  return bytes === undefined
    ? undefined
    : attempt(
        () => undefined,
        {},
        () => decodeTile(bytes, width),
      )
}

type Entries = { readonly entries: readonly Uint8Array[]; readonly firstIndex: number }

function checkEntries(run: Run, { entries, firstIndex }: Entries): void {
  for (const [at, entry] of entries.entries()) {
    const index = firstIndex + at
    const read = readEntry(entry)
    if ('fault' in read) {
      run.report({ index, what: read.fault })
      continue
    }
    run.counts.set(read.type, (run.counts.get(read.type) ?? 0) + 1)
    const { checkEntry } = run.input
    if (checkEntry === undefined) continue
    const faults = checkEntry(read.value, index)
    for (const what of typeof faults === 'string' ? [faults] : (faults ?? [])) run.report({ index, what })
  }
}

/** Runs a reader of bytes from outside; its refusal becomes a problem. */
async function attempt<T>(
  report: (problem: LogProblem) => void,
  where: Omit<LogProblem, 'what'>,
  read: () => T | Promise<T>,
): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (!isRefused(error)) throw error
    report({ ...where, what: inWords(error) })
    return undefined
  }
}
