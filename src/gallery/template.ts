import type { BookingId } from '../kernel/index.ts'
import { deriveKey, openBytes, sealBytes } from '../storage/index.ts'

// A template is still the face: it lies encrypted, bound to its booking and its model so that rows cannot be swapped.

type Bound = { readonly bookingId: BookingId; readonly modelId: string }

const boundTo = ({ bookingId, modelId }: Bound): string => `${bookingId} ${modelId}`

/** Encrypts a template (float32, little-endian) for the database. */
export function sealTemplate(key: Uint8Array, of: Bound & { vector: Float32Array }): Uint8Array {
  const plain = new Uint8Array(of.vector.buffer, of.vector.byteOffset, of.vector.byteLength)
  return sealBytes(deriveKey(key, 'template'), { plain, boundTo: boundTo(of) })
}

/** Opens what `sealTemplate` made; refuses when a byte, the booking or the model differs. */
export function openTemplate(
  key: Uint8Array,
  of: Bound & { sealed: Uint8Array; boundToModel: boolean },
): Float32Array {
  // Those of a house from before there were other models know their booking only.
  const bound = of.boundToModel ? boundTo(of) : of.bookingId
  const plain = openBytes(deriveKey(key, 'template'), { sealed: of.sealed, boundTo: bound })
  return new Float32Array(plain.slice().buffer)
}
