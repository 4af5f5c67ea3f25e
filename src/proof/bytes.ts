const encoder = /* @__PURE__ */ new TextEncoder()

/** UTF-8 bytes of well-formed text; undefined when the text holds a lone surrogate, which has no UTF-8 form. */
export const utf8Bytes = (text: string): Uint8Array | undefined =>
  text.isWellFormed() ? encoder.encode(text) : undefined

/** Text of strict UTF-8 bytes, or undefined. A byte order mark is kept: dropping it would change what was signed. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Equality of public values (hashes, keys); not constant-time, because nothing secret is compared in this room. */
export function sameBytes(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false
  return true
}

/** Octets as text with one character each. */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}

/** The octets of text that latin1 gave. */
export const fromLatin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0))

/** Lower-case hex. */
export const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
