import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../src/kernel/index.ts'
import { openHouse, openPracticeRoom, type PracticeRoom } from '../src/lead/index.ts'
import { browserIsHere, expectAccessible } from './browser.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'
import { copySomePeople } from './synthetic-people.ts'

/** Where the pictures of all pages are put, for whoever wants to look at them. */
const pictures = process.env.CASEBOUND_PICTURES
const wide = { width: 1440, height: 900 }
const narrow = { width: 390, height: 844 }

describe.runIf(browserIsHere())('practice, in a browser', { timeout: 300_000 }, () => {
  let folder: string
  let room: PracticeRoom
  let site: ScratchSite
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casebound-practice-site-'))
    room = openPracticeRoom({
      ...{ dataDir: join(folder, 'practice'), clock: systemClock },
      peopleDir: await copySomePeople(join(folder, 'people'), 4),
      open: (dataDir) =>
        openHouse({
          ...{ dataDir, clock: systemClock, faceThreads: 1 },
          renderLeadSheet: async () => ({ bytes: new Uint8Array([1]), pages: 1 }),
        }),
      report: (error) => {
        throw error
      },
    })
    site = await openScratchSite(2, { practice: room })
  }, 300_000)
  afterAll(async () => {
    await room?.close()
    await site?.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  })

  const seen = async (page: Page, name: string) => {
    await expectAccessible(page, name)
    if (!pictures) return
    await page.screenshot({ path: `${pictures}/${name}-wide.png`, fullPage: true })
    await page.setViewportSize(narrow)
    await page.screenshot({ path: `${pictures}/${name}-narrow.png`, fullPage: true })
    await page.setViewportSize(wide)
  }

  test('a newcomer without a certificate prepares it, requests and examines there, and comes back', async () => {
    await site.signedIn({ who: 'uncertified', ...wide }, async (page) => {
      await page.goto(`${site.url}/training`)
      await page.getByRole('button', { name: 'Prepare the practice gallery' }).click()
      await page.getByText(/photographs are enrolled|Preparing the practice gallery/).waitFor()
      await seen(page, 'practice-preparing')
      await page.getByRole('button', { name: 'Practise', exact: true }).click({ timeout: 240_000 })
      await page.waitForURL(/\/practice\//, { timeout: 60_000 })
      await page.getByText('nothing reaches a real record').waitFor({ timeout: 60_000 })
      await page.getByRole('heading', { level: 1, name: 'Requests' }).waitFor()
      await seen(page, 'practice-requests')
      await page.goto(`${site.url}/practice/requests/new`)
      await page.getByRole('textbox', { name: /case/i }).first().waitFor()
      await seen(page, 'practice-new')
      await page.goto(`${site.url}/practice/examine`)
      await page.getByRole('heading', { level: 1, name: 'Examine' }).waitFor()
      await expect
        .poll(() => page.getByRole('link', { name: /compare|examine|open/i }).count())
        .toBeGreaterThan(1)
      await page.getByText('verified ✓').waitFor()
      await seen(page, 'practice-examine')
      await page.getByRole('link', { name: 'Leave practice' }).click()
      await page.getByRole('heading', { level: 1, name: 'Training' }).waitFor()
      await page.getByText('3 practice searches so far').waitFor()
      expect(await page.getByText('nothing reaches a real record').count()).toBe(0)
      await seen(page, 'practice-left')
    })
  })
})
