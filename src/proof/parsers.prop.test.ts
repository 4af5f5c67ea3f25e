import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { catchCode } from '../../test/refusal-code.ts'
import { makeSampleLog, makeWitness, readFrom, sampleEntries } from '../../test/sample-log.ts'
import { sharedPath } from '../../test/shared-data.ts'
import { canonicalJson, isRefused, must, profiledJson } from '../kernel/index.ts'
import { formatAddCheckpoint, parseAddCheckpoint } from './add-checkpoint.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { disclosureDigest, makeDisclosure, openDisclosures, readDisclosure } from './disclosure.ts'
import { decodeEntryBundle, encodeEntryBundle } from './entry-bundle.ts'
import { formatNote, parseNote, parseSignatureLines } from './note.ts'
import { readEntry } from './read-entry.ts'
import { decodeTile } from './tile.ts'
import { parseTilePath } from './tile-path.ts'
import { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.ts'
import { parseTrustPolicy, quorumReached } from './trust-policy.ts'
import { parseVerifierKey } from './verifier-key.ts'
import { verifyLog } from './verify-log.ts'

const vectors = sharedPath('data', 'tlog-vectors', 'jcs-rfc8785', 'testdata')
const sample = makeSampleLog(sampleEntries(2))
const hash = new Uint8Array(32)
const proofText = formatTlogProof({ index: 1, proof: [hash], checkpointNote: sample.note })
const disclosure = makeDisclosure({ salt: hash, name: 'a', value: 1 })
const witness = makeWitness('witness.example/1')
const policyText = `log ${sample.log.vkey}\nwitness w ${witness.vkey} http://h/\ngroup g any w\nquorum g\n`
const addText = formatAddCheckpoint({ oldSize: 1, proof: [hash], checkpointNote: sample.note })
const published = [
  ['lab-sample-log', 'policy.txt'],
  ['lab-sample-log', 'entry-299-cosigned.tlog-proof'],
  ['lab-sample-log', 'entry-299.json'],
  ['lab-sample-log', 'log', 'checkpoint'],
].flatMap((parts) => {
  const path = sharedPath('data', 'tlog-vectors', ...parts)
  return path === undefined ? [] : [readFileSync(path, 'utf8')]
})
const entryText = Buffer.from(must(sample.entries[0], 'entry')).toString('utf8')
const seeds = [
  ...published,
  policyText,
  addText,
  entryText,
  proofText,
  sample.note,
  sample.log.vkey,
  disclosure,
  'tile/0/x001/067.p/5',
  'log\n0\nAA==\n',
]

/** Texts that are nearly right: a good one with a few characters replaced, cut out or put in. */
const nearly = fc
  .tuple(
    fc.constantFrom(...seeds),
    fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.string({ maxLength: 3 })), { maxLength: 4 }),
  )
  .map(([seed, edits]) =>
    edits.reduce((text, [place, cut, put]) => {
      const at = place % (text.length + 1)
      return text.slice(0, at) + put + text.slice(at + cut)
    }, seed),
  )
const text = fc.oneof(
  nearly,
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\n', '—', ' ', 'A', '=', '+', '\ud800') }),
)
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  text.map((one) => new Uint8Array(Buffer.from(one))),
)

/** Fails on anything thrown but a refusal: catchCode lets a bug through. */
const onlyRefuses = async (act: () => unknown) => expect(typeof (await catchCode(act))).toBe('string')

test('random and nearly right texts make every parser answer or refuse, never break', async () => {
  const parsers: readonly ((input: string) => unknown)[] = [
    parseNote,
    parseSignatureLines,
    parseCheckpoint,
    parseVerifierKey,
    parseTilePath,
    parseTlogProof,
    readDisclosure,
    fromBase64,
    disclosureDigest,
    parseTrustPolicy,
    (one) => parseAddCheckpoint(Buffer.from(one)),
    (one) => readEntry(Buffer.from(one)),
    (one) => openDisclosures({ commitments: { a: disclosureDigest(one) }, disclosures: [one] }),
  ]
  await fc.assert(
    fc.asyncProperty(text, async (input) => {
      for (const parse of parsers) await onlyRefuses(() => parse(input))
    }),
    { numRuns: 1500 },
  )
})

