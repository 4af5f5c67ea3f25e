import { createPublicKey, sign, verify } from 'node:crypto'
import { Refused } from '../kernel/index.ts'
import type { PolicyRefusalCode } from './decision.ts'
import type { Pack } from './pack.ts'

/** Set before the text that is signed, so that a signature made for anything else says nothing about a pack. */
const context = 'casebound policy pack v1\n'

const message = (pack: Pack): Buffer => Buffer.from(`${context}${pack.text}`)

/** Ed25519 signature (base64) of the agency over the pack's text; the key as PEM. */
export const signPackText = (pack: Pack, privateKeyPem: string): string =>
  sign(null, message(pack), privateKeyPem).toString('base64')

/**
 * The pack as signed, when the signature over its text is that of the key; `decide` permits by no other. Refuses
 * PACK_UNSIGNED.
 */
export function signedPack(
  pack: Pack,
  by: { signature: string; publicKeyPem: string; keyName: string },
): Pack {
  if (verifies(pack, by)) return { ...pack, signedBy: by.keyName }
  throw new Refused<PolicyRefusalCode>({
    code: 'PACK_UNSIGNED',
    reason: `The signature over the policy pack ${pack.id} ${pack.version} is not that of the key ${by.keyName}.`,
    needed: 'Restore the adopted text and its signature from a backup, or adopt the pack anew.',
  })
}

function verifies(
  pack: Pack,
  { signature, publicKeyPem }: { signature: string; publicKeyPem: string },
): boolean {
  try {
    const key = createPublicKey(publicKeyPem)
    return (
      key.asymmetricKeyType === 'ed25519' &&
      verify(null, message(pack), key, Buffer.from(signature, 'base64'))
    )
  } catch {
    return false
  }
}
