import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  decodeEntryBundle,
  entryBundlePath,
  liveWitnessesPath,
  tileWidth,
  toBase64,
  trustPolicyPath,
} from '../proof/index.ts'
import { filesMissing } from './ledger-refusal.ts'
import { folderFiles, widestPiece, writePublicFile } from './log-files.ts'
import { readEntry } from './read-entry.ts'
import { policyTextPath } from './witness-policy.ts'

type Named = { readonly index: number; readonly entry: Uint8Array; readonly sha256: string }

/**
 * Publishes the witness policy that was in force in the state that is shown, with, while the entry that names it is committed to and not
 * public yet, that entry: so everybody can hold the policy against the log on the first day. It tells nothing of any search.
 * Refused LOG_FILES_MISSING.
 */
export async function showWitnesses(
  logDir: string,
  of: { readonly into: string; readonly publicSize: number; readonly liveSize: number },
): Promise<void> {
  const named = await newestNamed(logDir, of.liveSize)
  if (named !== undefined) {
    const path = policyTextPath(named.sha256)
    const bytes = await folderFiles(logDir).read(path)
    if (bytes === undefined) throw filesMissing(path)
    await writePublicFile(of.into, { path: trustPolicyPath, bytes })
  }
  if (named === undefined || named.index < of.publicSize)
    return rm(join(of.into, liveWitnessesPath), { force: true })
  const shown = JSON.stringify({ index: named.index, entry: toBase64(named.entry) })
  await writePublicFile(of.into, { path: liveWitnessesPath, bytes: new TextEncoder().encode(`${shown}\n`) })
}

/** The newest entry `witnesses` among the first so many entries. */
async function newestNamed(logDir: string, size: number): Promise<Named | undefined> {
  for (let bundle = Math.ceil(size / tileWidth) - 1; bundle >= 0; bundle--) {
    const width = Math.min(tileWidth, size - bundle * tileWidth)
    const wide = await widestPiece(logDir, { width, pathOf: (at) => entryBundlePath(bundle, at) })
    const entries = decodeEntryBundle(wide.bytes, wide.width).slice(0, width)
    for (const [at, entry] of [...entries.entries()].reverse()) {
      // Canonical entries say their type in no other way, and most are not worth reading.
      if (!Buffer.from(entry).includes('"t":"witnesses"')) continue
      const read = readEntry(entry)
      if ('entry' in read && read.entry.t === 'witnesses')
        return { index: bundle * tileWidth + at, entry, sha256: String(read.entry.sha256) }
    }
  }
  return undefined
}
