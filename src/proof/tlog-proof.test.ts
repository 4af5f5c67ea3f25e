import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { makeSampleLog, makeWitness, readFrom, sampleEntries } from '../../test/sample-log.ts'
import { sharedPath } from '../../test/shared-data.ts'
import { must } from '../kernel/index.ts'
import { inclusionProof } from './build-proof.ts'
import { formatNote, parseNote } from './note.ts'
import { tileNodeReader } from './tile.ts'
import { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.ts'
import { parseVerifierKey } from './verifier-key.ts'

const vectors = sharedPath('data', 'tlog-vectors', 'lab-sample-log')
const read = (path: string) => readFileSync(`${must(vectors, 'vectors')}/${path}`)

test.runIf(vectors)(
  'verifies a proof file that independent programs accepted, with and without its witness',
  async () => {
    const keys = [parseVerifierKey(read('log.vkey').toString().trim())]
    const vkey = / (witness\.example\S+\+\S+)\n/.exec(read('policy.txt').toString())?.[1] ?? ''
    const witnesses = [parseVerifierKey(vkey)]
    const entryBytes = read('entry-299.json')
    const plain = read('entry-299.tlog-proof')
    const cosigned = read('entry-299-cosigned.tlog-proof')
    expect(await verifyTlogProof({ text: plain, entryBytes, keys })).toMatchObject({
      verified: true,
      index: 299,
    })
    expect(await verifyTlogProof({ text: cosigned, entryBytes, keys, witnesses, quorum: 1 })).toMatchObject({
      verified: true,
      problems: [],
    })
    const alone = await verifyTlogProof({ text: plain, entryBytes, keys, witnesses, quorum: 1 })
    expect(alone).toEqual({ verified: false, problems: [expect.stringContaining('QUORUM_MISSED')] })
    expect(formatTlogProof(parseTlogProof(plain))).toBe(plain.toString())
  },
)

const sample = makeSampleLog(sampleEntries(300))
const keys = [sample.log.key]
const entryBytes = must(sample.entries[260], 'entry')
const proof = await inclusionProof(260, 300, tileNodeReader(readFrom(sample.files), 300))
const whole = { index: 260, proof, checkpointNote: sample.note, extra: Uint8Array.of(1, 2) }
const text = formatTlogProof(whole)

test('a proof file says everything that was put in, and nothing else is accepted of it', async () => {
  expect(parseTlogProof(text)).toEqual(whole)
  expect(text.startsWith('c2sp.org/tlog-proof@v1\nextra AQI=\nindex 260\n')).toBe(true)
  expect((await verifyTlogProof({ text, entryBytes, keys })).verified).toBe(true)
})

test('no entry, place, log or witness but the true one passes', async () => {
  const other = makeSampleLog(sampleEntries(300))
  const witness = makeWitness('witness.example')
  const { text: body, signatures } = parseNote(sample.note)
  const cosigned = formatNote({ text: body, signatures: [...signatures, witness.sign(body)] })
  const claims = [
    { text, entryBytes: must(sample.entries[261], 'entry'), keys },
    { text: formatTlogProof({ ...whole, index: 261 }), entryBytes, keys },
    { text: formatTlogProof({ ...whole, index: 300 }), entryBytes, keys },
    { text: formatTlogProof({ ...whole, proof: proof.slice(1) }), entryBytes, keys },
    { text: formatTlogProof({ ...whole, checkpointNote: other.note }), entryBytes, keys },
    { text, entryBytes, keys: [other.log.key] },
    { text, entryBytes, keys, witnesses: [witness.key], quorum: 1 },
    { text: text.replace('index', 'Index'), entryBytes, keys },
  ]
  for (const claim of claims) {
    const report = await verifyTlogProof(claim)
    expect(report.verified).toBe(false)
    expect(report.problems).toHaveLength(1)
    expect(report.checkpoint).toBeUndefined()
  }
  const good = { text: formatTlogProof({ ...whole, checkpointNote: cosigned }), entryBytes, keys }
  expect((await verifyTlogProof({ ...good, witnesses: [witness.key], quorum: 1 })).verified).toBe(true)
})

test('trouble that is not the proof’s own is thrown, not reported as a bad proof', async () => {
  const verifyEd25519 = () => Promise.reject(new Error('no Ed25519 here'))
  await expect(verifyTlogProof({ text, entryBytes, keys, verifyEd25519 })).rejects.toThrow('no Ed25519 here')
})

const header = 'c2sp.org/tlog-proof@v1\n'
const hashLine = `${'A'.repeat(43)}=\n`
test.each([
  ['no header', text.slice(header.length)],
  ['another version', text.replace('@v1', '@v2')],
  ['no blank line', `${header}index 1\n`],
  ['bad extra data', text.replace('AQI=', 'AQI')],
  ['two extra lines', text.replace('extra AQI=\n', 'extra AQI=\nextra AQI=\n')],
  ['an index with a leading zero', text.replace('index 260', 'index 0260')],
  ['a negative index', text.replace('index 260', 'index -1')],
  ['no index', text.replace('index 260\n', '')],
  ['a short hash', text.replace(/(index 260\n)..../, '$1')],
  ['54 hashes', `${header}index 1\n${hashLine.repeat(54)}\n${sample.note}`],
  ['bytes that are not UTF-8', Uint8Array.of(0xff)],
  ['more than a million bytes', `${header}${'a'.repeat(1_000_000)}`],
])('a proof file with %s is refused', async (_, damaged) => {
  expect(await catchCode(() => parseTlogProof(damaged))).toBe('PROOF_INVALID')
})

test('a proof file with a damaged checkpoint is refused as a note', async () => {
  expect(await catchCode(() => parseTlogProof(text.slice(0, -1)))).toBe('NOTE_MALFORMED')
})
