import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { sharedPath } from '../../test/shared-data.ts'
import { canonicalJson, must, toBase64url } from '../kernel/index.ts'
import {
  disclosureDigest,
  makeDisclosure,
  openDisclosures,
  openListDisclosures,
  readDisclosure,
} from './disclosure.ts'

const vectors = sharedPath('data', 'tlog-vectors', 'sd-jwt-rfc9901')
const salt = (byte: number) => new Uint8Array(32).fill(byte)
const encode = (parts: unknown) => toBase64url(Buffer.from(JSON.stringify(parts)))

const actor = makeDisclosure({ salt: salt(1), name: 'actor', value: 'officer 7' })
const caseNumber = makeDisclosure({ salt: salt(2), name: 'case', value: { n: 12, open: true } })
const commitments = { actor: disclosureDigest(actor), case: disclosureDigest(caseNumber) }
const open = (disclosures: readonly string[], over = commitments) =>
  catchCode(() => openDisclosures({ commitments: over, disclosures }))

test.runIf(vectors)(
  'digests the ten disclosures of RFC 9901 as the RFC does, and refuses their loose JSON',
  async () => {
    const { disclosures } = JSON.parse(readFileSync(`${must(vectors, 'vectors')}/section5.json`, 'utf8'))
    expect(disclosures).toHaveLength(10)
    for (const { disclosure, sha256_b64url: digest } of disclosures) {
      expect(disclosureDigest(disclosure)).toBe(digest)
      expect(await catchCode(() => readDisclosure(disclosure))).toBe('DISCLOSURE_INVALID')
    }
  },
)

test('a disclosure is the base64url of canonical JSON of salt, name and value', () => {
  const text = Buffer.from(caseNumber, 'base64url').toString()
  expect(text).toBe(`["${toBase64url(salt(2))}","case",{"n":12,"open":true}]`)
  expect(readDisclosure(caseNumber)).toEqual({ salt: salt(2), name: 'case', value: { n: 12, open: true } })
  expect(readDisclosure(makeDisclosure({ salt: salt(3), name: 'exig', value: false })).value).toBe(false)
  expect(commitments.actor).toMatch(/^[A-Za-z0-9_-]{43}$/)
})

test('hidden fields open one by one, and only the chosen ones', () => {
  const one = openDisclosures({ commitments, disclosures: [caseNumber] })
  expect([...one]).toEqual([['case', { n: 12, open: true }]])
  const both = openDisclosures({ commitments, disclosures: [caseNumber, actor] })
  expect([...both.keys()].sort()).toEqual(['actor', 'case'])
})

test('a disclosure of another entry, another field, or given twice is refused', async () => {
  const foreign = makeDisclosure({ salt: salt(9), name: 'actor', value: 'officer 7' })
  expect(await open([foreign])).toBe('DISCLOSURE_INVALID')
  expect(await open([actor, foreign])).toBe('DISCLOSURE_INVALID')
  expect(await open([actor, actor])).toBe('DISCLOSURE_INVALID')
  expect(await open([actor], { actor: commitments.case, case: commitments.actor })).toBe('DISCLOSURE_INVALID')
  expect(await open([actor], { actor: commitments.actor, case: commitments.actor })).toBe(
    'DISCLOSURE_INVALID',
  )
  expect(await open([`${actor} `])).toBe('DISCLOSURE_INVALID')
  expect(await open([actor])).toBe('not refused')
})

test('a digest inherited from nowhere opens nothing', async () => {
  const prototypeName = makeDisclosure({ salt: salt(1), name: 'constructor', value: 'x' })
  expect(await open([prototypeName])).toBe('DISCLOSURE_INVALID')
})

const saltText = toBase64url(salt(1))
test.each([
  ['no base64url', '***'],
  ['no UTF-8', toBase64url(Uint8Array.of(0xff))],
  ['no JSON', toBase64url(Uint8Array.of(65))],
  ['spaces in the JSON', toBase64url(Buffer.from(`["${saltText}", "a", 1]`))],
  ['an array-item disclosure of RFC 9901', encode([saltText, 1])],
  ['four parts', encode([saltText, 'a', 1, 1])],
  ['an object', encode({ a: 1 })],
  ['a short salt', encode([toBase64url(new Uint8Array(16)), 'a', 1])],
  ['a salt that is a number', encode([1, 'a', 1])],
  ['a name that is a number', encode([saltText, 1, 1])],
  ['a name with a capital', encode([saltText, 'A', 1])],
  ['the name __proto__', encode([saltText, '__proto__', 1])],
  ['null', encode([saltText, 'a', null])],
  ['a fraction', encode([saltText, 'a', 0.5])],
  ['a repeated key', toBase64url(Buffer.from(`["${saltText}","a",{"b":1,"b":2}]`))],
  ['deep nesting', toBase64url(Buffer.from(`${'['.repeat(20_000)}${']'.repeat(20_000)}`))],
  ['more than 65,536 characters', 'A'.repeat(65_540)],
])('a disclosure with %s is refused, though it be committed to', async (_, disclosure) => {
  expect(await catchCode(() => readDisclosure(disclosure))).toBe('DISCLOSURE_INVALID')
  expect(await open([disclosure], { actor: disclosureDigest(disclosure), case: 'x' })).toBe(
    'DISCLOSURE_INVALID',
  )
})

test('what could not be opened later is not made', async () => {
  const good = { salt: salt(1), name: 'actor', value: 'x' }
  const wrong = [
    { ...good, salt: new Uint8Array(16) },
    { ...good, name: 'Actor' },
    { ...good, value: 0.5 },
    { ...good, value: 'e\u0301' },
    { ...good, value: 'a'.repeat(513) },
    { ...good, value: [[[[['deep']]]]] },
    { ...good, value: Array(100).fill('a'.repeat(512)) },
  ]
  for (const one of wrong) expect(await catchCode(() => makeDisclosure(one))).toBe('DISCLOSURE_INVALID')
})

test('one candidate of a committed list opens without the others, at its own place', async () => {
  const items = [1, 2, 3].map((rank) => makeDisclosure({ salt: salt(rank), name: 'cand', value: { rank } }))
  const digests = items.map(disclosureDigest)
  const second = must(items[1], 'second item')
  expect([...openListDisclosures({ digests, name: 'cand', disclosures: [second] })]).toEqual([
    [1, { rank: 2 }],
  ])
  expect(canonicalJson(digests)).not.toContain('rank')
  const openList = (change: object) =>
    catchCode(() => openListDisclosures({ digests, name: 'cand', disclosures: [second], ...change }))
  expect(await openList({ disclosures: [second, second] })).toBe('DISCLOSURE_INVALID')
  expect(await openList({ disclosures: [actor] })).toBe('DISCLOSURE_INVALID')
  expect(await openList({ name: 'other' })).toBe('DISCLOSURE_INVALID')
  expect(await openList({ digests: [...digests, digests[0]] })).toBe('DISCLOSURE_INVALID')
})
