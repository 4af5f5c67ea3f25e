import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '../src/kernel/index.ts'
import { conclude } from '../src/lead/index.ts'
import { seal, searchFor } from '../src/lead/sample-requests.ts'
import { verifyDisclosureFile } from '../src/proof/index.ts'
import { browserIsHere, expectAccessible, pressOn, typeInto } from './browser.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'

let site: ScratchSite
let searchId = ''

beforeAll(async () => {
  if (!browserIsHere()) return
  site = await openScratchSite(2)
  const { scratch } = site
  const house = scratch.house()
  const { requester, examiner, verifier } = scratch.users
  const made = (await searchFor(house, requester)).searchId
  const about = { searchId: made, conclusion: 'supports-same-source', rank: 1 } as const
  await seal(house, { user: examiner, ...about })
  await seal(house, { user: verifier, ...about })
  await conclude(house, made)
  searchId = made
}, 600_000)
afterAll(() => site?.close())

const look = async (page: Page, name: string) => {
  const folder = process.env.CASEBOUND_SCREENSHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
const goTo = async (page: Page, place: string, title: string) => {
  await page.goto(`${site.url}/transparency/${place}`)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}
const fitsPhone = async (page: Page) =>
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
const saved = async (page: Page, name: string | RegExp) => {
  const link = page.getByRole('link', { name })
  await link.waitFor({ timeout: 60_000 })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return readFile(must(await download.path(), 'file'))
}

describe.skipIf(!browserIsHere())('the pages about the log', () => {
  test('open chosen values of an entry for somebody, with a file that anybody can check', async () => {
    await site.signedIn({ who: 'manager', width: 1440, height: 900 }, async (page) => {
      await goTo(page, 'disclosures', 'Opened values')
      await page.getByText('Nothing was opened yet').waitFor()
      await expectAccessible(page, 'opened values, none')
      await typeInto(page, page.getByLabel('Entry or record'), searchId)
      await pressOn(page, page.getByRole('button', { name: 'Find', exact: true }))
      await page.getByText('Values to open').waitFor()
      await page.getByText('Choose at least one value.').waitFor()
      await page.locator('#open-case').press('Space')
      await page.getByLabel('For whom').selectOption('defence')
      await typeInto(page, page.getByLabel('Name of the person, court or office'), 'Public Defender, J. Lin')
      await expectAccessible(page, 'opening of values')
      await pressOn(page, page.getByRole('button', { name: 'Log it and open' }))
      await page.getByText(/Opened; entry \d+ of the log says so/).waitFor({ timeout: 30_000 })
      await page.getByText('of entry').first().waitFor()
      await look(page, 'log-disclosures-1440')
      const report = await verifyDisclosureFile(await saved(page, /opened\.json/), {
        vkey: site.scratch.house().ledger.vkey,
      })
      expect(report).toMatchObject({ verified: true, opened: { fields: [{ name: 'case' }] } })
      await expectAccessible(page, 'opened values')
    })
    await site.signedIn({ who: 'auditor', width: 390, height: 844 }, async (page) => {
      await goTo(page, `disclosures?entry=${searchId}`, 'Opened values')
      await page.getByText('Public Defender, J. Lin (Defence)').waitFor()
      await page.getByText('Values to open').waitFor()
      await fitsPhone(page)
      await look(page, 'log-disclosures-390')
    })
  }, 300_000)

  test('say what cannot be found or opened, and keep what was typed', async () => {
    await site.signedIn({ who: 'manager', width: 1440, height: 900 }, async (page) => {
      await goTo(page, 'disclosures?entry=999999', 'Opened values')
      await page.getByText('Could not find it').waitFor()
      expect(await page.getByLabel('Entry or record').inputValue()).toBe('999999')
    })
  }, 300_000)

  test('have one person ask for an erasure and another carry it out', async () => {
    await site.signedIn({ who: 'supervisor', width: 1440, height: 900 }, async (page) => {
      await goTo(page, 'erasures', 'Erasures')
      await page.getByText('Nothing was ever asked to be erased').waitFor()
      await typeInto(page, page.getByLabel('Entry or record'), searchId)
      await page.getByLabel('Ground').selectOption('sealing')
      await typeInto(page, page.getByLabel('Order, petition or rule'), 'PC 851.91')
      await typeInto(page, page.getByLabel('Why, in a sentence'), 'The arrest was sealed.')
      await expectAccessible(page, 'asking for an erasure')
      await pressOn(page, page.getByRole('button', { name: 'Ask for it' }))
      await page.getByText(/Asked for: \d+ values of \d+ entries/).waitFor()
      await page.getByText('You asked for it; somebody else carries it out.').waitFor()
      expect(await page.getByRole('button', { name: 'Destroy for good' }).isDisabled()).toBe(true)
      await look(page, 'log-erasures-1440')
    })
    await site.signedIn({ who: 'manager', width: 390, height: 844 }, async (page) => {
      await goTo(page, 'erasures', 'Erasures')
      await fitsPhone(page)
      await look(page, 'log-erasures-390')
      await pressOn(page, page.getByRole('button', { name: 'Destroy for good' }))
      await page.getByText('Destroyed for good').waitFor({ timeout: 30_000 })
      await expectAccessible(page, 'erasures')
    })
    await site.signedIn({ who: 'auditor', width: 1440, height: 900 }, async (page) => {
      await goTo(page, `disclosures?entry=${searchId}`, 'Opened values')
      await page
        .getByText(/Erased for good; entry \d+ says so/)
        .first()
        .waitFor()
      await goTo(page, 'erasures', 'Erasures')
      await page.getByText('Only programme managers and supervisors do this').waitFor()
    })
  }, 300_000)

  test('make a report of a period as a file, and say why none can be made', async () => {
    await site.signedIn({ who: 'manager', width: 1440, height: 900 }, async (page) => {
      await goTo(page, 'reports', 'Reports')
      await page.getByLabel('Report', { exact: true }).selectOption('maryland')
      await typeInto(page, page.getByLabel('Year'), '2026-11')
      await page.getByLabel('File').selectOption('csv')
      await expectAccessible(page, 'reports')
      await pressOn(page, page.getByRole('button', { name: 'Make it' }))
      await page.getByText('is made for a year').waitFor()
      await page.getByLabel('Year').fill('2026')
      await pressOn(page, page.getByRole('button', { name: 'Make it' }))
      await page.getByText(/Nothing was in the log yet at/).waitFor()
      await page.getByLabel('Leave out entries younger').fill('0')
      await pressOn(page, page.getByRole('button', { name: 'Make it' }))
      expect(String(await saved(page, /maryland-2026\.csv/))).toMatch(/Searches that gave a list,,1,/)
      await look(page, 'log-reports-1440')
      await page.getByLabel('File').selectOption('pdf')
      await pressOn(page, page.getByRole('button', { name: 'Make it' }))
      expect((await saved(page, /maryland-2026\.pdf/)).subarray(0, 5).toString()).toBe('%PDF-')
    })
    await site.signedIn({ who: 'auditor', width: 390, height: 844 }, async (page) => {
      await goTo(page, 'reports', 'Reports')
      await page.getByLabel('Report', { exact: true }).selectOption('records-request')
      await page.getByLabel('Since the year').fill('2009')
      await page.getByLabel('File').selectOption('html')
      await page.getByLabel('Leave out entries younger').fill('0')
      await pressOn(page, page.getByRole('button', { name: 'Make it' }))
      expect(String(await saved(page, /records-request-since-2009\.html/))).toContain('everything since 2009')
      await fitsPhone(page)
      await look(page, 'log-reports-390')
    })
  }, 300_000)

  test('are closed to whoever has no role for them, in words', async () => {
    await site.signedIn({ who: 'requester', width: 1440, height: 900 }, async (page) => {
      await goTo(page, '', 'Log')
      await page.getByText('Opened values').waitFor()
      expect(await page.getByRole('link', { name: 'Reports' }).count()).toBe(0)
      await goTo(page, 'reports', 'Reports')
      await page.getByText('Only auditors, programme managers and supervisors do this').waitFor()
    })
  }, 300_000)
})
