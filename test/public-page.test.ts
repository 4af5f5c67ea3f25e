import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Happening, sampleHistory } from '../src/ledger/sample-history.ts'
import { recountLogFolder } from '../src/ledger/verify-log-folder.ts'
import { browserIsHere, expectAccessible, launchBrowser } from './browser.ts'
import { type Served, serveFolder, writeSite } from './public-site.ts'
import { casebound, lendModel, repoRoot } from './run-casebound.ts'
import { makeLogKey, makeSampleLog } from './sample-log.ts'

let folder = ''
let site = ''
let server: Served
let url = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebound-public-'))
  site = join(folder, 'site')
  await publishSample()
  server = await serveFolder(site)
  url = server.url
}, 120_000)
afterAll(async () => {
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

/** A log of four hundred acts over half a year, and its page. */
async function publishSample(): Promise<void> {
  const kinds = [
    'search',
    'result',
    'review',
    'review',
    'lead',
    'search',
    'fail',
    'refusal',
    'search',
    'result',
    'outcome',
    'disclose',
    'erase',
  ] as const
  const acts = Array.from(
    { length: 400 },
    (_, at): Happening => ({
      what: kinds[at % kinds.length] ?? 'search',
      pick: (at * 7) % 31,
      weeksOn: at % 15 === 0 ? 1 : 0,
    }),
  )
  acts.splice(90, 0, { what: 'import', pick: 0, weeksOn: 0 })
  for (const pick of [1, 2, 3, 4, 5, 7, 8, 10, 14, 14, 15, 17, 14])
    acts.splice(20 + 2 * pick, 0, { what: 'oversight', pick, weeksOn: 0 })
  const log = makeLogKey('agency.example/fr-log/1')
  const { files } = makeSampleLog(sampleHistory(log.vkey, acts), log)
  await writeSite(site, { files: new Map([...files, ['keys/log.vkey', Buffer.from(`${log.vkey}\n`)]]), log })
}

/** Changes a file of the site for as long as the work goes on. */
async function spoiled(
  path: string,
  change: (bytes: Buffer) => Buffer,
  work: () => Promise<void>,
): Promise<void> {
  const bytes = await readFile(join(site, path))
  await writeFile(join(site, path), change(bytes))
  await work().finally(() => writeFile(join(site, path), bytes))
}

describe.runIf(browserIsHere())('the public page of a log', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser?.close())

  const shown = async (work: (page: Page) => Promise<void>, javaScriptEnabled = true) => {
    const page = await browser.newPage({ javaScriptEnabled, viewport: { width: 1440, height: 1000 } })
    await page.goto(url)
    await work(page).finally(() => page.close())
  }
  const headingOf = (page: Page) => page.locator('#check h2')

  test('checks every entry in the browser and says so', async () => {
    await shown(async (page) => {
      await expect
        .poll(() => headingOf(page).textContent(), { timeout: 60_000 })
        .toBe('Checked by your browser just now ✓')
      expect(await page.locator('#check li').count()).toBe(5)
      await expectAccessible(page, 'the public page')
      if (process.env.SHOTS) {
        await page.screenshot({ path: join(process.env.SHOTS, 'public-1440.png'), fullPage: true })
        await page.setViewportSize({ width: 390, height: 844 })
        await page.screenshot({ path: join(process.env.SHOTS, 'public-390.png'), fullPage: true })
      }
    })
  }, 120_000)

  test('is readable without scripts', async () => {
    await shown(async (page) => {
      const { recount } = JSON.parse(await readFile(join(site, 'counts.json'), 'utf8'))
      expect(await page.locator('h1').textContent()).toBe(
        `${recount.searches} searches by face, sealed in this log`,
      )
      expect(await page.locator('body').textContent()).toContain('Scripts are off')
      expect(await page.locator('svg[role=img]').count()).toBe(3)
      const text = await page.locator('main').textContent()
      expect(text).toContain('No case number was given')
      expect(text).toContain('Imported, unattested searches by year')
      expect(text).toContain('How its use is watched')
      expect(text).toContain('nobody outside vouches for seeing the same log as you')
      expect(text).toContain('Cases of misuse by finding')
      expect(text).not.toMatch(/NO_CASE|CERT_EXPIRED/)
    }, false)
  })

  test.each([
    [
      'an entry was altered',
      'tile/entries/000',
      (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('robbery', 'robbary'), 'latin1'),
    ],
    [
      'an entry was dropped',
      'tile/entries/000',
      (bytes: Buffer) => bytes.subarray(2 + bytes.readUInt16BE(0)),
    ],
    [
      'the count of entries was changed',
      'checkpoint',
      (bytes: Buffer) => Buffer.from(String(bytes).replace(/\n\d+\n/, '\n400\n')),
    ],
  ])('shows what is wrong when %s', async (_, path, change) => {
    await spoiled(path, change, () =>
      shown(async (page) => {
        await expect.poll(() => headingOf(page).textContent(), { timeout: 60_000 }).toBe('This does not hold')
        expect(await page.locator('h1').textContent()).toBe('These figures cannot be trusted')
        expect(await page.locator('#check li').first().textContent()).toMatch(/entry|tile|checkpoint|key/)
        await expectAccessible(page, 'the public page with findings')
        if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, 'public-bad.png') })
      }),
    )
  })

  test('shows when a rollup was changed', async () => {
    await spoiled('rollups/2026-01.json', lessRequests, () =>
      shown(async (page) => {
        await expect.poll(() => headingOf(page).textContent(), { timeout: 60_000 }).toBe('This does not hold')
        expect(await page.locator('#check').textContent()).toContain('rollups/2026-01.json')
      }),
    )
  })

  test('shows when the page itself tells other figures than the log', async () => {
    const lie = (bytes: Buffer) => Buffer.from(String(bytes).replace(/"refusals":\d+/, '"refusals":0'))
    await spoiled('index.html', lie, () =>
      shown(async (page) => {
        await expect.poll(() => headingOf(page).textContent(), { timeout: 60_000 }).toBe('This does not hold')
        expect(await page.locator('#check').textContent()).toContain('refusals')
      }),
    )
  })
})

