import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

/** Makes renames, new names and removals in this directory survive a power cut. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/** Writes a file that must not exist yet and flushes its bytes to the disk (not yet its name: sync the directory). */
export async function writeNewFile(
  path: string,
  content: { bytes: Uint8Array; mode: number },
): Promise<void> {
  const file = await open(path, 'wx', content.mode)
  try {
    await file.writeFile(content.bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/**
 * Puts `bytes` at `path` so that after a crash or power cut the file holds either the old bytes or the new, whole.
 * Temporary file beside it, fsync, rename over, fsync of the directory. The directory must exist.
 */
export async function writeFileDurably(
  path: string,
  bytes: Uint8Array,
  options: { mode?: number } = {},
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await writeNewFile(temporary, { bytes, mode: options.mode ?? 0o644 })
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncDirectory(dirname(path))
}

/** Creates a directory with its parents; flushes each new name. */
export async function makeDirectoryDurably(path: string): Promise<void> {
  const firstMade = await mkdir(path, { recursive: true, mode: 0o700 })
  if (firstMade === undefined) return
  for (let made = path; ; made = dirname(made)) {
    await syncDirectory(dirname(made))
    if (made === firstMade || made === dirname(made)) return
  }
}

/** Flushes every file and directory below `root`, for trees written by code that does not flush. */
export async function syncTree(root: string): Promise<void> {
  for (const entry of await readdir(root, { withFileTypes: true })) {
    const path = join(root, entry.name)
    if (entry.isDirectory()) await syncTree(path)
    else if (entry.isFile()) await syncDirectory(path)
  }
  await syncDirectory(root)
}
