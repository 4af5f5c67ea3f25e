import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { join } from 'node:path'
import { isRefused, must } from '../kernel/index.ts'
import {
  formatVerifierKey,
  type OpenedCheckpoint,
  openCheckpoint,
  parseVerifierKey,
  signatureType,
  type VerifierKey,
} from '../proof/index.ts'
import { makeDirectoryDurably, readIfPresent, writeFileDurably } from '../storage/index.ts'
import { refused } from './refusal-code.ts'

const keyPath = (dir: string) => join(dir, 'witness-key.pem')
const vkeyPath = (dir: string) => join(dir, 'witness.vkey')

/** Lower-case hex of SHA-256 over a log's origin: how C2SP tlog-witness names a log in an address. */
export const originHash = (origin: string): string => createHash('sha256').update(origin).digest('hex')

const statePath = (dir: string, origin: string) => join(dir, 'logs', originHash(origin), 'checkpoint')

/**
 * Makes the key pair of a new witness in its own folder; gives its verifier key line (type 0x04). Refused WITNESS_EXISTS,
 * WITNESS_NAME_INVALID.
 */
export async function createWitness(dir: string, name: string): Promise<string> {
  await makeDirectoryDurably(dir)
  if ((await readIfPresent(keyPath(dir))) !== undefined)
    throw refused({
      code: 'WITNESS_EXISTS',
      reason: `The folder ${dir} holds the key of a witness already.`,
      needed: 'Serve it, or name another folder; a witness keeps its key for life.',
    })
  const { privateKey } = generateKeyPairSync('ed25519')
  const vkey = vkeyOf(privateKey, name)
  await writeFileDurably(vkeyPath(dir), Buffer.from(`${vkey}\n`))
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' })
  await writeFileDurably(keyPath(dir), Buffer.from(pem), { mode: 0o600 })
  return vkey
}

function vkeyOf(privateKey: KeyObject, name: string): string {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' })
  const publicKey = new Uint8Array(Buffer.from(must(jwk.x, 'public half of the key'), 'base64url'))
  try {
    return formatVerifierKey({ name, type: signatureType.cosignature, publicKey })
  } catch (error) {
    if (!isRefused(error)) throw error
    throw refused({
      code: 'WITNESS_NAME_INVALID',
      reason: error.reason,
      needed: 'A name without spaces and plus signs, such as inspector.example/witness-1.',
    })
  }
}

export type WitnessKey = { readonly vkey: string; readonly key: VerifierKey; readonly privateKey: KeyObject }

/** The key of a witness. Refused WITNESS_ABSENT, or WITNESS_STATE_DAMAGED when the two key files do not belong together. */
export async function readWitnessKey(dir: string): Promise<WitnessKey> {
  const pem = await readIfPresent(keyPath(dir))
  const line = await readIfPresent(vkeyPath(dir))
  if (pem === undefined || line === undefined)
    throw refused({
      code: 'WITNESS_ABSENT',
      reason: `There is no witness in the folder ${dir}.`,
      needed: 'Make one: casebound witness init --dir DIR --name NAME.',
    })
  const vkey = Buffer.from(line).toString('utf8').trim()
  try {
    const privateKey = createPrivateKey(Buffer.from(pem))
    const key = parseVerifierKey(vkey)
    if (vkeyOf(privateKey, key.name) === vkey) return { vkey, key, privateKey }
  } catch (error) {
    if (!isRefused(error) && !(error as NodeJS.ErrnoException).code?.startsWith('ERR_')) throw error
  }
  throw damaged('its key files do not belong together')
}

/** What a witness saw last of a log; undefined before the first time. */
export type SeenCheckpoint = OpenedCheckpoint & { readonly note: string }

/** Reads what was seen of a log, and checks it: a damaged memory must stop the witness, not make it forget. Refused WITNESS_STATE_DAMAGED. */
export async function readSeen(dir: string, log: VerifierKey): Promise<SeenCheckpoint | undefined> {
  const note = await readIfPresent(statePath(dir, log.name))
  if (note === undefined) return undefined
  const text = Buffer.from(note).toString('utf8')
  try {
    return { ...(await openCheckpoint(text, { keys: [log] })), note: text }
  } catch (error) {
    if (!isRefused(error)) throw error
    throw damaged(`what it saw of ${log.name} cannot be read (${error.code})`)
  }
}

/** Keeps what was seen of a log; on the disk before it returns. */
export async function writeSeen(dir: string, seen: { origin: string; note: string }): Promise<void> {
  const path = statePath(dir, seen.origin)
  await makeDirectoryDurably(join(path, '..'))
  await writeFileDurably(path, Buffer.from(seen.note))
}

const damaged = (what: string) =>
  refused({
    code: 'WITNESS_STATE_DAMAGED',
    reason: `The folder of the witness is damaged: ${what}.`,
    needed: 'Restore it from its newest copy; a witness that forgot could sign two histories.',
  })
