import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decide, weigh } from './decide.ts'
import { lapdFiles, ordinaryFacts } from './lapd.fixture.ts'
import { loadPack } from './load-pack.ts'
import { signedPack, signPackText } from './pack-signature.ts'

const newKey = (type: 'ed25519' | 'ed448' = 'ed25519') => {
  const { privateKey, publicKey } = generateKeyPairSync(type as 'ed25519')
  const pem = { format: 'pem' } as const
  return {
    privateKeyPem: privateKey.export({ ...pem, type: 'pkcs8' }).toString(),
    publicKeyPem: publicKey.export({ ...pem, type: 'spki' }).toString(),
  }
}
const key = newKey()
const pack = loadPack(lapdFiles)
const signature = signPackText(pack, key.privateKeyPem)
const by = { signature, publicKeyPem: key.publicKeyPem, keyName: 'PD' }

describe('the signature of a pack', () => {
  it('refuses everything by a pack that nobody signed', () => {
    expect(weigh(pack, ordinaryFacts).permitted).toBe(true)
    expect(decide(pack, ordinaryFacts).refusals).toMatchObject([
      { code: 'PACK_UNSIGNED', rule: 'PACK-SIGN-1' },
    ])
  })

  it('permits by a pack whose text the agency signed', () => {
    expect(decide(signedPack(pack, by), ordinaryFacts).permitted).toBe(true)
  })

  it.each<[string, () => unknown]>([
    ['another text', () => signedPack({ ...pack, text: `${pack.text} ` }, by)],
    ['another key', () => signedPack(pack, { ...by, publicKeyPem: newKey().publicKeyPem })],
    ['a key of another kind', () => signedPack(pack, { ...by, publicKeyPem: newKey('ed448').publicKeyPem })],
    ['a key that is none', () => signedPack(pack, { ...by, publicKeyPem: 'key' })],
    ['a signature that is none', () => signedPack(pack, { ...by, signature: '' })],
    [
      'a signature over the bare text, made for something else',
      () =>
        signedPack(pack, {
          ...by,
          signature: sign(null, Buffer.from(pack.text), key.privateKeyPem).toString('base64'),
        }),
    ],
  ])('refuses %s', (_what, work) => {
    expect(work).toThrow('PACK_UNSIGNED')
  })
})
