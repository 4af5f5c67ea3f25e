import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveKey, openBytes, sealBytes } from './seal-bytes.ts'

const key = fc.uint8Array({ minLength: 32, maxLength: 32 })
const plain = fc.uint8Array({ maxLength: 300 })

test('what was sealed opens with the same key and the same binding', () => {
  fc.assert(
    fc.property(key, plain, fc.string(), (k, bytes, boundTo) => {
      const sealed = sealBytes(k, { plain: bytes, boundTo })
      expect(sealed.length).toBe(bytes.length + 28)
      expect(openBytes(k, { sealed, boundTo })).toEqual(new Uint8Array(bytes))
    }),
  )
})

test('no changed bit, cut end, other key or other binding opens', () => {
  fc.assert(
    fc.property(key, plain, fc.nat(), (k, bytes, where) => {
      const sealed = sealBytes(k, { plain: bytes, boundTo: 'here' })
      const flipped = sealed.slice()
      const at = where % flipped.length
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (where % 8))
      const otherKey = k.map((byte) => byte ^ 1)
      const damaged = expect.objectContaining({ code: 'SEALED_DAMAGED' })
      expect(() => openBytes(k, { sealed: flipped, boundTo: 'here' })).toThrow(damaged)
      expect(() => openBytes(k, { sealed: sealed.subarray(0, at), boundTo: 'here' })).toThrow(damaged)
      expect(() => openBytes(otherKey, { sealed, boundTo: 'here' })).toThrow(damaged)
      expect(() => openBytes(k, { sealed, boundTo: 'there' })).toThrow(damaged)
    }),
  )
})

test('the same bytes sealed twice look different', () => {
  const content = { plain: new Uint8Array(40), boundTo: 'x' }
  expect(sealBytes(new Uint8Array(32), content)).not.toEqual(sealBytes(new Uint8Array(32), content))
})

test('keys for different purposes differ, and a key is always the same for one purpose', () => {
  // The first value: HKDF-SHA-256 of 32 zero bytes computed apart (openssl kdf).
  const derived = Buffer.from(deriveKey(new Uint8Array(32), 'blobs')).toString('hex')
  expect(derived).toBe('b724ce1c3424387173274416f8f99f550680ff582dd4687c8659ea6270079741')
  expect(deriveKey(new Uint8Array(32), 'log')).not.toEqual(deriveKey(new Uint8Array(32), 'blobs'))
})

test('a key of the wrong length is a bug', () => {
  expect(() => deriveKey(new Uint8Array(16), 'x')).toThrow('invariant broken')
  expect(() => sealBytes(new Uint8Array(31), { plain: new Uint8Array(1), boundTo: '' })).toThrow(
    'invariant broken',
  )
  expect(() => openBytes(new Uint8Array(33), { sealed: new Uint8Array(40), boundTo: '' })).toThrow(
    'invariant broken',
  )
})
