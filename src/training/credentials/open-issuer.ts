import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { calculateJwkThumbprint, type JWTPayload, SignJWT } from 'jose'
import {
  deriveKey,
  makeDirectoryDurably,
  openBytes,
  type Storage,
  sealBytes,
  writeFileDurably,
} from '../../storage/index.ts'
import { refused } from '../refusal-code.ts'
import { type CredentialAddresses, credentialAddresses, type StatusPurpose } from './compose-credential.ts'

export type StatusFile = `status/${StatusPurpose}.jwt`

/** Signs what the agency issues, and publishes what others need to check it. */
export type CredentialIssuer = {
  readonly addresses: CredentialAddresses
  /** Folder of the static files that others check a certificate with: issuer, keys, status lists. */
  readonly publicDir: string
  /** A compact JWS with EdDSA over Ed25519 (RFC 8037); `type` goes into its header. */
  readonly sign: (claims: JWTPayload, type: 'JWT' | 'vc+jwt') => Promise<string>
  /** Works out files and puts them beside the published key, each whole or not at all; one publication after another. */
  readonly publish: (files: () => Promise<Readonly<Record<StatusFile, string>>>) => Promise<void>
}

export type IssuerPlaces = {
  readonly storage: Storage
  /** Where the sealed key lies. */
  readonly signerDir: string
  /** Static files for everybody: issuer, keys, status lists. */
  readonly publicDir: string
  /** Where the agency serves them, without `/credentials/`. */
  readonly publicUrl: string
  readonly agency: string
}

const boundTo = 'certificate-issuer-key'
const keyPath = (signerDir: string) => join(signerDir, 'certificate-key.sealed')

/**
 * Opens the issuer of certificates. Its key is made on first use and sealed with the key of the data folder; once certificates
 * were signed with it, it is never made anew. Refuses ISSUER_KEY_MISSING.
 */
export async function openIssuer(places: IssuerPlaces): Promise<CredentialIssuer> {
  const { publicDir, publicUrl, agency } = places
  const addresses = credentialAddresses(publicUrl)
  const privateKey = await issuerKey(places)
  const { kty, crv, x } = createPublicKey(privateKey).export({ format: 'jwk' })
  const thumbprint = await calculateJwkThumbprint({ kty: String(kty), crv: String(crv), x: String(x) })
  const jwk = { kty, crv, x, kid: thumbprint, use: 'sig', alg: 'EdDSA' }
  const keyFile = `keys/${thumbprint}.json`
  for (const folder of ['keys', 'status']) await makeDirectoryDurably(join(publicDir, folder))
  const put = (path: string, text: string) => writeFileDurably(join(publicDir, path), Buffer.from(text))
  await put('jwks.json', json({ keys: [jwk] }))
  await put(keyFile, json(jwk))
  const base = addresses.issuer.slice(0, -'issuer.json'.length)
  const profile = { id: addresses.issuer, type: ['Profile'], name: agency, jwks: `${base}jwks.json` }
  await put('issuer.json', json(profile))
  let last: Promise<void> = Promise.resolve()
  return {
    addresses,
    publicDir,
    sign: (claims, typ) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', typ, kid: `${base}${keyFile}` })
        .sign(privateKey),
    publish: (files) => {
      last = last
        .catch(() => undefined)
        .then(async () => {
          for (const [path, text] of Object.entries(await files())) await put(path, text)
        })
      return last
    },
  }
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

async function issuerKey({ storage, signerDir }: IssuerPlaces): Promise<KeyObject> {
  const sealingKey = deriveKey(storage.key, boundTo)
  const sealed = await readFile(keyPath(signerDir)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (sealed) {
    const plain = openBytes(sealingKey, { sealed: new Uint8Array(sealed), boundTo })
    return createPrivateKey({ key: Buffer.from(plain), format: 'der', type: 'pkcs8' })
  }
  const signed = await storage.db
    .selectFrom('certificates')
    .select('id')
    .where('credential', 'is not', null)
    .executeTakeFirst()
  if (signed) throw keyMissing(signerDir)
  const { privateKey } = generateKeyPairSync('ed25519')
  const plain = new Uint8Array(privateKey.export({ format: 'der', type: 'pkcs8' }))
  await mkdir(signerDir, { recursive: true, mode: 0o700 })
  await writeFileDurably(keyPath(signerDir), sealBytes(sealingKey, { plain, boundTo }), { mode: 0o600 })
  return privateKey
}

const keyMissing = (signerDir: string) =>
  refused('ISSUER_KEY_MISSING', {
    reason: `The key that signed the certificates of this house is not in ${signerDir}.`,
    needed: 'Restore the file certificate-key.sealed from where its copy is kept.',
  })
