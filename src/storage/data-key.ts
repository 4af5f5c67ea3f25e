import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { deriveKey } from './seal-bytes.ts'
import { refused } from './storage-refusal.ts'
import { makeDirectoryDurably, syncDirectory, writeFileDurably, writeNewFile } from './write-file-durably.ts'

/** Where the key is read from: CASEBOUND_KEY_FILE when set, so that it can live apart from the data; else dataDir/key. */
const keyPath = (dataDir: string): string => process.env.CASEBOUND_KEY_FILE || join(dataDir, 'key')

const fileErrorCode = (error: unknown): unknown => (error as NodeJS.ErrnoException).code

/**
 * Reads the 32-byte data key (64 hexadecimal digits in a file; see CASEBOUND_KEY_FILE).
 * Refused KEY_MISSING, KEY_MALFORMED. The key's bytes never appear in a message.
 */
export async function loadKey(dataDir: string): Promise<Uint8Array> {
  const path = keyPath(dataDir)
  const text = await readFile(path, 'latin1').catch((error: unknown) => {
    if (fileErrorCode(error) !== 'ENOENT') throw error
    throw refused({
      code: 'KEY_MISSING',
      reason: `There is no key file at ${path}.`,
      needed: 'Create the data folder first, or name the key file in CASEBOUND_KEY_FILE.',
      evidence: { path },
    })
  })
  // A file from outside: accept exactly 64 hexadecimal digits and white space around them.
  const digits = text.trim()
  if (!/^[0-9a-f]{64}$/i.test(digits))
    throw refused({
      code: 'KEY_MALFORMED',
      reason: `The key file ${path} does not hold 64 hexadecimal digits; it has ${digits.length} characters.`,
      needed: 'Restore the key file from where you keep its copy. Without it the encrypted data is lost.',
      evidence: { path, characters: digits.length },
    })
  return new Uint8Array(Buffer.from(digits, 'hex'))
}

/** Makes a random key where loadKey looks for it, mode 0600. Refused KEY_EXISTS rather than overwrite one. */
export async function createKey(dataDir: string): Promise<Uint8Array> {
  const path = keyPath(dataDir)
  const key = randomBytes(32)
  await makeDirectoryDurably(dirname(path))
  try {
    await writeNewFile(path, { bytes: Buffer.from(`${key.toString('hex')}\n`), mode: 0o600 })
  } catch (error) {
    if (fileErrorCode(error) !== 'EEXIST') throw error
    throw refused({
      code: 'KEY_EXISTS',
      reason: `There is already a key file at ${path}.`,
      needed: 'Use it, or choose another data folder: a new key cannot open what the old one encrypted.',
      evidence: { path },
    })
  }
  await syncDirectory(dirname(path))
  return new Uint8Array(key)
}

/**
 * Compares the key with the check value in dataDir/key-check (an HMAC of a constant, which tells nothing about the
 * key); writes it on first use. Refused KEY_WRONG at start, instead of damaged photographs later.
 */
export async function checkKey(dataDir: string, key: Uint8Array): Promise<void> {
  const path = join(dataDir, 'key-check')
  const expected = createHmac('sha256', deriveKey(key, 'key-check'))
    .update('casebound key check')
    .digest('hex')
  if (!existsSync(path)) {
    if (existsSync(join(dataDir, 'blobs'))) throw checkMissing(path)
    await writeFileDurably(path, Buffer.from(`${expected}\n`))
    return
  }
  const stored = (await readFile(path, 'latin1')).trim()
  if (stored.length === expected.length && timingSafeEqual(Buffer.from(stored), Buffer.from(expected))) return
  throw refused({
    code: 'KEY_WRONG',
    reason: `The key is not the one that the data folder ${dataDir} was made with.`,
    needed: 'Use the key file that belongs to this data folder.',
    evidence: { dataDir },
  })
}

const checkMissing = (path: string) =>
  refused({
    code: 'KEY_CHECK_MISSING',
    reason: `The data folder holds encrypted files, but its key check value ${path} is gone.`,
    needed: 'Restore the file key-check from the same backup as the blobs folder.',
    evidence: { path },
  })
