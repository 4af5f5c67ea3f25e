import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomFillSync,
} from 'node:crypto'

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** Asking the system for a few bytes costs more than sealing a block, so they are asked for by the hundred. */
const nonces = new Uint8Array(nonceBytes * 256)
let noncesUsed = nonces.length

function freshNonce(): Uint8Array {
  if (noncesUsed === nonces.length) {
    randomFillSync(nonces)
    noncesUsed = 0
  }
  noncesUsed += nonceBytes
  return nonces.slice(noncesUsed - nonceBytes, noncesUsed)
}

/** Bytes that sealing adds: a random 96-bit nonce before, a 128-bit tag after. */
export const sealBytesMore = nonceBytes + tagBytes

/**
 * Encrypts one block into the place for it: AES-256-GCM (NIST SP 800-38D), bound to its file and number. The storage room
 * seals in the same way; but a worker thread opens blocks, and must not load a database for that.
 */
export function sealBlock(
  key: Uint8Array,
  { plain, boundTo }: { plain: Uint8Array; boundTo: string },
): Uint8Array {
  const nonce = freshNonce()
  const sealing = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes })
  sealing.setAAD(Buffer.from(boundTo))
  const sealed = new Uint8Array(plain.length + sealBytesMore)
  sealed.set(nonce)
  sealed.set(sealing.update(plain), nonceBytes)
  sealing.final()
  sealed.set(sealing.getAuthTag(), nonceBytes + plain.length)
  return sealed
}

/** A key made ready once, for who opens many blocks: that saves a third of the time. */
export type ReadyKey = KeyObject
export const readyKey = (key: Uint8Array): ReadyKey => createSecretKey(key)

/** Opens a block; undefined when a byte, its place or the key is another than it was sealed with. */
export function openBlock(
  key: Uint8Array | ReadyKey,
  { sealed, boundTo }: { sealed: Uint8Array; boundTo: string },
): Uint8Array | undefined {
  if (sealed.length < sealBytesMore) return undefined
  const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  opening.setAAD(Buffer.from(boundTo))
  opening.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  const plain = opening.update(sealed.subarray(nonceBytes, sealed.length - tagBytes))
  try {
    opening.final()
  } catch {
    return undefined
  }
  // Not as a Buffer, whose slice is no copy.
  return new Uint8Array(plain.buffer, plain.byteOffset, plain.length)
}
