import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Pack, signedPack, signPackText } from '../policy/index.ts'
import { writeFileDurably } from '../storage/index.ts'

/** The agency's own Ed25519 key for the texts of its policy. */
export type PolicyKey = {
  readonly name: string
  readonly publicKeyPem: string
  sign(pack: Pack): string
  /** The pack as signed by this very key. Refuses PACK_UNSIGNED. */
  verified(pack: Pack, signature: string): Pack
}

/** Reads the key from the folder of the signer, and makes it where there is none yet; readable by the owner only. */
export async function policyKey(signerDir: string): Promise<PolicyKey> {
  const path = join(signerDir, 'policy-key.pem')
  const privateKeyPem = await readFile(path, 'utf8').catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await mkdir(signerDir, { recursive: true, mode: 0o700 })
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    await writeFileDurably(path, Buffer.from(pem), { mode: 0o600 })
    return pem
  })
  const publicKeyPem = createPublicKey(privateKeyPem).export({ format: 'pem', type: 'spki' }).toString()
  const name = 'policy key of this house'
  return {
    name,
    publicKeyPem,
    sign: (pack) => signPackText(pack, privateKeyPem),
    verified: (pack, signature) => signedPack(pack, { signature, publicKeyPem, keyName: name }),
  }
}
