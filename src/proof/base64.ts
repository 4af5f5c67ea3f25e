import { fromBase64url, toBase64url } from '../kernel/index.ts'

/** Standard base64 with padding (RFC 4648 section 4), as signed notes, checkpoints and tlog-proofs use it. */
export function toBase64(bytes: Uint8Array): string {
  const text = toBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/')
  return text + '='.repeat((4 - (text.length % 4)) % 4)
}

/**
 * Reads standard base64; undefined when a character, the padding or the spare bits are wrong.
 * Exactly one text stands for given bytes, so a note cannot be altered without altering what it says.
 */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  return fromBase64url(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'))
}
