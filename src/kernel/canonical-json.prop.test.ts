import fc from 'fast-check'
import { canonicalize as twin } from 'json-canonicalize'
import { describe, expect, it } from 'vitest'
import {
  canonicalJson,
  canonicalLimits,
  parseProfiledJson,
  profiledJson,
  profileFault,
} from './canonical-json.ts'

const key = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/)
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => value.normalize('NFC'))
const leaf = fc.oneof(
  text,
  fc.maxSafeInteger().filter((value) => !Object.is(value, -0)),
  fc.boolean(),
)

/** Values inside the profile of log entries: at most five containers deep. */
const inside = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4, depthSize: 'small' }, leaf, tie('list'), tie('record')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  record: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
})).record as fc.Arbitrary<Parameters<typeof profiledJson>[0]>

describe('canonicalJson', () => {
  it('writes what an independent canonicaliser writes', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(value) === twin(value)))
  })

  it('does not depend on the order of members', () => {
    expect(canonicalJson({ b: 1, a: { d: 2, c: 3 } })).toBe('{"a":{"c":3,"d":2},"b":1}')
  })

  it('throws on what JSON cannot hold', () => {
    expect(() => canonicalJson(undefined)).toThrow()
    expect(() => canonicalJson(Number.NaN)).toThrow()
  })
})

describe('the profile of log entries', () => {
  it('reads back exactly what it writes', () => {
    fc.assert(
      fc.property(inside, (value) => {
        expect(profileFault(value)).toBeUndefined()
        expect(parseProfiledJson(profiledJson(value))).toEqual({ value })
      }),
    )
  })

  it('has one spelling: any other text of the same value is not accepted', () => {
    const spellings = [
      '{"b":1,"a":2}',
      '{ "a":1}',
      '{"a":1}\n',
      '{"a":1,"a":1}',
      '{"a":"\\u0041"}',
      '{"a":1e2}',
      '{"a":-0}',
    ]
    for (const spelling of spellings) expect(parseProfiledJson(spelling)).toHaveProperty('fault')
  })

  it('survives every text from outside', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (outside) => {
        const read = parseProfiledJson(outside)
        return 'fault' in read ? read.fault.length > 0 : profiledJson(read.value) === outside
      }),
    )
  })

  it.each([
    ['a float', { a: 0.5 }],
    ['null', { a: null }],
    ['negative zero', { a: -0 }],
    ['a number past 2^53', { a: 2 ** 53 }],
    ['a lone surrogate', { a: '\ud800' }],
    ['text that is not in NFC', { a: 'e\u0301' }],
    ['a member name with a capital first', { A: 1 }],
    ['a member name that reaches for the prototype', JSON.parse('{"__proto__":1}')],
    ['a string over 512 bytes', { a: 'é'.repeat(257) }],
    ['a function', { a: () => 1 }],
    ['six containers', [[[[[[]]]]]]],
  ])('refuses %s', (_, value) => {
    expect(profileFault(value)).toBeTypeOf('string')
    expect(() => profiledJson(value)).toThrow('outside the canonical profile')
  })

  it('counts depth before it parses, because deep input overflows parsers', () => {
    expect(parseProfiledJson('['.repeat(200_000))).toEqual({
      fault: `nested deeper than ${canonicalLimits.depth}`,
    })
    expect(parseProfiledJson(profiledJson({ a: '[[[[[[[["{{{' }))).toEqual({ value: { a: '[[[[[[[["{{{' } })
  })
})
