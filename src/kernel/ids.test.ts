import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64url, newId, type PersonId, toBase64url } from './ids.ts'

describe('newId', () => {
  it('gives 128 bits as base64url, another each time', () => {
    const ids = Array.from({ length: 1_000 }, () => newId<PersonId>())
    expect(ids.every((id) => /^[A-Za-z0-9_-]{22}$/.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(1_000)
  })

  it('never begins with a hyphen, which a command line would take for an option', () => {
    const first = new Set(Array.from({ length: 5_000 }, () => newId<PersonId>()[0]))
    expect(first.has('-')).toBe(false)
    expect(first.size).toBe(63)
  })
})

describe('base64url', () => {
  it('writes what Node writes, and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const text = toBase64url(bytes)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(fromBase64url(text)).toEqual(new Uint8Array(bytes))
      }),
    )
  })

  it.each([
    ['one character left over', 'AAAAA'],
    ['padding', 'AA=='],
    ['the other alphabet', 'ab+/'],
    ['spare bits that are not zero', 'AB'],
  ])('has one spelling: %s is not read', (_, text) => {
    expect(fromBase64url(text)).toBeUndefined()
  })
})
