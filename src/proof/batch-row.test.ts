import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { canonicalJson, must, toBase64url } from '../kernel/index.ts'
import { toBase64 } from './base64.ts'
import { type BatchRow, openBatchRows, readBatchRows, rowField, rowPlace, rowText } from './batch-row.ts'
import { inclusionProof } from './build-proof.ts'
import { hexOf } from './bytes.ts'
import { rootFromLeaves } from './compact-range.ts'
import { leafHash } from './merkle-hash.ts'

const searchAt = (at: number) => ({ date: '2009-11-06', id: `T${at}`, user: 'J. Doe' })

/** A batch of so many rows, and the proof of each. */
async function batch(size: number, salted = (at: number) => canonicalJson(searchAt(at))) {
  const texts = Array.from({ length: size }, (_, at) =>
    rowText(toBase64url(new Uint8Array(randomBytes(32))), salted(at)),
  )
  const leaves = texts.map((text) => leafHash(new TextEncoder().encode(text)))
  const entry = { t: 'import', rows: size, root: hexOf(rootFromLeaves(leaves)) }
  const node = (level: number, at: number) =>
    rootFromLeaves(leaves.slice(at * 2 ** level, (at + 1) * 2 ** level))
  const rowAt = async (place: number): Promise<BatchRow> => ({
    ...{ place, row: must(texts[place], 'row') },
    proof: (await inclusionProof(place, size, node)).map(toBase64),
  })
  return { entry, rowAt }
}

const flip = (text: string, at: number): string =>
  `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`

describe('a row of a batch', () => {
  test('of any size opens at its own place, and nowhere else', async () => {
    const place = fc
      .integer({ min: 1, max: 70 })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)))
    await fc.assert(
      fc.asyncProperty(place, async ([size, at]) => {
        const { entry, rowAt } = await batch(size)
        const row = await rowAt(at)
        expect(openBatchRows(entry, [row])).toEqual([{ name: `row.${at}`, value: searchAt(at) }])
        for (const other of [at - 1, at + 1, at + size])
          expect(await catchCode(() => openBatchRows(entry, [{ ...row, place: other }]))).toBe(
            'DISCLOSURE_INVALID',
          )
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    ['its text is altered', (row) => ({ ...row, row: row.row.replace('J. Doe', 'J. Roe') })],
    ['its salt is altered', (row) => ({ ...row, row: flip(row.row, 5) })],
    [
      'a hash is altered',
      (row) => ({ ...row, proof: row.proof.map((hash, at) => (at === 1 ? flip(hash, 3) : hash)) }),
    ],
    ['a hash is missing', (row) => ({ ...row, proof: row.proof.slice(1) })],
    ['a hash is too much', (row) => ({ ...row, proof: [...row.proof, must(row.proof[0], 'hash')] })],
    ['a hash is no base64', (row) => ({ ...row, proof: row.proof.map((hash) => `${hash} `) })],
    ['its place is no whole number', (row) => ({ ...row, place: 2.5 })],
    ['its text is spelled otherwise', (row) => ({ ...row, row: row.row.replace(',', ', ') })],
  ] satisfies [string, (row: BatchRow) => BatchRow][])('is refused when %s', async (_, change) => {
    const { entry, rowAt } = await batch(11)
    const row = change(await rowAt(4))
    expect(await catchCode(() => openBatchRows(entry, [row]))).toBe('DISCLOSURE_INVALID')
  })

  test.each([
    ['of another batch', { root: 'ab'.repeat(32) }],
    ['of a batch that ends before it', { rows: 3 }],
    ['of an entry that is no import', { t: 'codes' }],
    ['of a root that is none', { root: 'none' }],
  ])('is refused under an entry %s', async (_, change) => {
    const { entry, rowAt } = await batch(11)
    const row = await rowAt(3)
    expect(await catchCode(() => openBatchRows({ ...entry, ...change }, [row]))).toBe('DISCLOSURE_INVALID')
    expect(await catchCode(() => openBatchRows(entry, [row, row]))).toBe('DISCLOSURE_INVALID')
  })

  test.each([
    ['no object', () => '"T1"'],
    ['a number in it', () => '{"date":1}'],
    ['a list', () => '["2009-11-06"]'],
    ['a member twice', () => '{"date":"2009-11-06","date":"2010-11-06"}'],
    ['something after it', () => '{"date":"2009-11-06"},1'],
    ['no JSON', () => '{'],
  ])('that was committed to as %s is refused though it stands there', async (_, salted) => {
    const { entry, rowAt } = await batch(2, salted)
    const row = await rowAt(1)
    expect(await catchCode(() => openBatchRows(entry, [row]))).toBe('DISCLOSURE_INVALID')
  })

  test('has one name for each place', () => {
    for (const place of [0, 7, 1234, 9_999_999]) expect(rowPlace(rowField(place))).toBe(place)
    for (const name of ['row.', 'row.01', 'row.-1', 'row.10000000', 'row.1.2', 'rows.1', 'cands.1', 'row'])
      expect(rowPlace(name)).toBeUndefined()
  })

  test('is read from outside only when each member is of its kind', async () => {
    const row = await (await batch(3)).rowAt(2)
    expect(readBatchRows([row])).toEqual([row])
    for (const wrong of [{}, [1], [{ ...row, place: '2' }], [{ ...row, row: 1 }], [{ ...row, proof: [1] }]])
      expect(readBatchRows(wrong)).toBeUndefined()
    expect(readBatchRows(Array.from({ length: 65 }, () => row))).toBeUndefined()
    expect(readBatchRows([{ ...row, proof: Array.from({ length: 31 }, () => 'x') }])).toBeUndefined()
  })
})
