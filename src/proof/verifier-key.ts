import { fromBase64, toBase64 } from './base64.ts'
import { joinBytes, utf8Bytes } from './bytes.ts'
import { sha256Of } from './merkle-hash.ts'
import { refusal } from './refuse.ts'

/** Signature type bytes of C2SP signed-note that this room can check. */
export const signatureType = {
  /** The key signs the note text itself. */
  note: 0x01,
  /** A witness signs a time and the note text (C2SP tlog-cosignature). */
  cosignature: 0x04,
} as const

/** A key that notes are checked with. `keyId` is a uint32; `publicKey` is 32 bytes of Ed25519. */
export type VerifierKey = {
  readonly name: string
  readonly keyId: number
  readonly type: number
  readonly publicKey: Uint8Array
}

const maxNameBytes = 255

/** Why a key name (and so an origin) is not allowed, or undefined when it is. */
export function nameFault(name: string): string | undefined {
  const bytes = utf8Bytes(name)
  if (bytes === undefined) return 'holds a lone surrogate'
  if (bytes.length === 0) return 'is empty'
  if (bytes.length > maxNameBytes) return `has ${bytes.length} bytes; the limit is ${maxNameBytes}`
  if (/[\p{White_Space}+]/u.test(name)) return 'holds a space or a plus sign'
  return /\p{Cc}/u.test(name) ? 'holds a control character' : undefined
}

/** Key id: the first four bytes, big-endian, of SHA-256(name ‖ LF ‖ type ‖ key) (C2SP signed-note). */
export function keyIdOf(name: string, type: number, publicKey: Uint8Array): number {
  const nameBytes = utf8Bytes(name) ?? new Uint8Array(0)
  const hash = sha256Of(joinBytes(nameBytes, Uint8Array.of(0x0a, type), publicKey))
  return readKeyId(hash)
}

/** The uint32 that the first four bytes spell, big-endian. */
export const readKeyId = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0)

/** Four bytes, big-endian. */
export function keyIdBytes(keyId: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, keyId)
  return bytes
}

/**
 * Reads a vkey line, `name+hexid+base64(type ‖ key)` (C2SP signed-note). Refuses (VERIFIER_KEY_INVALID) a
 * malformed line, a key id that is not the key's, and types other than Ed25519 note and cosignature keys.
 */
export function parseVerifierKey(vkey: string): VerifierKey {
  // From outside. Base64 may itself hold a plus sign, so only the first two are separators.
  const parts = /^([^+]*)\+([0-9a-f]{8})\+(.*)$/s.exec(vkey)
  const [, name = '', hexId = '', material = ''] = parts ?? []
  const bytes = fromBase64(material)
  if (parts === null || bytes === undefined) throw invalidKey('is not name+id+base64')
  const fault = nameFault(name)
  if (fault !== undefined) throw invalidKey(`name ${fault}`)
  const type = bytes[0]
  if (type !== signatureType.note && type !== signatureType.cosignature)
    throw invalidKey(`is of type ${type ?? 'none'}; known are 1 and 4`)
  const publicKey = bytes.slice(1)
  if (publicKey.length !== 32) throw invalidKey(`has ${publicKey.length} key bytes; Ed25519 has 32`)
  const keyId = keyIdOf(name, type, publicKey)
  if (keyId !== Number.parseInt(hexId, 16)) throw invalidKey('id does not belong to its name and key')
  return { name, keyId, type, publicKey }
}

/** The vkey line of a key: what is published, printed and compared by eye. */
export function formatVerifierKey(key: Omit<VerifierKey, 'keyId'>): string {
  const fault = nameFault(key.name)
  if (fault !== undefined) throw invalidKey(`name ${fault}`)
  const hexId = keyIdOf(key.name, key.type, key.publicKey).toString(16).padStart(8, '0')
  return `${key.name}+${hexId}+${toBase64(joinBytes(Uint8Array.of(key.type), key.publicKey))}`
}

const invalidKey = (fault: string) =>
  refusal(
    'VERIFIER_KEY_INVALID',
    `The verifier key ${fault}.`,
    'The vkey line exactly as the log or witness published it.',
  )