test('random bytes make every parser answer or refuse, never break', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.nat(300), async (input, count) => {
      for (const parse of [
        parseNote,
        parseSignatureLines,
        parseTlogProof,
        parseTrustPolicy,
        parseAddCheckpoint,
      ])
        await onlyRefuses(() => parse(input))
      await onlyRefuses(() => decodeTile(input, count))
      await onlyRefuses(() => decodeEntryBundle(input, count))
      const report = await verifyTlogProof({ text: input, entryBytes: input, keys: [sample.log.key] })
      expect(report.verified).toBe(false)
    }),
    { numRuns: 800 },
  )
})

test('random bytes in place of any file make the log unverified, and nothing else', async () => {
  const path = fc.constantFrom(...sample.files.keys())
  await fc.assert(
    fc.asyncProperty(path, bytes, async (file, content) => {
      const before = must(sample.files.get(file), 'file')
      const files = readFrom(new Map(sample.files).set(file, content))
      const report = await verifyLog({ files, vkey: sample.log.vkey })
      expect(report.verified).toBe(Buffer.from(before).equals(content))
    }),
    { numRuns: 400 },
  )
})

test('a bundle that decodes is the only spelling of its entries', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 }), (entries) => {
      const bundle = encodeEntryBundle(entries)
      expect(encodeEntryBundle(decodeEntryBundle(bundle, entries.length))).toEqual(bundle)
    }),
    { numRuns: 50 },
  )
})

test('base64 is as Node writes it, and any text that is read is the only one for its bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (content) => {
      const encoded = toBase64(content)
      expect(encoded).toBe(Buffer.from(content).toString('base64'))
      expect(fromBase64(encoded)).toEqual(content)
    }),
  )
  const loose = fc.string({ unit: fc.constantFrom('A', 'B', '/', '=', 'w', '_', '\n'), maxLength: 9 })
  fc.assert(
    fc.property(loose, (encoded) => {
      const content = fromBase64(encoded)
      if (content !== undefined) expect(toBase64(content)).toBe(encoded)
    }),
  )
})

test.runIf(vectors)('canonical JSON, on which every digest rests, is that of all six RFC 8785 files', () => {
  for (const name of ['arrays', 'french', 'structures', 'unicode', 'values', 'weird']) {
    const read = (kind: string) => readFileSync(`${must(vectors, 'vectors')}/${kind}`, 'utf8')
    const made = canonicalJson(JSON.parse(read(`input/${name}.json`)))
    expect(made).toBe(read(`output/${name}.json`))
    const hex = read(`outhex/${name}.txt`).replace(/\s/g, '')
    expect(Buffer.from(made).toString('hex')).toBe(hex)
  }
})

test('a policy agrees with the plainest possible reading of it, whoever signs', () => {
  const witnesses = [0, 1, 2, 3, 4].map((at) => makeWitness(`witness.example/${at}`))
  const lines = witnesses.map(({ vkey }, at) => `witness w${at} ${vkey}`)
  const inner = fc.integer({ min: 1, max: 3 })
  const outer = fc.integer({ min: 1, max: 3 })
  const signed = fc.uniqueArray(fc.integer({ min: 0, max: 4 }))
  fc.assert(
    fc.property(inner, outer, signed, (first, second, who) => {
      const groups = [`group a ${first} w0 w1 w2`, `group b ${second} a w3 w4`, 'quorum b']
      const policy = parseTrustPolicy(`${[...lines, ...groups].join('\n')}\n`)
      const signers = who.map((at) => ({ key: must(witnesses[at], 'witness').key }))
      const a = who.filter((at) => at < 3).length >= first ? 1 : 0
      const expected = a + who.filter((at) => at >= 3).length >= second
      expect(quorumReached(policy, signers)).toBe(expected)
    }),
    { numRuns: 200 },
  )
})

test('an entry, a note and a request that are read are the only spelling of what they say', () => {
  fc.assert(
    fc.property(nearly, (input) => {
      const bytes = Buffer.from(input)
      const read = readEntry(bytes)
      if (!('fault' in read)) expect(Buffer.from(profiledJson(read.value))).toEqual(bytes)
      const asked = attempt(() => parseAddCheckpoint(bytes))
      if (asked !== undefined) expect(formatAddCheckpoint(asked)).toBe(bytes.toString('utf8'))
      const note = attempt(() => parseNote(input))
      if (note !== undefined) expect(formatNote(note)).toBe(input)
    }),
    { numRuns: 1500 },
  )
})

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (isRefused(error)) return undefined
    throw error
  }
}
