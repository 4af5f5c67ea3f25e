import type { BookingId } from '../kernel/index.ts'
import { deriveKey, openBytes, sealBytes } from '../storage/index.ts'

// A template is still the face: it lies encrypted, bound to its booking so that rows cannot be swapped.

/** Encrypts a template (float32, little-endian) for the database. */
export function sealTemplate(
  key: Uint8Array,
  of: { bookingId: BookingId; vector: Float32Array },
): Uint8Array {
  const plain = new Uint8Array(of.vector.buffer, of.vector.byteOffset, of.vector.byteLength)
  return sealBytes(deriveKey(key, 'template'), { plain, boundTo: of.bookingId })
}

/** Opens what `sealTemplate` made; refuses when a byte or the booking differs. */
export function openTemplate(
  key: Uint8Array,
  of: { bookingId: BookingId; sealed: Uint8Array },
): Float32Array {
  const plain = openBytes(deriveKey(key, 'template'), { sealed: of.sealed, boundTo: of.bookingId })
  return new Float32Array(plain.slice().buffer)
}
