import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answeredIn } from '../src/lead/index.ts'
import { seal, searchFor } from '../src/lead/sample-requests.ts'
import { browserIsHere, pressOn } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'

let site: ScratchSite
beforeAll(async () => {
  if (browserIsHere()) site = await openScratchSite(3)
}, 600_000)
afterAll(() => site?.close())

const wide = { width: 1440, height: 900 }

describe.skipIf(!browserIsHere())('the pages about planted faces', { timeout: 300_000 }, () => {
  test('the programme manager sets it, an examiner seals and reads his answer, and all find the figures', async () => {
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
      await page.goto(`${site.url}/examine/${other.searchId}`)
      await page.getByRole('heading', { name: /probe/i }).first().waitFor()
      const response = await page.request.post(`${site.url}/api/examinations/${other.searchId}/analysis`, {
        headers: { 'x-casebound': 'web' },
        data: {
          ...{ suitability: 'fit', visible: ['nose', 'ears', 'chin'], partly: [] },
          limits: 'Nothing limits it: sharp and evenly lit.',
        },
      })
      expect(response.status()).toBe(201)
      await page.goto(`${site.url}/examine/${other.searchId}`)
      await page.getByText('Candidate').first().waitFor()
      await lookAtPage(page, 'planted-list')
    })
    const bench = { searchId, examinerId: site.scratch.users.examiner.id }
    expect(await answeredIn(house.storage.db, bench)).toHaveLength(2)
    await site.signedIn({ who: 'supervisor', ...wide }, async (page) => {
      await page.goto(`${site.url}/planted`)
      await page.getByText('no rate yet: 4 of at least 20 answers').waitFor()
      await page.getByText('Totals are published from 20 answers of 3 examiners on').waitFor()
      await lookAtPage(page, 'planted-rates')
    })
    await site.signedIn({ who: 'examiner', ...wide }, async (page) => {
      await page.goto(`${site.url}/planted`)
      await page.getByRole('rowheader', { name: 'You' }).waitFor()
      expect(await page.getByText('verifier').count()).toBe(0)
      await lookAtPage(page, 'planted-own')
    })
  })
})
