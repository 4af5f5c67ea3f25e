import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { assert } from '../kernel/index.ts'
import { refused } from './storage-refusal.ts'

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/**
 * A sub-key for one purpose: HKDF-SHA-256 (RFC 5869), no salt, info `casebound/v1/<purpose>`.
 * Keys for different purposes tell nothing about one another. `key` and the result have 32 bytes.
 */
export function deriveKey(key: Uint8Array, purpose: string): Uint8Array {
  assert(key.length === keyBytes, `a key of ${keyBytes} bytes`)
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), `casebound/v1/${purpose}`, keyBytes))
}

/**
 * Encrypts: AES-256-GCM (NIST SP 800-38D), random 96-bit nonce, result nonce || ciphertext || 128-bit tag.
 * `boundTo` is authenticated but not stored: the same text must be given to open, so that sealed bytes moved
 * to another place do not open there. Never use one key for more than 2^32 seals.
 */
export function sealBytes(key: Uint8Array, content: { plain: Uint8Array; boundTo: string }): Uint8Array {
  assert(key.length === keyBytes, `a key of ${keyBytes} bytes`)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(content.boundTo))
  return new Uint8Array(
    Buffer.concat([nonce, cipher.update(content.plain), cipher.final(), cipher.getAuthTag()]),
  )
}

/**
 * Decrypts what sealBytes made. Refused SEALED_DAMAGED when a byte differs, the key is another one or `boundTo`
 * is not the text it was sealed with (these cannot be told apart).
 */
export function openBytes(key: Uint8Array, content: { sealed: Uint8Array; boundTo: string }): Uint8Array {
  assert(key.length === keyBytes, `a key of ${keyBytes} bytes`)
  const { sealed } = content
  if (sealed.length < nonceBytes + tagBytes) throw damaged(sealed.length)
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(content.boundTo))
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes))
  try {
    const start = decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes))
    return new Uint8Array(Buffer.concat([start, decipher.final()]))
  } catch {
    throw damaged(sealed.length)
  }
}

const damaged = (sealedBytes: number) =>
  refused({
    code: 'SEALED_DAMAGED',
    reason: `${sealedBytes} encrypted bytes do not open: they were changed, moved, or sealed with another key.`,
    needed: 'Restore the data folder from a backup together with the key that belongs to it.',
    evidence: { sealedBytes },
  })
