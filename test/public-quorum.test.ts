import { mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formatNote, parseNote } from '../src/proof/index.ts'
import { browserIsHere, launchBrowser } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { type Served, serveFolder, writeSite } from './public-site.ts'
import { delayed, log, policyText, recorded, withWitnesses, witnesses } from './witnessed-folders.ts'

// What the public page says of the witnesses, in a real browser: two of three cosigned, as the policy that the log names asks.

const by = witnesses.slice(0, 2)
const named = recorded(policyText(2), 'W')
const logs = {
  whole: { files: withWitnesses({ by }), checkpoint: 'checkpoint' },
  delayed: { files: delayed({ by, named, show: named }), checkpoint: 'live/checkpoint' },
} as const
type Which = keyof typeof logs

let folder = ''
const sites = new Map<Which, Served>()
const fileOf = (which: Which, path: string) => join(folder, which, path)

/** Changes a file of a site for as long as the work goes on; undefined takes it away. */
async function spoiled(
  of: {
    readonly which: Which
    readonly path: string
    readonly change: (bytes: Buffer) => string | undefined
  },
  work: () => Promise<void>,
): Promise<void> {
  const file = fileOf(of.which, of.path)
  const bytes = await readFile(file)
  const changed = of.change(bytes)
  if (changed === undefined) await unlink(file)
  else await writeFile(file, changed)
  await work().finally(() => writeFile(file, bytes))
}

/** The same note without what a witness signed. */
const without = (name: string) => (note: Buffer) => {
  const { text, signatures } = parseNote(note)
  return formatNote({ text, signatures: signatures.filter((one) => one.name !== name) })
}

/** The same note with one bit of what a witness signed flipped. */
const damaged = (name: string) => (note: Buffer) => {
  const { text, signatures } = parseNote(note)
  const flipped = signatures.map((one) =>
    one.name === name
      ? { ...one, signature: one.signature.map((byte, at) => (at === 20 ? byte ^ 1 : byte)) }
      : one,
  )
  return formatNote({ text, signatures: flipped })
}

describe.runIf(browserIsHere())('the public page of a log with witnesses', () => {
  let browser: Browser
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casebound-public-quorum-'))
    for (const which of ['whole', 'delayed'] as const) {
      await writeSite(join(folder, which), { files: logs[which].files, log })
      sites.set(which, await serveFolder(join(folder, which)))
    }
    browser = await launchBrowser()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    for (const site of sites.values()) await site.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function shown(which: Which, work: (page: Page) => Promise<void>): Promise<void> {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(sites.get(which)?.url ?? '')
    await expect
      .poll(() => page.locator('#check h2').textContent(), { timeout: 60_000 })
      .not.toBe('Your browser is checking')
    await work(page).finally(() => page.close())
  }

  test.each(['whole', 'delayed'] as const)(
    'names who cosigned, and the entry that asks for it (%s)',
    (which) =>
      shown(which, async (page) => {
        expect(await page.locator('#check h2').textContent()).toBe('Checked by your browser just now ✓')
        expect(await page.locator('#check').textContent()).toContain(
          'The newest checkpoint was cosigned by inspector.example/w1, inspector.example/w2, as policy.txt asks; entry 4 of the log names that policy.',
        )
        const facts = await page.locator('dl').textContent()
        expect(facts).toContain('inspector.example/w1, inspector.example/w2 cosigned the newest checkpoint')
        expect(await page.locator('a[href="policy.txt"]').textContent()).toBe('who must cosign')
        await lookAtPage(page, `public-witnessed-${which}`)
      }),
  )

  const weaker = () => policyText(2).replace('group witnesses 2', 'group witnesses 1')
  test.each([
    [
      'too few of them cosigned',
      'checkpoint',
      without('inspector.example/w2'),
      /1 of 3 witnesses.*asks for 2 of 3/,
    ],
    [
      'one of them signed something else',
      'checkpoint',
      damaged('inspector.example/w1'),
      /inspector.example.w1/,
    ],
    ['the policy was taken away', 'policy', () => undefined, /policy.txt: is missing, although entry 4/],
    ['a weaker policy lies in its place', 'policy', weaker, /policy.txt: is not the policy that entry 4/],
  ] as const)('says so when %s', async (name, what, change, words) => {
    for (const which of ['whole', 'delayed'] as const) {
      const path = what === 'policy' ? 'policy.txt' : logs[which].checkpoint
      await spoiled({ which, path, change }, () =>
        shown(which, async (page) => {
          expect(await page.locator('#check h2').textContent()).toBe('This does not hold')
          expect(await page.locator('h1').textContent()).toBe('These figures cannot be trusted')
          expect(await page.locator('#check').textContent()).toContain('its witnesses do not stand behind it')
          expect(await page.locator('#check').textContent()).toMatch(words)
          await lookAtPage(page, `public-witnessed-${which}-${name.replaceAll(' ', '-')}`)
        }),
      )
    }
  })
})
