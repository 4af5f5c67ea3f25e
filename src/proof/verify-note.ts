import { assert } from '../kernel/index.ts'
import { joinBytes, utf8Bytes } from './bytes.ts'
import { type Ed25519Verify, webCryptoEd25519 } from './ed25519.ts'
import { type NoteSignature, noteSigningBytes, parseNote } from './note.ts'
import { refusal } from './refuse.ts'
import { signatureType, type VerifierKey } from './verifier-key.ts'

/** A key that signed, and for a witness the time it states (seconds since 1970, UTC). */
export type NoteSigner = { readonly key: VerifierKey; readonly timestampSec?: number }

/** A note of which every signature by a known key was checked and is good; there is at least one. */
export type VerifiedNote = {
  readonly text: string
  /** Each known key that signed, once, in the order of the lines. */
  readonly signers: readonly NoteSigner[]
  /** Signature lines by keys that were not given: neither good nor bad. */
  readonly unknownSignatures: number
}

export type NoteOptions = {
  /** Ed25519 of another library, where WebCrypto will not do. */
  readonly verifyEd25519?: Ed25519Verify
}

/**
 * Checks a signed note against the keys one trusts (C2SP signed-note; cosignatures: tlog-cosignature). Lines by
 * unknown keys are ignored; a known key is one whose name and id both fit. Refuses NOTE_MALFORMED, and
 * NOTE_SIGNATURE_INVALID when a known key's signature fails or no known key signed.
 */
export async function verifyNote(
  note: string | Uint8Array,
  keys: readonly VerifierKey[],
  { verifyEd25519 = webCryptoEd25519 }: NoteOptions = {},
): Promise<VerifiedNote> {
  const { text, signatures } = parseNote(note)
  const signers = new Map<VerifierKey, NoteSigner>()
  let unknownSignatures = 0
  for (const signature of signatures) {
    const known = keys.filter((key) => key.name === signature.name && key.keyId === signature.keyId)
    const key = known[0]
    assert(known.length <= 1, 'two verifier keys share one name and one id')
    if (key === undefined) {
      unknownSignatures++
      continue
    }
    const signer = await checkSignature({ text, signature, key }, verifyEd25519)
    if (signer === undefined) throw invalid(`The signature by ${key.name} does not fit the text.`)
    if (!signers.has(key)) signers.set(key, signer)
  }
  if (signers.size === 0) throw invalid('No key that is trusted here has signed.')
  return { text, signers: [...signers.values()], unknownSignatures }
}

type SignatureClaim = {
  readonly text: string
  readonly signature: NoteSignature
  readonly key: VerifierKey
}

async function checkSignature(
  { text, signature, key }: SignatureClaim,
  verifyEd25519: Ed25519Verify,
): Promise<NoteSigner | undefined> {
  if (key.type === signatureType.note) {
    const good = await verifyEd25519(key.publicKey, noteSigningBytes(text), signature.signature)
    return good ? { key } : undefined
  }
  if (key.type !== signatureType.cosignature || signature.signature.length !== 72) return undefined
  const { buffer, byteOffset } = signature.signature
  const timestampSec = Number(new DataView(buffer, byteOffset, 8).getBigUint64(0))
  if (!Number.isSafeInteger(timestampSec)) return undefined
  const message = cosignatureMessage({ timestampSec, text })
  const good = await verifyEd25519(key.publicKey, message, signature.signature.subarray(8))
  return good ? { key, timestampSec } : undefined
}

/** The bytes that a witness signs: header line, time line, checkpoint text (C2SP tlog-cosignature, Ed25519). */
export function cosignatureMessage(cosigned: { timestampSec: number; text: string }): Uint8Array {
  const header = utf8Bytes(`cosignature/v1\ntime ${cosigned.timestampSec}\n`) ?? new Uint8Array(0)
  return joinBytes(header, noteSigningBytes(cosigned.text))
}

/** What follows the key id in a witness's signature line: time as big-endian uint64, then 64 bytes of Ed25519. */
export function cosignatureBytes(cosigned: { timestampSec: number; signature: Uint8Array }): Uint8Array {
  const time = new Uint8Array(8)
  new DataView(time.buffer).setBigUint64(0, BigInt(cosigned.timestampSec))
  return joinBytes(time, cosigned.signature)
}

const invalid = (reason: string) =>
  refusal('NOTE_SIGNATURE_INVALID', reason, 'The note as published, and the vkey of the log that signed it.')
