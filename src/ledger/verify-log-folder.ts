import { join } from 'node:path'
import { countEntries, type LogReport, type Recount, verifyLive, verifyLog } from '../proof/index.ts'
import { checkEntry, type EntryValue } from './catalogue.ts'
import { createChain } from './chain-rules.ts'
import { filesMissing } from './ledger-refusal.ts'
import { folderFiles, readIfPresent } from './log-files.ts'

/** Where the log publishes its own verifier key. A careful reader pins one from elsewhere. */
export const vkeyPath = 'keys/log.vkey'

export type FolderReport = LogReport & {
  /** The verifier key that the checkpoint was checked with. */
  readonly vkey: string
  /** False when the key was taken from the folder itself, which proves only that the folder agrees with itself. */
  readonly vkeyPinned: boolean
  /** Entries that a delayed publication commits to under live/, the public ones among them; undefined without one. */
  readonly liveSize: number | undefined
}

export type FolderVerification = {
  readonly vkey?: string | undefined
  readonly onProgress?: ((progress: { entriesRead: number; size: number }) => void) | undefined
  /** Called with every entry that can be read, in order. */
  readonly onEntry?: ((entry: EntryValue, index: number) => void) | undefined
}

/**
 * Verifies a log from its public files alone: signature, every entry and tile re-hashed, every entry against the
 * catalogue, and the chain rules that public fields can show. Reports problems instead of throwing;
 * Refused LOG_FILES_MISSING when no key is given and the folder has none, VERIFIER_KEY_INVALID.
 */
export async function verifyLogFolder(dir: string, options: FolderVerification = {}): Promise<FolderReport> {
  const { onProgress } = options
  const vkey = options.vkey ?? (await readVkey(dir))
  const files = folderFiles(dir)
  const chain = createChain()
  const ids = new Set<string>()
  const report = await verifyLog({
    files,
    vkey,
    ...(onProgress === undefined ? {} : { onProgress }),
    checkEntry: (value, index) => {
      const checked = checkEntry(value)
      if ('fault' in checked) return checked.fault
      const { entry } = checked
      const faults = [chain.fault(entry), ids.has(entry.id) ? 'its id stands in the log twice' : undefined]
      if (index === 0 && entry.t === 'genesis' && entry.vkey !== vkey)
        faults.push('genesis names another verifier key')
      chain.add(entry, index)
      ids.add(entry.id)
      options.onEntry?.(entry, index)
      return faults.filter((fault) => fault !== undefined)
    },
  })
  const live = await verifyLive(files, { vkey, publicSize: report.size, publicRoot: report.root })
  const problemCount = report.problemCount + live.problems.length
  return {
    ...report,
    ...{ problems: [...report.problems, ...live.problems], problemCount, verified: problemCount === 0 },
    ...{ vkey, vkeyPinned: options.vkey !== undefined, liveSize: live.size },
  }
}

/** Verifies a log as verifyLogFolder does and counts it by docs/recount.md; no count where anything does not hold. */
export async function recountLogFolder(
  dir: string,
  options: Omit<FolderVerification, 'onEntry'> = {},
): Promise<{ readonly report: FolderReport; readonly recount: Recount | undefined }> {
  const count = countEntries()
  const report = await verifyLogFolder(dir, { ...options, onEntry: count.add })
  return { report, recount: report.verified ? count.recount() : undefined }
}

async function readVkey(dir: string): Promise<string> {
  const bytes = await readIfPresent(join(dir, vkeyPath))
  if (bytes === undefined) throw filesMissing(vkeyPath)
  return Buffer.from(bytes).toString('utf8').trim()
}
