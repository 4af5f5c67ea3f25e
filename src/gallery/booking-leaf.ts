import { canonicalJson } from '../kernel/index.ts'
import { leafHash } from '../proof/index.ts'

/** The booking's leaf in the gallery root: salted, so that an old root says nothing of an expunged booking. Hex. */
export function bookingLeaf(of: {
  bookingId: string
  bookingNumber: string
  personId: string
  photoSha256: string
  modelId: string
  leafSalt: Uint8Array
}): string {
  const { leafSalt, ...shown } = of
  const text = canonicalJson({ ...shown, salt: Buffer.from(leafSalt).toString('base64url') })
  return Buffer.from(leafHash(new TextEncoder().encode(text))).toString('hex')
}
