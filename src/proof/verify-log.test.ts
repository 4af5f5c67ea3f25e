import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  makeLogKey,
  makeSampleLog,
  makeWitness,
  readFrom,
  sampleEntries,
  withFile,
} from '../../test/sample-log.ts'
import { sharedPath } from '../../test/shared-data.ts'
import { must } from '../kernel/index.ts'
import { rootFromLeaves } from './compact-range.ts'
import { encodeEntryBundle } from './entry-bundle.ts'
import { leafHash } from './merkle-hash.ts'
import { formatNote, parseNote } from './note.ts'
import { type LogReport, verifyLog } from './verify-log.ts'

const vectors = sharedPath('data', 'tlog-vectors')
const folderFiles = (folder: string) => ({
  read: async (path: string) => {
    const file = join(must(vectors, 'vectors'), folder, path)
    return existsSync(file) ? new Uint8Array(readFileSync(file)) : undefined
  },
})

const sample = makeSampleLog(sampleEntries(600))
const { vkey } = sample.log
const verify = (files: ReadonlyMap<string, Uint8Array>) => verifyLog({ files: readFrom(files), vkey })
const whats = (report: LogReport) => report.problems.map((problem) => problem.what).join('; ')
const entry = (text: string) => new Uint8Array(Buffer.from(text))

test.runIf(vectors)('verifies the 300-entry log that five independent programs accepted', async () => {
  const vkey = readFileSync(join(must(vectors, 'vectors'), 'lab-sample-log/log.vkey'), 'utf8').trim()
  const report = await verifyLog({ files: folderFiles('lab-sample-log/log'), vkey })
  expect(report).toMatchObject({ verified: true, problems: [], size: 300, countsByType: { search: 300 } })
  expect(report.root).toEqual(report.checkpoint?.rootHash)
})

test.runIf(vectors)("finds a foreign log's tree sound and only its entries not of our kind", async () => {
  const keys = JSON.parse(
    readFileSync(join(must(vectors, 'vectors'), 'transparency-dev-tessera/keys.json'), 'utf8'),
  )
  const files = folderFiles('transparency-dev-tessera/testdata/log')
  const report = await verifyLog({ files, vkey: keys.vkey })
  expect(report.root).toEqual(report.checkpoint?.rootHash)
  expect(report.problems.map(({ index }) => index)).toEqual(Array.from({ length: 15 }, (_, at) => at))
  expect(new Set(report.problems.map(({ what }) => what)).size).toBe(1)
})

test.each([0, 1, 255, 256, 257, 600])(
  'verifies an honest log of %i entries and counts them by type',
  async (size) => {
    const log = makeSampleLog(sampleEntries(size))
    const report = await verifyLog({ files: readFrom(log.files), vkey: log.log.vkey })
    expect(report).toMatchObject({ verified: true, problemCount: 0, size })
    const results = Math.floor(size / 3)
    expect(Object.values(report.countsByType).reduce((sum, count) => sum + count, 0)).toBe(size)
    expect(report.countsByType.result ?? 0).toBe(results)
  },
)

test('verifies a log with three levels of tiles', async () => {
  const log = makeSampleLog(sampleEntries(65_537))
  const progress: number[] = []
  const report = await verifyLog({
    files: readFrom(log.files),
    vkey: log.log.vkey,
    onProgress: ({ entriesRead }) => progress.push(entriesRead),
  })
  expect(report).toMatchObject({ verified: true, size: 65_537 })
  expect([progress.length, progress.at(-1)]).toEqual([257, 65_537])
})

test('one flipped bit in any file is found, wherever it lies', async () => {
  const path = fc.constantFrom(...sample.files.keys())
  await fc.assert(
    fc.asyncProperty(path, fc.nat(), fc.nat(7), async (file, seed, bit) => {
      const damaged = withFile(sample.files, file, (bytes) => {
        const at = seed % bytes.length
        return bytes.with(at, must(bytes[at], 'byte') ^ (1 << bit))
      })
      expect((await verify(damaged)).verified).toBe(false)
    }),
    { numRuns: 40 },
  )
})

test('any missing file, and any file with a byte more or less, is found', async () => {
  expect(sample.files.size).toBe(8)
  for (const path of sample.files.keys()) {
    const missing = await verify(withFile(sample.files, path, () => undefined))
    expect(missing.problems, path).toContainEqual({ path, what: 'the file is missing' })
    for (const change of [
      (bytes: Uint8Array) => Uint8Array.of(...bytes, 0),
      (bytes: Uint8Array) => bytes.slice(0, -1),
      () => new Uint8Array(),
    ])
      expect((await verify(withFile(sample.files, path, change))).verified, path).toBe(false)
  }
})

test('names the entry that was changed after signing', async () => {
  const entries = sample.entries.slice(256, 512).with(3, entry('{"t":"search","v":2}'))
  const report = await verify(withFile(sample.files, 'tile/entries/001', () => encodeEntryBundle(entries)))
  expect(report.problems[0]).toMatchObject({ index: 259, path: 'tile/0/001' })
  expect(whats(report)).toContain('not the signed root')
})

test('an extra entry hidden at the end of a bundle is found', async () => {
  for (const [path, start, end] of [
    ['tile/entries/001', 256, 512],
    ['tile/entries/002.p/88', 512, 600],
  ] as const) {
    const extra = encodeEntryBundle([entry('{"t":"search"}')])
    const report = await verify(withFile(sample.files, path, (bytes) => Uint8Array.of(...bytes, ...extra)))
    expect(report.problems).toEqual([{ path, what: expect.stringContaining('follow the last of its') }])
    expect(end - start).toBeGreaterThan(0)
  }
})

