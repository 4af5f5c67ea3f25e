import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '../src/kernel/index.ts'
import { stringWires } from '../src/lead/index.ts'
import { browserIsHere, pressOn } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'
import { demoPeople } from './run-casebound.ts'
import { firstBookings } from './synthetic-people.ts'

const wide = { width: 1440, height: 900 }
const words = 'Said so that somebody else can follow it.'
let site: ScratchSite
let photos: readonly string[] = []

beforeAll(async () => {
  if (!browserIsHere()) return
  site = await openScratchSite(1)
  photos = (await firstBookings(3)).map(({ file }) => join(demoPeople, file))
}, 600_000)
afterAll(() => site?.close())

const photo = (at: number) => must(photos[at], 'photograph')

describe.skipIf(!browserIsHere())('the pages of reference portraits', { timeout: 300_000 }, () => {
  test('a user registers his own photograph where the agency asks for it, and takes it back', async () => {
    await site.signedIn({ who: 'requester', ...wide }, async (page) => {
      await page.goto(`${site.url}/account`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      expect(await page.getByRole('heading', { name: 'Staff photograph' }).count()).toBe(0)
      const setting = { wires: ['resembles-staff', 'resembles-figure'], duty: undefined } as const
      await stringWires(site.scratch.house(), {
        user: site.scratch.users.auditor,
        setting: { ...setting, manyInAnHour: 30, resemblance: 0.97, words },
      })
      await page.reload()
      await page.getByRole('heading', { name: 'Staff photograph' }).waitFor()
      expect(await page.getByRole('button', { name: 'Register it' }).isDisabled()).toBe(true)
      await page.getByLabel('Your photograph').setInputFiles(photo(1))
      await pressOn(page, page.getByRole('button', { name: 'Register it' }))
      await page.getByText('Yours is held since').waitFor()
      await lookAtPage(page, 'staff-photograph')
      await pressOn(page, page.getByRole('button', { name: 'Take it back' }))
      await page.getByText('None is held.').waitFor()
      await page.getByLabel('Your photograph').setInputFiles(photo(2))
      await pressOn(page, page.getByRole('button', { name: 'Register it' }))
      await page.getByText('Yours is held since').waitFor()
    })
  })

  test('an auditor registers a public figure with a reason, sees names and no picture, and deletes it', async () => {
    await site.signedIn({ who: 'auditor', ...wide }, async (page) => {
      await page.goto(`${site.url}/oversight/portraits`)
      await page.getByRole('rowheader').first().waitFor()
      await page.getByLabel('Portrait', { exact: true }).setInputFiles(photo(0))
      await page.getByLabel('Name and office').fill('M. Okafor, mayor')
      await page.getByLabel('Reason').fill('why')
      await pressOn(page, page.getByRole('button', { name: 'Register', exact: true }))
      await page.getByText('Could not register a public figure').waitFor()
      await page.getByLabel('Reason').fill('Asked for by the office of the mayor in March.')
      await pressOn(page, page.getByRole('button', { name: 'Register', exact: true }))
      await page.getByRole('rowheader', { name: 'M. Okafor, mayor' }).waitFor()
      expect(await page.locator('table img').count()).toBe(0)
      await lookAtPage(page, 'portraits')
      await page.getByRole('button', { name: 'Delete… M. Okafor, mayor' }).click()
      await page.getByLabel('Reason for deleting').fill('No longer in office since November.')
      await lookAtPage(page, 'portrait-delete')
      await pressOn(page, page.getByRole('button', { name: 'Delete row and picture' }))
      await page.getByRole('rowheader', { name: 'M. Okafor, mayor' }).waitFor({ state: 'detached' })
    })
    await site.signedIn({ who: 'requester', ...wide }, async (page) => {
      await page.goto(`${site.url}/oversight/portraits`)
      await page.getByText('This page is not open to you.').waitFor()
    })
  })
})
