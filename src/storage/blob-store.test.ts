import { createHash, randomBytes } from 'node:crypto'
import { copyFile, mkdtemp, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../kernel/index.ts'
import { type BlobStore, openBlobStore } from './blob-store.ts'

const key = new Uint8Array(32).fill(5)
let dataDir: string
let blobs: BlobStore
const pathOf = (blobId: string): string => join(dataDir, 'blobs', blobId.slice(0, 2), blobId)

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'casebound-blobs-'))
  blobs = await openBlobStore(dataDir, key)
})
afterEach(() => rm(dataDir, { recursive: true }))

test('a blob comes back whole, with the digest of its plain bytes', async () => {
  const bytes = new Uint8Array(randomBytes(100_000))
  const { blobId, sha256 } = await blobs.put(bytes)
  expect(await blobs.get(blobId)).toEqual(bytes)
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  expect(await blobs.has(blobId)).toBe(true)
  expect((await blobs.put(bytes)).blobId).not.toBe(blobId)
})

test('an empty blob is a blob', async () => {
  const { blobId } = await blobs.put(new Uint8Array(0))
  expect(await blobs.get(blobId)).toEqual(new Uint8Array(0))
})

test('on the disk nothing of the content is readable, and only the owner may read', async () => {
  const { blobId } = await blobs.put(Buffer.from('a face, a face, a face, a face'))
  expect((await readFile(pathOf(blobId))).includes('face')).toBe(false)
  expect((await stat(pathOf(blobId))).mode & 0o777).toBe(0o600)
  expect(await readdir(join(dataDir, 'blobs', 'tmp'))).toEqual([])
})

test.each([
  ['nonce', 0],
  ['content', 20],
  ['tag', -1],
])('one flipped bit in the %s is refused as damage', async (_part, offset) => {
  const { blobId } = await blobs.put(new Uint8Array(50))
  const bytes = await readFile(pathOf(blobId))
  const at = offset < 0 ? bytes.length + offset : offset
  bytes[at] = (bytes[at] ?? 0) ^ 4
  await writeFile(pathOf(blobId), bytes)
  await expect(blobs.get(blobId)).rejects.toMatchObject({ code: 'BLOB_DAMAGED', evidence: { blobId } })
})

test('a file put in the place of another is refused as damage', async () => {
  const [one, other] = [await blobs.put(new Uint8Array([1])), await blobs.put(new Uint8Array([2]))]
  await copyFile(pathOf(one.blobId), pathOf(other.blobId))
  await expect(blobs.get(other.blobId)).rejects.toMatchObject({ code: 'BLOB_DAMAGED' })
})

test('a file that is not there is refused as missing', async () => {
  await expect(blobs.get(newId())).rejects.toMatchObject({ code: 'BLOB_MISSING' })
})

test('erasing overwrites the bytes before the name goes, and may be repeated', async () => {
  const { blobId } = await blobs.put(new Uint8Array(randomBytes(3_000_000)))
  const before = await readFile(pathOf(blobId))
  const stillOpen = await open(pathOf(blobId), 'r')
  await blobs.erase(blobId)
  const after = await stillOpen.readFile()
  await stillOpen.close()
  expect(after).toHaveLength(before.length)
  const same = after.reduce((count, byte, at) => count + (byte === before[at] ? 1 : 0), 0)
  // Random bytes agree with the old ones once in 256.
  expect(same / before.length).toBeLessThan(0.006)
  expect(await blobs.has(blobId)).toBe(false)
  await expect(blobs.get(blobId)).rejects.toMatchObject({ code: 'BLOB_MISSING' })
  await blobs.erase(blobId)
})

test.each(['../../../../etc/passwd', '', 'x'.repeat(21), `${'x'.repeat(20)}/x`, 'tmp'])(
  'a name that is no blob id never reaches the disk: %j',
  async (name) => {
    await expect(async () => await blobs.get(name)).rejects.toThrow('invariant broken')
    await expect(async () => await blobs.erase(name)).rejects.toThrow('invariant broken')
  },
)

test('what a crash left half written is cleared away, what is being written now is not', async () => {
  const [old, fresh] = [join(dataDir, 'blobs', 'tmp', 'old'), join(dataDir, 'blobs', 'tmp', 'fresh')]
  await writeFile(old, 'x')
  await writeFile(fresh, 'x')
  const twoHoursAgo = new Date(Date.now() - 7_200_000)
  await utimes(old, twoHoursAgo, twoHoursAgo)
  await openBlobStore(dataDir, key)
  expect(await readdir(join(dataDir, 'blobs', 'tmp'))).toEqual(['fresh'])
})
