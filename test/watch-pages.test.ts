import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { request } from '../src/lead/index.ts'
import { draftRequest } from '../src/lead/sample-requests.ts'
import { plantCanary } from '../src/oversight/index.ts'
import { browserIsHere, pressOn } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'
import { firstBookings, readSynthetic } from './synthetic-people.ts'

const wide = { width: 1440, height: 900 }
const words = 'Said so that somebody else can follow it.'
let site: ScratchSite

beforeAll(async () => {
  if (browserIsHere()) site = await openScratchSite(1)
}, 600_000)
afterAll(() => site?.close())

describe.skipIf(!browserIsHere())('the pages of the watch', () => {
  test('an auditor strings the wires and settles what they raise', async () => {
    const { scratch } = site
    const house = scratch.house()
    const { auditor, requester } = scratch.users
    await site.signedIn({ who: 'auditor', ...wide }, async (page) => {
      await page.goto(`${site.url}/oversight/alarms`)
      await page.getByText('No wire was tripped').waitFor()
      await lookAtPage(page, 'alarms-empty')
      await page.goto(`${site.url}/oversight/wires`)
      await page.getByText('Nobody is planted').waitFor()
      await page.getByText('The first search of a person', { exact: true }).last().click()
      await page.getByText('A search outside duty hours', { exact: true }).last().click()
      await page.getByLabel('Why').fill(words)
      await page.getByRole('button', { name: 'String them, in public' }).click()
      await page.getByText('no hours are given').waitFor()
      await page.getByLabel('Duty begins at hour').fill('12')
      await page.getByLabel('Duty ends at hour').fill('20')
      await page.getByRole('button', { name: 'String them, in public' }).click()
      await page.getByText('12:00 to 20:00, America/Los_Angeles').waitFor()
      const [, second] = await firstBookings(2)
      if (!second) throw new Error('a second person is needed')
      const photo = await readSynthetic(second.file)
      await plantCanary(house, {
        user: auditor,
        draft: { booking: second.draft, photo, synthetic: true, words },
      })
      await page.reload()
      await page.getByText(second.draft.personId).waitFor()
      await lookAtPage(page, 'wires')
      await request(house, { user: requester, request: await draftRequest(house, { user: requester }) })
      await page.goto(`${site.url}/oversight/alarms`)
      await page.getByRole('heading', { name: 'The first search of a person' }).waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Settle it' }).first())
      await lookAtPage(page, 'alarms-open')
      await page.getByText('Unusual, and in order').click()
      await page.getByLabel('What was found').fill(words)
      await pressOn(page, page.getByRole('button', { name: 'Settle for good' }))
      await page.getByText('1 of 2').waitFor()
      await page
        .getByText(`Unusual, and in order: ${words}`, { exact: false })
        .or(page.getByText('unusual, and in order'))
        .first()
        .waitFor()
      await lookAtPage(page, 'alarms')
      await page.goto(`${site.url}/oversight/use`)
      await page.getByRole('heading', { name: 'By officer' }).waitFor()
      await page.getByText('1 searches and 0 refusals').waitFor()
      await lookAtPage(page, 'use')
    })
    await site.signedIn({ who: 'manager', ...wide }, async (page) => {
      await page.goto(`${site.url}/oversight/use`)
      await page.getByRole('heading', { name: 'First searches' }).waitFor()
      expect(await page.getByText('By officer').count()).toBe(0)
      await page.goto(`${site.url}/oversight/services`)
      await page.getByText(/^No contract is in force/).waitFor()
      await page.getByLabel('Service', { exact: true }).selectOption('Clearview AI')
      await page.getByLabel('What it has').selectOption('contracted')
      await page.getByLabel('From', { exact: true }).fill('2026-11-01')
      await page.getByLabel('Last day').fill('2026-10-01')
      await page.getByLabel('Contract, order or decision').fill('Tender 7')
      await pressOn(page, page.getByRole('button', { name: 'Record it, in public' }))
      await page.getByText('A contract has a first and a last day').waitFor()
      await page.getByLabel('Last day').fill('2026-12-31')
      await pressOn(page, page.getByRole('button', { name: 'Record it, in public' }))
      await page.getByText(/^Open under a contract: Clearview AI/).waitFor()
    })
  }, 300_000)

  test('a service that only the agency’s own register names is recorded with its entry, once the server takes that', async () => {
    const own = {
      id: 'lantern-eyes',
      name: 'Lantern Eyes',
      kind: 'cloud-api',
      domains: [],
      source: 'https://eyes.example/',
    }
    const lists = { formerNames: [], mailSenders: [], appBundleIds: [], extensionIds: [], legal: [] }
    const entry = { ...own, ...lists, procurementSpellings: ['Lantern Eyes'] }
    const file = (register: unknown) => ({
      name: 'register.json',
      mimeType: 'application/json',
      buffer: Buffer.from(typeof register === 'string' ? register : JSON.stringify(register)),
    })
    await site.signedIn({ who: 'manager', ...wide }, async (page) => {
      const chooseRegister = (register: unknown) =>
        page.getByLabel('Your own register').setInputFiles(file(register))
      await page.goto(`${site.url}/oversight/services`)
      await chooseRegister('services: none')
      await page.getByText('This file is no register').waitFor()
      await chooseRegister({ version: '1', services: [{ ...entry, kind: 'crystal ball' }] })
      await page.getByText('One more service to choose from.').waitFor()
      await page.getByLabel('Service', { exact: true }).selectOption('Lantern Eyes')
      await page.getByLabel('What it has').selectOption('under-review')
      await page.getByLabel('From', { exact: true }).fill('2026-11-01')
      await page.getByLabel('Contract, order or decision').fill('Trial asked for in May')
      const record = page.getByRole('button', { name: 'Record it, in public' })
      await pressOn(page, record)
      await page.getByText('Could not record what the agency has with a service').waitFor()
      await chooseRegister({ version: '1', services: [entry] })
      await pressOn(page, record)
      const row = page.getByRole('row', { name: /^Lantern Eyes/ })
      await row.getByText('under review').waitFor()
      expect(await row.getByText('no address is known').count()).toBe(1)
      await lookAtPage(page, 'services')
    })
  }, 300_000)

  test('are closed to everybody else', async () => {
    for (const who of ['requester', 'supervisor', 'manager', 'administrator'] as const)
      await site.signedIn({ who, ...wide }, async (page) => {
        await page.goto(`${site.url}/oversight/alarms`)
        await page.getByText('This page is not open to you.').waitFor()
        expect(await page.getByRole('link', { name: 'Alarms' }).count()).toBe(0)
      })
  }, 300_000)
})
