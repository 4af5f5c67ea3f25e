import { appendFile, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtinRegister, type Finding, findingsOf, scanFiles } from '../../src/oversight/index.ts'
import { type Corpus, makeCorpus } from './make-corpus.ts'

const register = builtinRegister()
let folder = ''
let corpus: Corpus

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-corpus-'))
  corpus = await makeCorpus({ folder: join(folder, 'logs'), bytes: 4_000_000, seed: 20_261_126 })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const scan = (more: object = {}) => scanFiles({ register, paths: corpus.files, ...more })
const findingsIn = (scanned: Awaited<ReturnType<typeof scan>>) =>
  findingsOf(scanned.entries, register).findings
const named = (findings: readonly Finding[]) =>
  new Map(findings.map((one) => [`${one.person} ${one.serviceId}`, one]))

describe('a mixed corpus with a known truth', () => {
  it('is found whole: every planted use, none of the innocent, every line counted', async () => {
    const scanned = await scan()
    const findings = findingsIn(scanned)
    expect([scanned.lines, scanned.brokenLines]).toEqual([corpus.lines, corpus.brokenLines])
    const found = named(findings)
    expect(corpus.planted.length).toBeGreaterThan(150)
    for (const one of corpus.planted) {
      const finding = found.get(`${one.person} ${one.service}`)
      expect(finding?.uses, `${one.person} with ${one.service}`).toBe(one.uses)
    }
    expect(found.size).toBe(corpus.planted.length)
    for (const { person } of findings)
      expect(corpus.innocent.filter((start) => person.startsWith(start))).toEqual([])
    for (const { evidence } of findings) expect(evidence[0]?.lineHash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('says the same with two threads, in small chunks that cut lines anywhere', async () => {
    const whole = await scan({ threads: 1 })
    const pieces = await scan({ threads: 2, chunkBytes: 40_009 })
    expect([pieces.lines, pieces.brokenLines]).toEqual([whole.lines, whole.brokenLines])
    expect(pieces.setAside).toEqual(whole.setAside)
    expect(findingsIn(pieces)).toEqual(findingsIn(whole))
  })

  it('says the same when it is compressed, but for the names of the files', async () => {
    const [log = ''] = corpus.files
    const plain = await scan({ paths: [log] })
    const packed = join(folder, 'access.log.gz')
    await writeFile(packed, gzipSync(await readFile(log)))
    const unpacked = await scan({ paths: [packed], chunkBytes: 40_009 })
    expect(unpacked.lines).toBe(plain.lines)
    const uses = (scanned: typeof plain) =>
      findingsIn(scanned).map(({ person, service, uses: many }) => [person, service, many])
    expect(uses(unpacked)).toEqual(uses(plain))
    const both = await scan({ paths: [log, packed] })
    expect(both.lines).toBe(plain.lines)
    expect(both.files.map(({ seenBefore }) => seenBefore)).toEqual([false, true])
    expect(uses(both)).toEqual(uses(plain))
  })

  it('counts a log once, read twice or under another name, and a log that has grown for what is new', async () => {
    const [log = ''] = corpus.files
    const statePath = join(folder, 'state.json')
    const first = await scan({ paths: [log], statePath, chunkBytes: 100_003 })
    const renamed = join(folder, 'renamed.log')
    await copyFile(log, renamed)
    const again = await scan({ paths: [log, renamed], statePath, chunkBytes: 100_003 })
    expect(again.lines).toBe(first.lines)
    expect(findingsIn(again)).toEqual(findingsIn(first))
    expect(again.files.every(({ seenBefore }) => seenBefore)).toBe(true)
    const line =
      '1574762462.123    100 10.9.9.9 TCP_MISS/200 9 POST https://pimeyes.com/api/upload/file late HIER_DIRECT/192.0.2.7 text/html'
    await appendFile(renamed, `${line}\n`)
    const grown = await scan({ paths: [renamed], statePath, chunkBytes: 100_003 })
    expect(grown.lines).toBe(first.lines + 1)
    expect(named(findingsIn(grown)).get('late pimeyes')?.uses).toBe(1)
    expect(findingsIn(grown)).toHaveLength(findingsIn(first).length + 1)
  })

  it('goes on where a review was stopped', async () => {
    const [log = ''] = corpus.files
    const statePath = join(folder, 'stopped.json')
    const whole = await scan({ paths: [log], chunkBytes: 100_003 })
    const stop = new Error('stopped')
    let told = 0
    const onProgress = () => {
      told++
      if (told === 4) throw stop
    }
    await expect(
      scan({ paths: [log], statePath, chunkBytes: 100_003, threads: 1, onProgress }),
    ).rejects.toThrow('stopped')
    const halted: { halts: { chunks: number }[] } = JSON.parse(await readFile(statePath, 'utf8'))
    expect(halted.halts[0]?.chunks).toBeGreaterThan(0)
    const resumed = await scan({ paths: [log], statePath, chunkBytes: 100_003 })
    expect([resumed.lines, resumed.brokenLines]).toEqual([whole.lines, whole.brokenLines])
    expect(findingsIn(resumed)).toEqual(findingsIn(whole))
  })
})
