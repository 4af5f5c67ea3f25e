import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { browserIsHere, expectAccessible, launchBrowser } from './browser.ts'
import { goodRows } from './import-folder.ts'
import { casebound, demoPeople, lendModel } from './run-casebound.ts'
import { sharedPath } from './shared-data.ts'

// Measures with the real program: on synthetic people always, on published sets where they lie beside the checkout.

const lfw = sharedPath('data', 'lfw-dev')
const frll = sharedPath('data', 'frll-dev')

let workDir = ''
let dataDir = ''

beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'casebound-evaluate-'))
  dataDir = join(workDir, 'data')
  await lendModel(dataDir)
})
afterAll(() => rm(workDir, { recursive: true, force: true }))

const evaluate = (...args: readonly string[]) => casebound(['evaluate', ...args, '--data', dataDir, '--json'])

async function csv(name: string, ...lines: readonly string[]): Promise<string> {
  const path = join(workDir, name)
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}

/** Two bookings each of so many synthetic persons. */
async function twoEach(
  persons: number,
): Promise<readonly { first: string; second: string; person: string }[]> {
  const files = new Map<string, string[]>()
  for (const { personId, file } of await goodRows(200))
    files.set(personId, [...(files.get(personId) ?? []), file])
  return [...files]
    .flatMap(([person, [first, second]]) => (first && second ? [{ person, first, second }] : []))
    .slice(0, persons)
}

const shareOfOne = (value: unknown): boolean => typeof value === 'number' && value >= 0 && value <= 1

describe('evaluate verification', () => {
  test('measures pairs of synthetic people, degraded too, and writes a report that needs nothing else', async () => {
    const people = await twoEach(10)
    const pairs = await csv(
      'pairs.csv',
      'a,b,same',
      ...people.map(({ first, second }) => `${first},${second},1`),
      ...people.map(({ first }, at) => `${first},${people[(at + 1) % people.length]?.second},0`),
    )
    const report = join(workDir, 'verification.html')
    const asked = ['--images', demoPeople, '--pairs', pairs, '--degrade', 'grey', '--report', report]
    const { code, json, err } = await evaluate('verification', ...asked)
    expect(code, err).toBe(0)
    const figures = json as Record<string, unknown> & { degraded: { grey: Record<string, unknown> } }
    expect(figures).toMatchObject({ pairs: 20, samePairs: 10, differentPairs: 10, images: 20 })
    for (const one of [figures, figures.degraded.grey])
      for (const name of ['accuracy', 'tarAtFar01', 'tarAtFar001', 'failureToDetect', 'equalErrorRate'])
        expect(shareOfOne(one[name]), name).toBe(true)
    expect(figures.accuracy).toBeGreaterThan(0.6)
    await expectStandsAlone(report, [
      'Similarity',
      'Decided right',
      'TAR at FAR 0.01',
      'What a worse camera costs',
    ])
  }, 300_000)

  test.runIf(lfw !== undefined)(
    'decides at least 57 of 60 pairs of Labeled Faces in the Wild right',
    async () => {
      const folder = lfw ?? ''
      const asked = [
        '--images',
        join(folder, 'images'),
        '--pairs',
        join(folder, 'pairs.csv'),
        '--limit',
        '60',
      ]
      const { json, err } = await evaluate('verification', ...asked)
      const figures = json as { accuracy: number; pairs: number; failureToDetect: number }
      expect(figures.pairs, err).toBe(60)
      expect(figures.accuracy).toBeGreaterThanOrEqual(57 / 60)
      expect(figures.failureToDetect).toBeLessThanOrEqual(0.02)
    },
    600_000,
  )
})

describe('evaluate identification', () => {
  test('measures searches of synthetic people by group, and writes a report', async () => {
    const people = await twoEach(8)
    const group = (at: number) => (at % 2 === 0 ? 'even' : 'odd')
    const gallery = await csv(
      'gallery.csv',
      'file,person,group',
      ...people.slice(0, 6).map(({ first, person }, at) => `${first},${person},${group(at)}`),
    )
    const probes = await csv(
      'probes.csv',
      'file,person,group',
      ...people.map(({ second, person }, at) => `${second},${person},${group(at)}`),
    )
    const report = join(workDir, 'identification.html')
    const asked = ['--gallery', gallery, '--probes', probes, '--images', demoPeople, '--min-group', '4']
    const { code, json, err } = await evaluate('identification', ...asked, '--report', report)
    expect(code, err).toBe(0)
    expect(json).toMatchObject({ persons: 6, matedSearches: 6, nonMatedSearches: 2, nonMated: 'given' })
    const figures = json as Record<string, unknown> & { cmc: number[]; groups: Record<string, unknown>[] }
    for (const name of ['rank1', 'fnirRank1', 'fnirAtFpir01', 'fnirAtFpir003', 'failureToDetect'])
      expect(shareOfOne(figures[name]), name).toBe(true)
    expect(figures.cmc).toHaveLength(6)
    // Three persons of each group are in the gallery, and four are needed.
    expect(figures.groups.map(({ value, fnirRank1 }) => [value, fnirRank1])).toEqual([
      ['even', null],
      ['odd', null],
    ])
    await expectStandsAlone(report, ['Found at rank 1', 'too few persons', 'By group', 'FNIR(N, R, T)'])
  }, 300_000)

  test.runIf(frll !== undefined)(
    'finds all 51 smiling portraits of the London set at rank 1',
    async () => {
      const manifest = join(frll ?? '', 'manifest.csv')
      const asked = ['--gallery', manifest, '--probes', manifest, '--non-mated', 'leave-out']
      const { json, err } = await evaluate('identification', ...asked)
      expect(json, err).toMatchObject({
        rank1: 1,
        rank1Count: 51,
        persons: 51,
        matedSearches: 51,
        nonMatedSearches: 51,
        nonMated: 'leave-out',
      })
    },
    600_000,
  )
})

/** The report is whole, readable by its owner alone, and asks a browser for nothing. */
async function expectStandsAlone(path: string, words: readonly string[]): Promise<void> {
  expect((await stat(path)).mode & 0o077).toBe(0)
  const page = await readFile(path, 'utf8')
  for (const word of words) expect(page).toContain(word)
  expect(page).toContain("default-src 'none'")
  expect(page).not.toMatch(/<script|<link|<iframe|@import|url\(|\son[a-z]+=/i)
  const addresses = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, address]) => address ?? '')
  expect(addresses.filter((address) => !/^(data:image\/jpeg;base64,|#)/.test(address))).toEqual([])
  expect(addresses.some((address) => address.startsWith('data:'))).toBe(true)
  const figures = [...page.matchAll(/<svg[^>]*>/g)].map(([tag]) => tag)
  expect(figures.length).toBeGreaterThan(0)
  for (const tag of figures) expect(tag).toMatch(/role="img"/)
  expect(page.match(/<figure>/g)?.length).toBe(figures.length)
  expect(page).toMatch(/sha256:[0-9a-f]{64}/)
  if (browserIsHere()) await expectReadable(path)
}

/** Accessible in a real browser, on a screen and on a telephone. */
async function expectReadable(path: string): Promise<void> {
  const browser = await launchBrowser()
  try {
    for (const width of [1440, 390]) {
      const page = await browser.newPage({ viewport: { width, height: 900 } })
      await page.goto(pathToFileURL(path).href)
      await expectAccessible(page, `${basename(path)}, ${width} wide`)
    }
  } finally {
    await browser.close()
  }
}
