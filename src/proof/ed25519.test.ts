import { createPublicKey, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sharedPath } from '../../test/shared-data.ts'
import { must } from '../kernel/index.ts'
import { webCryptoEd25519 } from './ed25519.ts'

const vectors = sharedPath('data', 'tlog-vectors', 'cctv', 'ed25519')
const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))

function nodeVerify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const key = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), publicKey])
  return verify(null, message, createPublicKey({ key, format: 'der', type: 'spki' }), signature)
}

test.runIf(vectors)('WebCrypto and node:crypto give the same answer on all 914 edge cases', async () => {
  const file = join(must(vectors, 'vectors'), 'ed25519vectors.json')
  const cases: { number: number; key: string; sig: string; msg: string }[] = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  let accepted = 0
  for (const { number, key, sig, msg } of cases) {
    const [publicKey, signature, message] = [fromHex(key), fromHex(sig), Buffer.from(msg)]
    const answer = await webCryptoEd25519(publicKey, message, signature)
    expect(answer, `case ${number}`).toBe(nodeVerify(publicKey, message, signature))
    if (answer) accepted++
  }
  expect([cases.length, accepted]).toEqual([914, 208])
})

test('keys and signatures of a wrong length are a plain no', async () => {
  const message = new Uint8Array(1)
  expect(await webCryptoEd25519(new Uint8Array(31), message, new Uint8Array(64))).toBe(false)
  expect(await webCryptoEd25519(new Uint8Array(32), message, new Uint8Array(65))).toBe(false)
})

test('a platform that cannot check says so, instead of calling the signature bad', async () => {
  const real = Object.getOwnPropertyDescriptor(globalThis, 'crypto')
  const refuse = (name: string) => ({
    importKey: () => Promise.reject(Object.assign(new Error('no'), { name })),
  })
  const ask = () => webCryptoEd25519(new Uint8Array(32), new Uint8Array(1), new Uint8Array(64))
  const withSubtle = async <T>(subtle: unknown, act: () => Promise<T>): Promise<T> => {
    Object.defineProperty(globalThis, 'crypto', { value: { subtle }, configurable: true })
    try {
      return await act()
    } finally {
      Object.defineProperty(globalThis, 'crypto', must(real, 'crypto of the platform'))
    }
  }
  await expect(withSubtle(undefined, ask)).rejects.toThrow('https')
  await expect(withSubtle(refuse('NotSupportedError'), ask)).rejects.toThrow('cannot check Ed25519')
  expect(await withSubtle(refuse('DataError'), ask)).toBe(false)
})
