import { fromBase64, toBase64 } from './base64.ts'
import { sameBytes } from './bytes.ts'
import { parseLeafCount } from './leaf-count.ts'
import { emptyRoot, hashBytes } from './merkle-hash.ts'
import { refusal } from './refuse.ts'
import { quorumReached, quorumWords, type TrustPolicy } from './trust-policy.ts'
import { nameFault, type VerifierKey } from './verifier-key.ts'
import { type NoteOptions, type NoteSigner, verifyNote } from './verify-note.ts'

/** The head of a log: which log, how many entries, and the 32-byte root over them. */
export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly rootHash: Uint8Array
}

/** Note text of a checkpoint: three lines, no extension (C2SP tlog-checkpoint). Refuses what it could not read back. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const text = `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.rootHash)}\n`
  parseCheckpoint(text)
  return text
}

/**
 * Reads the note text of a checkpoint. Refuses (CHECKPOINT_MALFORMED) anything but origin, size and root, in
 * particular extension lines: nobody can audit them, and ours never have any.
 */
export function parseCheckpoint(text: string): Checkpoint {
  // From outside, though usually signed: the log's key holder may be the one who lies.
  const lines = text.split('\n')
  const [origin = '', sizeText = '', rootText = '', end] = lines
  if (lines.length !== 4 || end !== '') throw malformed(`has ${lines.length - 1} lines; it must have 3`)
  const fault = nameFault(origin)
  if (fault !== undefined) throw malformed(`has an origin that ${fault}`)
  const size = parseLeafCount(sizeText)
  if (size === undefined) throw malformed('has a size that is not a plain decimal below 2^53')
  const rootHash = fromBase64(rootText)
  if (rootHash?.length !== hashBytes) throw malformed('has a root that is not 32 bytes of base64')
  if (size === 0 && !sameBytes(rootHash, emptyRoot)) throw malformed('has size 0 but not the empty root')
  return { origin, size, rootHash }
}

/** Whose word is needed before a checkpoint is believed. */
export type CheckpointTrust = NoteOptions & {
  /** Keys of the log: one of them, named like the origin, must have signed. */
  readonly keys: readonly VerifierKey[]
  /** Keys of witnesses (type 0x04); none by default. */
  readonly witnesses?: readonly VerifierKey[]
  /** How many different witnesses must have cosigned; 0 by default. */
  readonly quorum?: number
  /** Witnesses and quorum as a trust policy says; its log lines are not looked at, `keys` are what counts. */
  readonly policy?: TrustPolicy | undefined
}

export type OpenedCheckpoint = Checkpoint & {
  readonly text: string
  /** Log keys and witnesses that signed; witnesses with their time. */
  readonly signers: readonly NoteSigner[]
}

/**
 * Checks a signed checkpoint and reads it. Refuses NOTE_MALFORMED, NOTE_SIGNATURE_INVALID, CHECKPOINT_MALFORMED,
 * CHECKPOINT_ORIGIN_WRONG (no signature by a key named like the origin) and QUORUM_MISSED.
 */
export async function openCheckpoint(
  note: string | Uint8Array,
  { keys, witnesses: named = [], quorum = 0, policy, verifyEd25519 }: CheckpointTrust,
): Promise<OpenedCheckpoint> {
  const options = verifyEd25519 === undefined ? {} : { verifyEd25519 }
  const witnesses = [...named, ...(policy?.witnesses ?? []).map(({ key }) => key)]
  const verified = await verifyNote(note, [...keys, ...witnesses], options)
  const checkpoint = parseCheckpoint(verified.text)
  const logSigned = verified.signers.some(({ key }) => keys.includes(key) && key.name === checkpoint.origin)
  if (!logSigned)
    throw refusal(
      'CHECKPOINT_ORIGIN_WRONG',
      `The checkpoint of ${checkpoint.origin} is not signed by a trusted key of that name.`,
      'The checkpoint of the log whose vkey was given.',
    )
  const cosigners = new Set(verified.signers.filter(({ key }) => witnesses.includes(key)).map(keyText))
  if (cosigners.size < quorum)
    throw refusal(
      'QUORUM_MISSED',
      `${cosigners.size} witnesses cosigned; ${quorum} are needed.`,
      'A checkpoint that carries enough cosignatures.',
    )
  if (policy !== undefined && !quorumReached(policy, verified.signers))
    throw refusal(
      'QUORUM_MISSED',
      `Cosigned by ${cosigners.size} of ${policy.witnesses.length} witnesses; the policy asks for ${quorumWords(policy.quorum)}.`,
      'A checkpoint that carries enough cosignatures.',
    )
  return { ...checkpoint, text: verified.text, signers: verified.signers }
}

/** Two names over one key are one witness. */
const keyText = ({ key }: NoteSigner): string => toBase64(key.publicKey)

const malformed = (fault: string) =>
  refusal(
    'CHECKPOINT_MALFORMED',
    `The checkpoint ${fault}.`,
    'Three lines: origin, number of entries, root hash.',
  )
