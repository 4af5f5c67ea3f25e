import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type LogFiles, tileWidth } from '../proof/index.ts'
import { readIfPresent, writeFileDurably } from '../storage/index.ts'
import { filesMissing } from './ledger-refusal.ts'

/** A log folder on this disk, as src/proof reads logs. */
export const folderFiles = (logDir: string): LogFiles => ({
  read: (path) => readIfPresent(join(logDir, path)),
})

/** Puts a public file below the log folder, durably; makes its directories first. */
export async function writePublicFile(
  logDir: string,
  file: { path: string; bytes: Uint8Array },
): Promise<void> {
  const path = join(logDir, file.path)
  await makePublicDirectory(dirname(path))
  await writeFileDurably(path, file.bytes)
}

/** The log folder is for the world to read, so its directories are open, unlike those that storage makes. */
export async function makePublicDirectory(path: string): Promise<void> {
  const firstMade = await mkdir(path, { recursive: true, mode: 0o755 })
  if (firstMade === undefined) return
  for (let made = path; ; made = dirname(made)) {
    await syncDirectory(dirname(made))
    if (made === firstMade || made === dirname(made)) return
  }
}

async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Removes temporary files that a crash left behind; nothing else in the log folder is ever removed at start. */
export async function clearTemporaryFiles(logDir: string): Promise<void> {
  for (const entry of await readdir(logDir, { withFileTypes: true })) {
    const path = join(logDir, entry.name)
    if (entry.isDirectory()) await clearTemporaryFiles(path)
    else if (entry.name.startsWith('.') && entry.name.endsWith('.tmp')) await rm(path, { force: true })
  }
}

/** Removes the partial files of tiles that are full now; C2SP tlog-tiles allows it, readers take the full file. */
export async function removePartials(logDir: string, fullPaths: readonly string[]): Promise<void> {
  for (const path of fullPaths) await rm(join(logDir, `${path}.p`), { recursive: true, force: true })
}

/** A piece of at least this width: the log has grown since, and its partial files give way to fuller ones. Refused LOG_FILES_MISSING. */
export async function widestPiece(
  logDir: string,
  of: { readonly width: number; readonly pathOf: (width: number) => string },
): Promise<{ readonly bytes: Uint8Array; readonly width: number }> {
  const files = folderFiles(logDir)
  for (let width = of.width; width <= tileWidth; width++) {
    const bytes = await files.read(of.pathOf(width))
    if (bytes !== undefined) return { bytes, width }
  }
  throw filesMissing(of.pathOf(of.width))
}
