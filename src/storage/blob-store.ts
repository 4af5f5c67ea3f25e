import { createHash, randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { assert, isRefused, newId } from '../kernel/index.ts'
import { deriveKey, openBytes, sealBytes } from './seal-bytes.ts'
import { refused } from './storage-refusal.ts'
import { makeDirectoryDurably, syncDirectory, writeNewFile } from './write-file-durably.ts'

/**
 * Encrypted files: photographs, probes, lead sheets. One blob is written once and never changed.
 * `sha256` is the lower-case hex digest of the plain bytes. get: Refused BLOB_MISSING, BLOB_DAMAGED.
 */
export type BlobStore = {
  put(bytes: Uint8Array): Promise<{ blobId: string; sha256: string }>
  get(blobId: string): Promise<Uint8Array>
  /** Overwrites the file with random bytes, then removes it; nothing happens when it is gone already. */
  erase(blobId: string): Promise<void>
  has(blobId: string): Promise<boolean>
}

const abandonedAfterMs = 60 * 60 * 1000

/** Opens the blob folder dataDir/blobs; clears away temporary files that a crash left an hour ago or earlier. */
export async function openBlobStore(dataDir: string, key: Uint8Array): Promise<BlobStore> {
  const root = join(dataDir, 'blobs')
  const temporary = join(root, 'tmp')
  const blobKey = deriveKey(key, 'blobs')
  await makeDirectoryDurably(temporary)
  await clearAbandoned(temporary)
  return {
    put: (bytes) => putBlob(bytes, { root, temporary, blobKey }),
    get: (blobId) => getBlob(blobId, { path: pathOf(root, blobId), blobKey }),
    erase: (blobId) => eraseBlob(pathOf(root, blobId)),
    has: async (blobId) => (await sizeOf(pathOf(root, blobId))) !== undefined,
  }
}

function pathOf(root: string, blobId: string): string {
  // Ids are made by put; the check keeps a damaged row from naming a file outside the folder.
  assert(/^[A-Za-z0-9_-]{22}$/.test(blobId), 'a blob id of 22 base64url characters')
  return join(root, blobId.slice(0, 2), blobId)
}

async function putBlob(
  bytes: Uint8Array,
  place: { root: string; temporary: string; blobKey: Uint8Array },
): Promise<{ blobId: string; sha256: string }> {
  const blobId = newId<string>()
  const path = pathOf(place.root, blobId)
  const shard = join(place.root, blobId.slice(0, 2))
  const temporary = join(place.temporary, blobId)
  const sealed = sealBytes(place.blobKey, { plain: bytes, boundTo: blobId })
  try {
    await writeNewFile(temporary, { bytes: sealed, mode: 0o600 })
    if ((await mkdir(shard, { recursive: true, mode: 0o700 })) !== undefined) await syncDirectory(place.root)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  await syncDirectory(shard)
  return { blobId, sha256: createHash('sha256').update(bytes).digest('hex') }
}

async function getBlob(blobId: string, place: { path: string; blobKey: Uint8Array }): Promise<Uint8Array> {
  const sealed = await readFile(place.path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    throw refused({
      code: 'BLOB_MISSING',
      reason: `The encrypted file ${blobId} is not in the data folder.`,
      needed: 'If it was not erased on purpose, restore it from a backup.',
      evidence: { blobId },
    })
  })
  try {
    return openBytes(place.blobKey, { sealed, boundTo: blobId })
  } catch (error) {
    if (!isRefused(error)) throw error
    throw refused({
      code: 'BLOB_DAMAGED',
      reason: `The encrypted file ${blobId} (${sealed.length} bytes) was changed since it was written.`,
      needed: 'Restore the file from a backup, and find out who or what changed it.',
      evidence: { blobId, sealedBytes: sealed.length },
    })
  }
}

async function eraseBlob(path: string): Promise<void> {
  const sizeBytes = await sizeOf(path)
  if (sizeBytes === undefined) return
  const file = await open(path, 'r+')
  try {
    const pieceBytes = 1 << 20
    for (let at = 0; at < sizeBytes; at += pieceBytes)
      await file.write(randomBytes(Math.min(pieceBytes, sizeBytes - at)), 0, undefined, at)
    await file.sync()
  } finally {
    await file.close()
  }
  await unlink(path)
  await syncDirectory(join(path, '..'))
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function clearAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const age = Date.now() - (await stat(path)).mtimeMs
    if (age > abandonedAfterMs) await rm(path, { force: true })
  }
}
