import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answeredIn } from '../src/lead/index.ts'
import { lettersOfCase, plantedCase } from '../src/lead/sample-planted-cases.ts'
import { fitProbe, seal, searchFor } from '../src/lead/sample-requests.ts'
import { browserIsHere, pressOn, typeInto } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'

let site: ScratchSite
beforeAll(async () => {
  if (browserIsHere()) site = await openScratchSite(3)
}, 600_000)
afterAll(() => site?.close())

const wide = { width: 1440, height: 900 }

describe.skipIf(!browserIsHere())('the pages about planted faces', { timeout: 300_000 }, () => {
  test('the programme manager sets it, an examiner is told after sealing who was planted, and each finds the figures he may see', async () => {
    const house = site.scratch.house()
    await site.signedIn({ who: 'manager', ...wide }, async (page) => {
      await page.goto(`${site.url}/planted`)
      await page.getByText('It was never set').waitFor()
      await lookAtPage(page, 'planted-none')
      await page.getByLabel('Faces of nobody in each list').selectOption('2')
      await page.getByLabel('Why').fill('To know how often a stranger is supported.')
      await pressOn(page, page.getByRole('button', { name: 'Set it, in public' }))
      await page.getByRole('heading', { name: '2 faces in each list' }).waitFor()
    })
    const { searchId } = await searchFor(house, site.scratch.users.requester)
    for (const who of ['examiner', 'verifier'] as const)
      await seal(house, {
        ...{ user: site.scratch.users[who], searchId, conclusion: 'supports-same-source' },
        rank: 1,
      })
    const other = await searchFor(house, site.scratch.users.requester)
    await site.signedIn({ who: 'thirdExaminer', ...wide }, async (page) => {
      await analyseProbe(page, other.searchId)
      await page.goto(`${site.url}/examine/${other.searchId}`)
      await page.getByText('Candidate').first().waitFor()
      await lookAtPage(page, 'planted-list')
      await concludeNobody(page)
      await page.getByRole('heading', { name: 'Planted in your list' }).waitFor()
      await page.getByText('right: you did not support it').first().waitFor()
      await lookAtPage(page, 'planted-sealed')
    })
    const bench = { searchId, examinerId: site.scratch.users.examiner.id }
    expect(await answeredIn(house.storage.db, bench)).toHaveLength(2)
    await site.signedIn({ who: 'supervisor', ...wide }, async (page) => {
      await page.goto(`${site.url}/planted`)
      await page.getByText('no rate yet: 6 of at least 20 answers').waitFor()
      await page.getByText('Totals are published from 20 answers or cases of 3 examiners on').waitFor()
      await lookAtPage(page, 'planted-rates')
    })
    await site.signedIn({ who: 'examiner', ...wide }, async (page) => {
      await page.goto(`${site.url}/planted`)
      await page.getByRole('rowheader', { name: 'You' }).waitFor()
      expect(await page.getByText('verifier').count()).toBe(0)
      await lookAtPage(page, 'planted-own')
    })
  })

  test('a planted case looks like any other task until it is sealed, and then the examiner is told what was true', async () => {
    const house = site.scratch.house()
    const { users, clock } = site.scratch
    await site.signedIn({ who: 'manager', ...wide }, async (page) => {
      await page.goto(`${site.url}/planted`)
      await page.getByLabel('Whole cases of nobody in the queue').selectOption('20')
      await page.getByLabel('Why').fill('To know how often the right person is missed.')
      await pressOn(page, page.getByRole('button', { name: 'Set it, in public' }))
      await page.getByRole('heading', { name: /one planted case for 20 searches/ }).waitFor()
    })
    const planted = await plantedCase(house, { user: users.requester, clock, mate: true })
    const real = await searchFor(house, users.requester)
    await site.signedIn({ who: 'thirdExaminer', ...wide }, async (page) => {
      await page.goto(`${site.url}/examine`)
      const rowOf = async (id: string) => {
        const text = await page.getByRole('row', { name: id.slice(0, 8) }).textContent()
        return text?.replaceAll(id.slice(0, 8), '').replace(/\d\d:\d\d/g, '')
      }
      expect(await rowOf(planted.id)).toBe(await rowOf(real.searchId))
      await lookAtPage(page, 'planted-case-queue')
      await analyseProbe(page, planted.id)
      await page.goto(`${site.url}/examine/${planted.id}`)
      await page.getByText('Candidate').first().waitFor()
      expect(await page.locator('main').textContent()).not.toMatch(/similarity|planted|nobody/i)
      await lookAtPage(page, 'planted-case-list')
      const { mate } = await lettersOfCase(house, { planted, user: users.thirdExaminer })
      await concludeNobody(page)
      await page.getByRole('heading', { name: 'This was a planted case' }).waitFor()
      await page
        .getByText(`Candidate ${mate} was the person of the still. You ruled that person out`)
        .waitFor()
      expect(await page.getByText('A second examiner').count()).toBe(0)
      await lookAtPage(page, 'planted-case-sealed')
      await pressOn(page, page.getByRole('link', { name: 'Back to the queue' }))
      await page.getByRole('row', { name: real.searchId.slice(0, 8) }).waitFor()
      expect(await page.getByRole('row', { name: planted.id.slice(0, 8) }).count()).toBe(0)
    })
    await site.signedIn({ who: 'supervisor', ...wide }, async (page) => {
      await page.goto(`${site.url}/planted`)
      await page.getByRole('table', { name: 'Planted cases' }).waitFor()
      await page.getByText('1 of 1; no rate yet, under 20').first().waitFor()
      await lookAtPage(page, 'planted-page')
      await page.goto(`${site.url}/dashboard`)
      await page.getByText('Persons missed in planted cases').waitFor()
      await lookAtPage(page, 'planted-dashboard')
    })
  })
})

async function analyseProbe(page: Page, searchId: string): Promise<void> {
  await page.goto(`${site.url}/examine/${searchId}`)
  await page.getByRole('heading', { name: /probe/i }).first().waitFor()
  const response = await page.request.post(`${site.url}/api/examinations/${searchId}/analysis`, {
    headers: { 'x-casebound': 'web' },
    data: fitProbe,
  })
  expect(response.status()).toBe(201)
}

/** Seals, on the page, that nobody in the list is the person of the probe. */
async function concludeNobody(page: Page): Promise<void> {
  await pressOn(page, page.getByRole('button', { name: 'Conclude…' }))
  await pressOn(page, page.getByRole('button', { name: 'none of these' }))
  await typeInto(page, page.getByLabel('Reason about the others'), 'Ears and nose differ in all of them.')
  await pressOn(page, page.getByRole('button', { name: 'Continue', exact: true }))
  await pressOn(page, page.getByRole('button', { name: 'Seal', exact: true }))
  await page.getByRole('heading', { name: 'Sealed' }).waitFor()
}