const lessRequests = (bytes: Buffer) => Buffer.from(String(bytes).replace(/"requests":\d+/, '"requests":0'))
const lessAlarms = (bytes: Buffer) =>
  Buffer.from(String(bytes).replace(/"oversight":\[\{[^}]*\},?/, '"oversight":['))
const pythonCode = (): Promise<number> =>
  new Promise((settle) =>
    execFile('python3', [join(repoRoot, 'tools/recount.py'), site], (error) =>
      settle(error === null ? 0 : Number(error.code)),
    ),
  )

describe('what lies beside a published log is compared with it by both recounters', () => {
  test('and holds as it was published', async () => {
    const { report } = await recountLogFolder(site)
    expect(report.problems).toEqual([])
    expect(report.publication).toMatchObject({ imports: [1], months: expect.arrayContaining(['2026-01']) })
    expect(await pythonCode()).toBe(0)
  })

  test.each([
    ['a rollup tells fewer requests', 'rollups/2026-01.json', lessRequests],
    ['a rollup hides an alarm', 'rollups/2026-01.json', lessAlarms],
    ['a rollup is no JSON', 'rollups/2026-01.json', () => Buffer.from('{')],
    [
      'an imported table is changed',
      'imports/1.json',
      (bytes: Buffer) => Buffer.from(String(bytes).replace('16293', '16292')),
    ],
    [
      'a month is not listed',
      'publication.json',
      (bytes: Buffer) => Buffer.from(String(bytes).replace('"2026-01",', '')),
    ],
    [
      'an imported batch is not listed',
      'publication.json',
      (bytes: Buffer) => Buffer.from(String(bytes).replace(/"imports": \[[^\]]*\]/, '"imports": []')),
    ],
    [
      'the list speaks of another size',
      'publication.json',
      (bytes: Buffer) => Buffer.from(String(bytes).replace(/"size": \d+/, '"size": 3')),
    ],
    ['the list is none', 'publication.json', () => Buffer.from('[]')],
  ])('which find that %s', async (_, path, change) => {
    await spoiled(path, change, async () => {
      const { report, recount } = await recountLogFolder(site)
      expect(report.problems.map((problem) => problem.path)).toContain(path)
      expect(recount).toBeUndefined()
      expect(await pythonCode()).toBe(1)
    })
  })

  test('which find that the text of a policy is another than the adopted one', async () => {
    const [name = ''] = await readdir(join(site, 'policies'))
    await spoiled(
      `policies/${name}`,
      () => Buffer.from('{}'),
      async () => {
        expect((await recountLogFolder(site)).report.problems[0]?.what).toBe(
          'is not the text that was adopted',
        )
        expect(await pythonCode()).toBe(1)
      },
    )
  })
})

describe('casebound log publish', () => {
  test('publishes a house’s log, which three programs then verify and count alike', async () => {
    const [data, into] = [join(folder, 'data'), join(folder, 'published')]
    await lendModel(data)
    expect((await casebound(['init', '--data', data, '--login', 'me', '--json'])).code).toBe(0)
    const published = await casebound(['log', 'publish', into, '--data', data, '--delay', '0', '--json'])
    expect(published.json).toMatchObject({ delayDays: 0, size: expect.any(Number) })
    expect((await casebound(['log', 'verify', into, '--json'])).json).toMatchObject({ verified: true })
    const counted = await casebound(['log', 'recount', into, '--json'])
    expect(counted).toMatchObject({ code: 0, json: { verified: true, recount: { requests: 0 } } })
    const python = await new Promise<string>((settle, fail) =>
      execFile('python3', [join(into, 'recount.py'), into, '--json'], (error, out) =>
        error ? fail(error) : settle(out),
      ),
    )
    expect(JSON.parse(python).recount).toEqual((counted.json as { recount: unknown }).recount)
    expect(await readFile(join(into, 'index.html'), 'utf8')).toContain('There is no search in these entries')
    const again = await casebound(['log', 'publish', into, '--data', data, '--delay', '30', '--json'])
    expect(again.out).toContain('NOTHING_PUBLIC_YET')
  }, 400_000)
})
