import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { checkKey, createKey, loadKey } from './data-key.ts'

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'casebound-key-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(dataDir, { recursive: true })
})

test('a made key is 32 random bytes in a file that only its owner reads, and loads again', async () => {
  const key = await createKey(dataDir)
  expect(key).toHaveLength(32)
  expect(await loadKey(dataDir)).toEqual(key)
  expect((await stat(join(dataDir, 'key'))).mode & 0o777).toBe(0o600)
  const other = await mkdtemp(join(tmpdir(), 'casebound-key-'))
  expect(await createKey(other)).not.toEqual(key)
  await rm(other, { recursive: true })
})

test('a key is never overwritten', async () => {
  const key = await createKey(dataDir)
  await expect(createKey(dataDir)).rejects.toMatchObject({ code: 'KEY_EXISTS' })
  expect(await loadKey(dataDir)).toEqual(key)
})

test('CASEBOUND_KEY_FILE keeps the key apart from the data', async () => {
  const path = join(dataDir, 'elsewhere', 'casebound.key')
  vi.stubEnv('CASEBOUND_KEY_FILE', path)
  const key = await createKey(join(dataDir, 'data'))
  expect(await readFile(path, 'latin1')).toBe(`${Buffer.from(key).toString('hex')}\n`)
  expect(await loadKey(join(dataDir, 'data'))).toEqual(key)
})

test('without a key file the refusal names the path', async () => {
  const path = join(dataDir, 'key')
  await expect(loadKey(dataDir)).rejects.toMatchObject({ code: 'KEY_MISSING', evidence: { path } })
})

test.each([
  ['empty', ''],
  ['short', 'ab'.repeat(31)],
  ['long', 'ab'.repeat(33)],
  ['not hexadecimal', 'xy'.repeat(32)],
  ['two lines', `${'ab'.repeat(16)}\n${'ab'.repeat(16)}`],
])('a key file that is %s is refused without showing its content', async (_name, text) => {
  await writeFile(join(dataDir, 'key'), text)
  const error = await loadKey(dataDir).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'KEY_MALFORMED' })
  expect(JSON.stringify(error)).not.toMatch(/abab|xyxy/)
})

test('another key is told at the start, and the check value tells nothing about the key', async () => {
  const key = await createKey(dataDir)
  await checkKey(dataDir, key)
  await checkKey(dataDir, key)
  await expect(
    checkKey(
      dataDir,
      key.map((byte) => byte ^ 1),
    ),
  ).rejects.toMatchObject({ code: 'KEY_WRONG' })
  expect(await readFile(join(dataDir, 'key-check'), 'latin1')).not.toContain(Buffer.from(key).toString('hex'))
})

test('a damaged check value is refused as a wrong key', async () => {
  const key = await createKey(dataDir)
  await writeFile(join(dataDir, 'key-check'), 'short')
  await expect(checkKey(dataDir, key)).rejects.toMatchObject({ code: 'KEY_WRONG' })
})

test('a lost check value beside encrypted files is not silently made anew', async () => {
  const key = await createKey(dataDir)
  await mkdir(join(dataDir, 'blobs'))
  await expect(checkKey(dataDir, key)).rejects.toMatchObject({ code: 'KEY_CHECK_MISSING' })
})

test('a folder that cannot be read is an outage, not a missing key', async () => {
  await writeFile(join(dataDir, 'file'), '')
  await chmod(join(dataDir, 'file'), 0o600)
  await expect(loadKey(join(dataDir, 'file'))).rejects.toMatchObject({ code: 'ENOTDIR' })
})
