import { createPrivateKey, createPublicKey, type KeyObject, sign as signBytes } from 'node:crypto'
import { must } from '../kernel/index.ts'
import {
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  keyIdOf,
  type NoteSignature,
  noteSigningBytes,
  signatureType,
  verifyConsistency,
} from '../proof/index.ts'
import type { FaultPoints } from './fault-points.ts'
import { refused } from './ledger-refusal.ts'
import { readSignerFiles, type SignerMemory, writeSignerMemory } from './signer-files.ts'

/** What the writer asks of the signer: plain data, which crosses to the signer's own process (signer-process.ts). */
export type SignRequest = {
  readonly size: number
  readonly root: Uint8Array
  /** Proof that the tree of the size that the signer remembers begins the new one. */
  readonly consistency: readonly Uint8Array[]
}

/**
 * Holder of the log's private key. It remembers the last (size, root) that it signed and signs only what extends it,
 * or the same again: the web application cannot make it sign two histories. It thereby is the log's first witness.
 */
export type Signer = {
  /** The first key of the log, which genesis names. */
  readonly vkey: string
  /** Notes that announce its further keys, 2, 3 … in order; every checkpoint is signed by all of them. */
  readonly keyNotes: readonly string[]
  readonly origin: string
  memory(): Promise<SignerMemory>
  /** The signed note of a checkpoint. Refused SIGNER_REFUSED. Its memory is on the disk before the note is given. */
  sign(request: SignRequest): Promise<string>
  close(): Promise<void>
}

/**
 * Opens the signer of a folder in this process: what the signer's own process runs. Refused SIGNER_MISSING, SIGNER_MEMORY_LOST, and when
 * signing SIGNER_REFUSED also where the memory on the disk is not what was written last, because somebody took it back.
 */
export async function openSigner(signerDir: string, faults: FaultPoints = () => undefined): Promise<Signer> {
  const files = await readSignerFiles(signerDir)
  const { origin } = files.memory
  const keys = [files, ...files.later].map(({ privateKeyPem }) => noteKey(origin, privateKeyPem))
  let memory = files.memory
  let turn: Promise<unknown> = Promise.resolve()

  const takenBack = async (): Promise<string | undefined> => {
    const { memory: there } = await readSignerFiles(signerDir)
    return there.size === memory.size && Buffer.compare(there.root, memory.root) === 0
      ? undefined
      : `Its memory of ${memory.size} entries was replaced by one of ${there.size}.`
  }
  const signNext = async (request: SignRequest): Promise<string> => {
    const fault = (await takenBack()) ?? refusalOf(memory, request)
    if (fault !== undefined) throw signerRefused(fault)
    const next = { origin, size: request.size, root: request.root }
    if (next.size !== memory.size) await writeSignerMemory(signerDir, next)
    memory = next
    await faults('afterSignerMemory')
    const text = formatCheckpoint({ origin, size: next.size, rootHash: next.root })
    return formatNote({ text, signatures: keys.map(({ sign }) => sign(text)) })
  }

  return {
    vkey: must(keys[0], 'first key').vkey,
    keyNotes: files.later.map(({ note }) => note),
    origin,
    memory: async () => memory,
    close: async () => undefined,
    sign: (request) => {
      const answer = turn.then(() => signNext(request))
      turn = answer.catch(() => undefined)
      return answer
    },
  }
}

/** A private key as it signs notes of a log. */
export function noteKey(
  name: string,
  privateKeyPem: string,
): { readonly vkey: string; readonly sign: (text: string) => NoteSignature } {
  const key = createPrivateKey(privateKeyPem)
  const publicKey = publicKeyBytes(key)
  const keyId = keyIdOf(name, signatureType.note, publicKey)
  const sign = (text: string) => ({
    ...{ name, keyId },
    signature: new Uint8Array(signBytes(null, noteSigningBytes(text), key)),
  })
  return { vkey: formatVerifierKey({ name, type: signatureType.note, publicKey }), sign }
}

function publicKeyBytes(key: KeyObject): Uint8Array {
  const jwk = createPublicKey(key).export({ format: 'jwk' })
  return new Uint8Array(Buffer.from(must(jwk.x, 'public half of the Ed25519 key'), 'base64url'))
}

function refusalOf(memory: SignerMemory, request: SignRequest): string | undefined {
  if (request.size < memory.size)
    return `It signed for ${memory.size} entries and cannot sign for ${request.size}.`
  if (request.size === memory.size)
    return Buffer.compare(request.root, memory.root) === 0
      ? undefined
      : `It signed another root for ${memory.size} entries.`
  const extendsMemory = verifyConsistency({
    oldSize: memory.size,
    oldRoot: memory.root,
    newSize: request.size,
    newRoot: request.root,
    proof: request.consistency,
    fromEmpty: memory.size === 0,
  })
  return extendsMemory ? undefined : `The proof does not lead from ${memory.size} to ${request.size} entries.`
}

const signerRefused = (reason: string) =>
  refused({
    code: 'SIGNER_REFUSED',
    reason: `The signer refused: ${reason}`,
    needed: 'A log that continues what was signed; find out who changed the history.',
  })
