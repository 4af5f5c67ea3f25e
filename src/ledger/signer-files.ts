import { generateKeyPairSync } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, fromBase64url, toBase64url } from '../kernel/index.ts'
import { emptyRoot, mostKeys } from '../proof/index.ts'
import { readIfPresent, writeFileDurably } from '../storage/index.ts'
import { refused } from './ledger-refusal.ts'

/** The last checkpoint that the signer signed; size 0 before the first. */
export type SignerMemory = { readonly origin: string; readonly size: number; readonly root: Uint8Array }

/** The first key has no number in its name. */
const keyPath = (signerDir: string, n = 1): string =>
  join(signerDir, n === 1 ? 'log-key.pem' : `log-key-${n}.pem`)
/** The note that announces a later key. */
const notePath = (signerDir: string, n: number): string => join(signerDir, `log-key-${n}.note`)
/** Where the signer's process marks that the key is held. */
export const signerSeat = (signerDir: string): string => join(signerDir, 'process')

const memoryPath = (signerDir: string): string => join(signerDir, 'signed.json')

/** Makes the key pair of a new log, once: what is there already stays. Key and memory are readable by the owner only. */
export async function createSignerFiles(signerDir: string, origin: string): Promise<void> {
  await mkdir(signerDir, { recursive: true, mode: 0o700 })
  const key = await readIfPresent(keyPath(signerDir))
  const memory = await readMemory(signerDir)
  if (key !== undefined) return
  if (memory !== undefined && memory.size > 0) throw signerMissing(signerDir)
  // Memory first: where there is a key there has always been a memory.
  await writeSignerMemory(signerDir, { origin, size: 0, root: emptyRoot })
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' })
  await writeFileDurably(keyPath(signerDir), Buffer.from(pem), { mode: 0o600 })
}

/** A later key of the signer, with the note that announces it. */
export type LaterKeyFile = { readonly privateKeyPem: string; readonly note: string }

export type SignerFiles = {
  readonly privateKeyPem: string
  /** Keys 2, 3 … in order. */
  readonly later: readonly LaterKeyFile[]
  readonly memory: SignerMemory
}

export async function readSignerFiles(signerDir: string): Promise<SignerFiles> {
  const key = await readIfPresent(keyPath(signerDir))
  if (key === undefined) throw signerMissing(signerDir)
  const memory = await readMemory(signerDir)
  if (memory === undefined)
    throw refused({
      code: 'SIGNER_MEMORY_LOST',
      reason: 'The signer has its key but not its memory of what it signed last.',
      needed:
        'Restore the file signed.json beside the key; without it the signer could sign a second history.',
    })
  return { privateKeyPem: Buffer.from(key).toString('latin1'), later: await laterKeys(signerDir), memory }
}

async function laterKeys(signerDir: string): Promise<readonly LaterKeyFile[]> {
  const found: LaterKeyFile[] = []
  for (let n = 2; n <= mostKeys; n++) {
    const key = await readIfPresent(keyPath(signerDir, n))
    if (key === undefined) break
    const note = await readIfPresent(notePath(signerDir, n))
    if (note === undefined) throw signerMissing(signerDir, `note of key ${n}`)
    const privateKeyPem = Buffer.from(key).toString('latin1')
    found.push({ privateKeyPem, note: Buffer.from(note).toString('utf8') })
  }
  return found
}

/** Adds key number n. The note first: where there is a later key there is its note, and a note alone says nothing. */
export async function writeLaterKey(
  signerDir: string,
  of: LaterKeyFile & { readonly n: number },
): Promise<void> {
  await writeFileDurably(notePath(signerDir, of.n), Buffer.from(of.note), { mode: 0o600 })
  await writeFileDurably(keyPath(signerDir, of.n), Buffer.from(of.privateKeyPem), { mode: 0o600 })
}

/** Durable before it returns. */
export async function writeSignerMemory(signerDir: string, memory: SignerMemory): Promise<void> {
  const text = canonicalJson({ origin: memory.origin, size: memory.size, root: toBase64url(memory.root) })
  await writeFileDurably(memoryPath(signerDir), Buffer.from(`${text}\n`), { mode: 0o600 })
}

async function readMemory(signerDir: string): Promise<SignerMemory | undefined> {
  const bytes = await readIfPresent(memoryPath(signerDir))
  if (bytes === undefined) return undefined
  // A file that only we write, but a disk can damage it: anything unexpected counts as lost.
  try {
    const { origin, size, root } = JSON.parse(Buffer.from(bytes).toString('utf8')) as Record<string, unknown>
    const rootBytes = typeof root === 'string' ? fromBase64url(root) : undefined
    if (typeof origin !== 'string' || !Number.isSafeInteger(size) || rootBytes?.length !== 32)
      return undefined
    return { origin, size: size as number, root: rootBytes }
  } catch {
    return undefined
  }
}

const signerMissing = (signerDir: string, what = 'log key') =>
  refused({
    code: 'SIGNER_MISSING',
    reason: `There is no ${what} in ${signerDir}.`,
    needed: 'Restore the signer folder from where its copy is kept.',
  })
