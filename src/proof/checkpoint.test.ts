import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { makeLogKey, makeWitness } from '../../test/sample-log.ts'
import { sharedPath } from '../../test/shared-data.ts'
import { must } from '../kernel/index.ts'
import { toBase64 } from './base64.ts'
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { rootFromLeaves } from './compact-range.ts'
import { emptyRoot, leafHash } from './merkle-hash.ts'
import { formatNote } from './note.ts'
import { parseVerifierKey } from './verifier-key.ts'

const vectors = sharedPath('data', 'tlog-vectors', 'transparency-dev-tessera')
const rootHash = leafHash(Uint8Array.of(1))
const root = toBase64(rootHash)
const checkpoint = { origin: 'log.example/1', size: 5, rootHash }

test.runIf(vectors)(
  'opens all 16 checkpoints of a foreign log and finds the roots of its entries',
  async () => {
    const folder = must(vectors, 'vectors')
    const { vkey, leavesInOrder } = JSON.parse(readFileSync(`${folder}/keys.json`, 'utf8'))
    for (let size = 0; size <= 15; size++) {
      const note = readFileSync(`${folder}/testdata/log/checkpoint.${size}`)
      const opened = await openCheckpoint(note, { keys: [parseVerifierKey(vkey)] })
      const leaves = leavesInOrder.slice(0, size).map((leaf: string) => leafHash(Buffer.from(leaf)))
      expect(opened.size).toBe(size)
      expect(opened.rootHash).toEqual(rootFromLeaves(leaves))
      expect(formatCheckpoint(opened)).toBe(opened.text)
    }
  },
)

const malformed: Record<string, string> = {
  'no lines': '',
  'two lines': `a\n${root}\n`,
  'an extension line': `a\n5\n${root}\nmore\n`,
  'no final newline': `a\n5\n${root}`,
  'a blank origin': `\n5\n${root}\n`,
  'a space in the origin': `a b\n5\n${root}\n`,
  'an origin of 256 bytes': `${'a'.repeat(256)}\n5\n${root}\n`,
  'a leading zero': `a\n05\n${root}\n`,
  'a sign': `a\n+5\n${root}\n`,
  'a hexadecimal size': `a\n0x5\n${root}\n`,
  'a fraction': `a\n5.0\n${root}\n`,
  'a size of 2^53': `a\n9007199254740992\n${root}\n`,
  'a size of 30 digits': `a\n${'9'.repeat(30)}\n${root}\n`,
  'a root of 31 bytes': `a\n5\n${toBase64(rootHash.slice(1))}\n`,
  'a base64url root': `a\n5\n${'_'.repeat(43)}=\n`,
  'size 0 and some other root': `a\n0\n${root}\n`,
}

test.each(Object.entries(malformed))('a checkpoint with %s is refused', async (_, text) => {
  expect(await catchCode(() => parseCheckpoint(text))).toBe('CHECKPOINT_MALFORMED')
})

test('a checkpoint is written as three lines and read back the same, size 2^53 − 1 and 0 included', () => {
  expect(formatCheckpoint(checkpoint)).toBe(`log.example/1\n5\n${root}\n`)
  for (const one of [
    checkpoint,
    { ...checkpoint, size: Number.MAX_SAFE_INTEGER },
    { ...checkpoint, size: 0, rootHash: emptyRoot },
  ])
    expect(parseCheckpoint(formatCheckpoint(one))).toEqual(one)
})

test('a checkpoint that no reader would take is not written', async () => {
  for (const wrong of [{ size: -1 }, { size: 1.5 }, { origin: 'a\nb' }, { rootHash: new Uint8Array(3) }])
    expect(await catchCode(() => formatCheckpoint({ ...checkpoint, ...wrong }))).toBe('CHECKPOINT_MALFORMED')
})

test('the log itself must have signed, under the name of the origin', async () => {
  const log = makeLogKey('log.example/1')
  const stranger = makeLogKey('other.example')
  const text = formatCheckpoint(checkpoint)
  const note = formatNote({ text, signatures: [log.sign(text), stranger.sign(text)] })
  expect((await openCheckpoint(note, { keys: [log.key] })).size).toBe(5)
  expect(await catchCode(openCheckpoint(note, { keys: [stranger.key] }))).toBe('CHECKPOINT_ORIGIN_WRONG')
  const loose = formatNote({ text: 'not a checkpoint\n', signatures: [log.sign('not a checkpoint\n')] })
  expect(await catchCode(openCheckpoint(loose, { keys: [log.key] }))).toBe('CHECKPOINT_MALFORMED')
})

test('a quorum counts different witnesses with good signatures, and the log is not one of them', async () => {
  const log = makeLogKey('log.example/1')
  const first = makeWitness('first.example')
  const second = makeWitness('second.example')
  const text = formatCheckpoint(checkpoint)
  const witnesses = [first.key, second.key]
  const open = (signatures: Parameters<typeof formatNote>[0]['signatures'], quorum: number) =>
    openCheckpoint(formatNote({ text, signatures }), { keys: [log.key], witnesses, quorum })
  const both = await open([log.sign(text), first.sign(text), second.sign(text)], 2)
  expect(both.signers).toHaveLength(3)
  expect(await catchCode(open([log.sign(text), first.sign(text)], 2))).toBe('QUORUM_MISSED')
  expect(await catchCode(open([log.sign(text), first.sign(text), first.sign(text)], 2))).toBe('QUORUM_MISSED')
  expect(await catchCode(open([first.sign(text), second.sign(text)], 2))).toBe('CHECKPOINT_ORIGIN_WRONG')
  const stranger = makeWitness('third.example')
  expect(await catchCode(open([log.sign(text), stranger.sign(text)], 1))).toBe('QUORUM_MISSED')
})
