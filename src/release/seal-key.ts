import { createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { must } from '../kernel/index.ts'
import { deriveKey, openBytes, sealBytes } from '../storage/index.ts'
import type { ReleasedKey } from './release-request.ts'

type Bound = { readonly index: number; readonly leafSha256: string }

const boundTo = ({ index, leafSha256 }: Bound): string => `template key/${index}/${leafSha256}`

/** A one-time key of a matcher: the public half goes into the request, the private one opens the answer and is forgotten. */
export function oneTimeKey(): { readonly publicKey: Uint8Array; readonly privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  return { publicKey: rawKey(publicKey), privateKey }
}

/** Seals a key so that only the holder of the one-time key can open it, and only as the answer for this entry. */
export function sealKey(key: Uint8Array, to: Bound & { readonly matcherKey: Uint8Array }): ReleasedKey {
  const { index, leafSha256 } = to
  const own = generateKeyPairSync('x25519')
  const shared = sharedKey(own.privateKey, to.matcherKey)
  return {
    ...{ index, leafSha256, releaseKey: rawKey(own.publicKey) },
    sealed: sealBytes(shared, { plain: key, boundTo: boundTo(to) }),
  }
}

/** The key in an answer. Throws where the answer is not for this one-time key, or was changed. */
export const openReleasedKey = (released: ReleasedKey, privateKey: KeyObject): Uint8Array =>
  openBytes(sharedKey(privateKey, released.releaseKey), {
    sealed: released.sealed,
    boundTo: boundTo(released),
  })

function sharedKey(privateKey: KeyObject, theirs: Uint8Array): Uint8Array {
  const publicKey = createPublicKey({
    key: { kty: 'OKP', crv: 'X25519', x: Buffer.from(theirs).toString('base64url') },
    format: 'jwk',
  })
  return deriveKey(new Uint8Array(diffieHellman({ privateKey, publicKey })), 'release/template-key')
}

function rawKey(key: KeyObject): Uint8Array {
  const { x } = key.export({ format: 'jwk' })
  return new Uint8Array(Buffer.from(must(x, 'raw half of the key'), 'base64url'))
}
