import { join } from 'node:path'
import { type LogRecounting, type RecountedLog, recountLog, type TrustPolicy } from '../proof/index.ts'
import { readIfPresent } from '../storage/index.ts'
import { checkEntry } from './catalogue.ts'
import { filesMissing } from './ledger-refusal.ts'
import { folderFiles } from './log-files.ts'

/** Where the log publishes its own verifier key. A careful reader pins one from elsewhere. */
export const vkeyPath = 'keys/log.vkey'

export type FolderReport = RecountedLog['report'] & {
  /** The verifier key that the checkpoint was checked with. */
  readonly vkey: string
  /** False when the key was taken from the folder itself, which proves only that the folder agrees with itself. */
  readonly vkeyPinned: boolean
}

export type FolderVerification = {
  readonly vkey?: string | undefined
  /** Whose cosignatures are asked for; the policy in the folder unless given. */
  readonly policy?: TrustPolicy | undefined
  readonly onProgress?: LogRecounting['onProgress'] | undefined
  readonly onEntry?: LogRecounting['onEntry'] | undefined
  readonly besideLog?: boolean | undefined
}

/**
 * Verifies a log from its public files alone: signature, every entry and tile re-hashed, every entry against the
 * catalogue, the chain rules that public fields can show, and what lies under live/. Reports problems instead of throwing;
 * Refused LOG_FILES_MISSING when no key is given and the folder has none, VERIFIER_KEY_INVALID.
 */
export const verifyLogFolder = async (dir: string, options: FolderVerification = {}): Promise<FolderReport> =>
  (await recountLogFolder(dir, options)).report

/** Verifies a log as verifyLogFolder does and counts it by docs/recount.md; no count where anything does not hold. */
export async function recountLogFolder(
  dir: string,
  options: FolderVerification = {},
): Promise<Omit<RecountedLog, 'report'> & { readonly report: FolderReport }> {
  const { onProgress, onEntry, policy, besideLog = true } = options
  const vkey = options.vkey ?? (await readVkey(dir))
  const { report, ...counted } = await recountLog({
    ...{ files: folderFiles(dir), vkey, policy, besideLog },
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(onEntry === undefined ? {} : { onEntry }),
    checkEntry: (value) => {
      const checked = checkEntry(value)
      return 'fault' in checked ? checked.fault : undefined
    },
  })
  return { report: { ...report, vkey, vkeyPinned: options.vkey !== undefined }, ...counted }
}

async function readVkey(dir: string): Promise<string> {
  const bytes = await readIfPresent(join(dir, vkeyPath))
  if (bytes === undefined) throw filesMissing(vkeyPath)
  return Buffer.from(bytes).toString('utf8').trim()
}
