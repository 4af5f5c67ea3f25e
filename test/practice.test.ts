import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemClock } from '../src/kernel/index.ts'
import { openHouse, openPracticeRoom, type PracticeRoom } from '../src/lead/index.ts'
import { browserIsHere } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'
import { copySomePeople } from './synthetic-people.ts'

const wide = { width: 1440, height: 900 }

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

  test('a newcomer without a certificate prepares it, requests and examines there, and comes back', async () => {
    await site.signedIn({ who: 'uncertified', ...wide }, async (page) => {
      await page.goto(`${site.url}/training`)
      await page.getByRole('button', { name: 'Prepare the practice gallery' }).click()
      await page.getByText(/photographs are enrolled|Preparing the practice gallery/).waitFor()
      await lookAtPage(page, 'practice-preparing')
      await page.getByRole('button', { name: 'Practise', exact: true }).click({ timeout: 240_000 })
      await page.waitForURL(/\/practice\//, { timeout: 60_000 })
      await page.getByText('nothing reaches a real record').waitFor({ timeout: 60_000 })
      await page.getByRole('heading', { level: 1, name: 'Requests' }).waitFor()
      await lookAtPage(page, 'practice-requests')
      await page.goto(`${site.url}/practice/requests/new`)
      await page.getByRole('textbox', { name: /case/i }).first().waitFor()
      await lookAtPage(page, 'practice-new')
      await page.goto(`${site.url}/practice/examine`)
      await page.getByRole('heading', { level: 1, name: 'Examine' }).waitFor()
      await expect
        .poll(() => page.getByRole('link', { name: /compare|examine|open/i }).count())
        .toBeGreaterThan(1)
      await page.getByText('verified ✓').waitFor()
      await lookAtPage(page, 'practice-examine')
      await page.getByRole('link', { name: 'Leave practice' }).click()
      await page.getByRole('heading', { level: 1, name: 'Training' }).waitFor()
      await page.getByText('3 practice searches so far').waitFor()
      expect(await page.getByText('nothing reaches a real record').count()).toBe(0)
      await lookAtPage(page, 'practice-left')
    })
  })
})
