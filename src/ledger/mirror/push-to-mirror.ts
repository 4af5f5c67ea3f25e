import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { openCheckpoint, rangeRoot, sameBytes, tileNodeReader, type VerifierKey } from '../../proof/index.ts'
import { readIfPresent } from '../../storage/index.ts'
import { besideTree } from '../beside-tree.ts'
import { rangeFromTiles } from '../grow-tree.ts'
import { filesMissing } from '../ledger-refusal.ts'
import { folderFiles, removePartials, writePublicFile } from '../log-files.ts'
import { entryFiles, tileFiles } from '../tree-files.ts'
import { lookAtMirror, type MirrorView, type OwnLog } from './look-at-mirror.ts'
import { isAddress, type Mirror } from './mirror-list.ts'

/** The published state of a log folder, as mirrors are compared with it. Refused LOG_FILES_MISSING, and what openCheckpoint refuses. */
export async function ownLog(
  logDir: string,
  keys: readonly VerifierKey[],
): Promise<OwnLog & { readonly note: Uint8Array }> {
  const note = await readIfPresent(join(logDir, 'checkpoint'))
  if (note === undefined) throw filesMissing('checkpoint')
  const { size, rootHash } = await openCheckpoint(note, { keys })
  const readNode = tileNodeReader(folderFiles(logDir), size)
  const rootAt = async (older: number) =>
    older === size ? rootHash : rangeRoot(await rangeFromTiles(readNode, older))
  return { keys, size, rootAt, note }
}

export type Pushed = MirrorView & { readonly filesWritten: number }

/**
 * Brings a folder that is the beginning of this log up to its published state: what is new of the tree, then the checkpoint, each
 * durable. A mirror that is read over HTTP, cannot be reached, or holds anything else is left as it is; the view says which. Its folder is
 * never made here: a disk that is not there must not be taken for an empty one.
 */
export async function pushToMirror(
  mirror: Mirror,
  of: { readonly logDir: string; readonly keys: readonly VerifierKey[] },
): Promise<Pushed> {
  const { logDir, keys } = of
  const log = await ownLog(logDir, keys)
  const before = await lookAtMirror(mirror, log)
  const fit = ['same', 'behind', 'empty'].includes(before.shows)
  if (isAddress(mirror) || !fit) return { ...before, filesWritten: 0 }
  try {
    const filesWritten = await write(mirror.place, { logDir, log, from: before.size ?? 0 })
    return { ...(await lookAtMirror(mirror, log)), filesWritten }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException
    const there = await stat(mirror.place).catch(() => undefined)
    // Our own files are read first and named by a refusal; what the system says is of the mirror's disk.
    if (code === undefined || syscall === undefined) throw error
    const words = there === undefined ? 'its folder went away' : `it could not be written (${code})`
    return { ...before, shows: 'out', words, filesWritten: 0 }
  }
}

async function write(
  into: string,
  of: { logDir: string; log: Awaited<ReturnType<typeof ownLog>>; from: number },
): Promise<number> {
  const { logDir, log, from } = of
  const grown = { from, to: log.size }
  const files = [...entryFiles(logDir, grown), ...tileFiles(logDir, { ...grown, prefix: '' })]
  for (const { path, bytes } of files) await writePublicFile(into, { path, bytes: await bytes() })
  let written = files.length
  const checkpoint = { path: 'checkpoint', bytes: log.note }
  for (const file of [...(await besideTree(logDir)), checkpoint]) {
    const there = await readIfPresent(join(into, file.path))
    if (there !== undefined && sameBytes(there, file.bytes)) continue
    await writePublicFile(into, file)
    written++
  }
  const full = files.map(({ path }) => path).filter((path) => !path.includes('.p/'))
  await removePartials(into, full)
  return written
}
