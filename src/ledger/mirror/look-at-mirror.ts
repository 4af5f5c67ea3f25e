import { isRefused } from '../../kernel/index.ts'
import { livePrefix, openCheckpoint, sameBytes, type VerifierKey } from '../../proof/index.ts'
import { MirrorOut, mirrorFiles } from './mirror-files.ts'
import type { Mirror } from './mirror-list.ts'

/** The log that a mirror is compared with. */
export type OwnLog = {
  readonly keys: readonly VerifierKey[]
  readonly size: number
  /** Root of the log at its own or a smaller size. */
  readonly rootAt: (size: number) => Promise<Uint8Array>
}

/** How a mirror stands to the log. */
export type MirrorView = Mirror & {
  /**
   * `behind` is the beginning of this log, which is no fault; `empty` holds no checkpoint yet. `false` shows what the key of this log did
   * not sign, `out` cannot be asked. `ahead` and `forked` are signed by the log's own key and contradict it.
   */
  readonly shows: 'same' | 'behind' | 'empty' | 'false' | 'out' | 'ahead' | 'forked'
  /** Entries that it commits to. */
  readonly size: number | undefined
  readonly words: string
  /** What it shows, verbatim, where that contradicts the log. */
  readonly evidence: string | undefined
}

export const mirrorTimeoutMs = 5_000

/** Asks a mirror for its checkpoints and compares the newest with the log. Never throws for what a mirror does. */
export async function lookAtMirror(mirror: Mirror, log: OwnLog): Promise<MirrorView> {
  const said = (view: Omit<MirrorView, 'name' | 'place'>): MirrorView => ({ ...mirror, ...view })
  const nothing = { size: undefined, evidence: undefined }
  try {
    const shown = await newestShown(mirror, log.keys)
    if (shown === undefined) return said({ shows: 'empty', words: 'holds no checkpoint yet', ...nothing })
    const { size, rootHash, note } = shown
    const entries = `${size.toLocaleString('en-US')} entries`
    if (size > log.size) {
      const words = `holds ${entries} signed by the key of this log, which itself has ${log.size.toLocaleString('en-US')}`
      return said({ shows: 'ahead', size, words, evidence: note })
    }
    if (!sameBytes(await log.rootAt(size), rootHash)) {
      const words = `holds another history of ${entries}, signed by the key of this log`
      return said({ shows: 'forked', size, words, evidence: note })
    }
    if (size === log.size)
      return said({ shows: 'same', size, words: `holds the same ${entries}`, evidence: undefined })
    const words = `holds the first ${entries}, ${(log.size - size).toLocaleString('en-US')} fewer than the log`
    return said({ shows: 'behind', size, words, evidence: undefined })
  } catch (error) {
    if (error instanceof MirrorOut) return said({ shows: 'out', words: error.message, ...nothing })
    if (!isRefused(error)) throw error
    return said({
      shows: 'false',
      words: `shows a checkpoint that the key of this log did not sign: ${error.reason}`,
      ...nothing,
    })
  }
}

/** The larger of the checkpoint whose entries it holds and, on a delayed publication, the one that commits to more. */
async function newestShown(mirror: Mirror, keys: readonly VerifierKey[]) {
  const files = mirrorFiles(mirror, mirrorTimeoutMs)
  const shown = []
  for (const path of ['checkpoint', `${livePrefix}checkpoint`]) {
    const bytes = await files.read(path)
    if (bytes === undefined) continue
    shown.push({ ...(await openCheckpoint(bytes, { keys })), note: Buffer.from(bytes).toString('utf8') })
  }
  return shown.toSorted((one, other) => other.size - one.size)[0]
}