test('a dropped entry is found, though bundles, tiles and root be rebuilt without it', async () => {
  const forged = makeSampleLog(sample.entries.toSpliced(100, 1))
  expect((await verify(forged.files)).verified).toBe(false)
  const files = new Map(forged.files).set('checkpoint', must(sample.files.get('checkpoint'), 'checkpoint'))
  expect((await verify(files)).verified).toBe(false)
  const dropped = encodeEntryBundle(sample.entries.slice(0, 255))
  expect((await verify(withFile(sample.files, 'tile/entries/000', () => dropped))).verified).toBe(false)
})

test('two entries that changed places are found', async () => {
  const [first, second] = [must(sample.entries[0], 'entry'), must(sample.entries[1], 'entry')]
  const swapped = [second, first, ...sample.entries.slice(2, 256)]
  const report = await verify(withFile(sample.files, 'tile/entries/000', () => encodeEntryBundle(swapped)))
  expect(report.problems.slice(0, 2).map(({ index }) => index)).toEqual([0, 1])
})

test('stops, and says where, when neither a bundle nor its tile can be read', async () => {
  const files = withFile(
    withFile(sample.files, 'tile/entries/001', () => undefined),
    'tile/0/001',
    () => undefined,
  )
  const report = await verify(files)
  expect(report).toMatchObject({ verified: false, root: undefined })
  expect(whats(report)).toContain('stopped at entry 256')
})

test('full files serve where partial ones are gone, and still must fit', async () => {
  const grown = makeSampleLog(sampleEntries(768))
  const partial = ['tile/entries/002.p/88', 'tile/0/002.p/88']
  const files = new Map([...sample.files, ...grown.files])
  files.set('checkpoint', must(sample.files.get('checkpoint'), 'checkpoint'))
  for (const path of partial) files.delete(path)
  expect((await verify(files)).problems).toEqual([])
  for (const path of ['tile/entries/002', 'tile/0/002']) {
    const damaged = withFile(files, path, (bytes) => bytes.with(7, must(bytes[7], 'byte') ^ 1))
    expect((await verify(damaged)).verified).toBe(false)
    expect((await verify(withFile(files, path, (bytes) => bytes.slice(0, -1)))).verified).toBe(false)
  }
})

test('entries that are not canonical, too long, or without a type are found though signed', async () => {
  const bad = [
    '{"t": "a"}',
    '{"t":"a","t":"a"}',
    '{"t":1}',
    '["t"]',
    '{"a":1}',
    'no',
    '{"t":"a","x":null}',
    '"\xff',
  ]
  const long = `{"c":[${Array(9)
    .fill(`"${'a'.repeat(500)}"`)
    .join(',')}],"t":"a"}`
  const entries = [...bad, long].map((text) => new Uint8Array(Buffer.from(text, 'latin1')))
  const log = makeSampleLog(entries)
  const report = await verifyLog({ files: readFrom(log.files), vkey: log.log.vkey })
  expect(report.problems.map(({ index }) => index)).toEqual(entries.map((_, at) => at))
  expect(report.root).toEqual(rootFromLeaves(entries.map((one) => leafHash(one))))
})

test("the caller's own rules see each entry, in order", async () => {
  const seen: unknown[] = []
  const report = await verifyLog({
    files: readFrom(sample.files),
    vkey,
    checkEntry: (value, index) => {
      seen.push(value)
      return index === 7 ? 'odd' : index === 8 ? ['odd', 'odder'] : undefined
    },
  })
  expect(report.problems).toEqual([
    { index: 7, what: 'odd' },
    { index: 8, what: 'odd' },
    { index: 8, what: 'odder' },
  ])
  expect(seen).toHaveLength(sample.entries.length)
  expect(seen[299]).toMatchObject({ n: 299 })
})

test('the list of problems is bounded, their count is not', async () => {
  const log = makeSampleLog(Array.from({ length: 1200 }, () => entry('no')))
  const report = await verifyLog({ files: readFrom(log.files), vkey: log.log.vkey })
  expect([report.problems.length, report.problemCount]).toEqual([1000, 1200])
})

test('another key, another origin, or too few witnesses: nothing is believed', async () => {
  const stranger = makeLogKey('log.example/1')
  expect(await verifyLog({ files: readFrom(sample.files), vkey: stranger.vkey })).toMatchObject({
    verified: false,
    size: 0,
    checkpoint: undefined,
  })
  const witness = makeWitness('witness.example')
  const withWitness = { files: readFrom(sample.files), vkey, witnesses: [witness.key], quorum: 1 }
  expect(whats(await verifyLog(withWitness))).toContain('QUORUM_MISSED')
  const { text, signatures } = parseNote(sample.note)
  const cosigned = formatNote({ text, signatures: [...signatures, witness.sign(text)] })
  const files = withFile(sample.files, 'checkpoint', () => entry(cosigned))
  expect((await verifyLog({ ...withWitness, files: readFrom(files) })).verified).toBe(true)
})

test('an outage while reading is thrown, never reported as a fault of the log', async () => {
  const files = { read: () => Promise.reject(new Error('connection lost')) }
  await expect(verifyLog({ files, vkey })).rejects.toThrow('connection lost')
})
