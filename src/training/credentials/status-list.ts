import { gzipSync } from 'node:zlib'
import { toBase64url } from '../../kernel/index.ts'
import type { CredentialAddresses, StatusPurpose } from './compose-credential.ts'

/** The least length that Bitstring Status List 1.0 allows (16 KiB), so that an index tells nothing about its holder. */
export const statusListBits = 131_072

/** A bit string with 1 at the given indices, first bit leftmost, as multibase base64url of its GZIP form. */
export function encodeStatusList(indices: readonly number[]): string {
  const bytes = new Uint8Array(statusListBits / 8)
  for (const index of indices) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7))
  return `u${toBase64url(gzipSync(bytes))}`
}

/** The claims of the credential that holds a status list. */
export function composeStatusList(
  addresses: CredentialAddresses,
  of: { purpose: StatusPurpose; indices: readonly number[]; at: Date },
) {
  const { purpose, indices, at } = of
  const id = addresses.status(purpose)
  return {
    iss: addresses.issuer,
    jti: id,
    iat: Math.floor(at.getTime() / 1000),
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: addresses.issuer,
    validFrom: at.toISOString().replace(/\.\d+Z$/, 'Z'),
    credentialSubject: {
      id: `${id}#list`,
      type: 'BitstringStatusList',
      statusPurpose: purpose,
      encodedList: encodeStatusList(indices),
    },
  }
}
