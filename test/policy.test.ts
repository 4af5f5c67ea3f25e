import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isoDate } from '../src/kernel/index.ts'
import { draftRequest, firstPerson, permittedDetails, searchFor } from '../src/lead/sample-requests.ts'
import { browserIsHere } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'
import { probeOfPerson } from './synthetic-people.ts'

const pack = /AI Act/
const order = { kind: 'authorisation', number: '12 Gs 345/26', issuedBy: 'District Court' }

describe.runIf(browserIsHere())('policy, in a browser', { timeout: 300_000 }, () => {
  let site: ScratchSite
  let folder: string
  let still: string
  beforeAll(async () => {
    site = await openScratchSite(2)
    folder = await mkdtemp(join(tmpdir(), 'casebound-policy-test-'))
    still = join(folder, 'still.jpg')
    await writeFile(still, await probeOfPerson(await firstPerson()))
    await searchFor(site.scratch.house(), site.scratch.users.requester)
  }, 300_000)
  afterAll(async () => {
    await site?.close()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  const wide = { width: 1440, height: 900 }
  const today = () => isoDate(site.scratch.clock.now())
  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 60_000 })
  /** The pack and what its set-up asks. */
  const choosePack = async (page: Page) => {
    const title = await page
      .getByLabel('Pack', { exact: true })
      .locator('option', { hasText: pack })
      .first()
      .textContent()
    await page.getByLabel('Pack', { exact: true }).selectOption({ label: title ?? '' })
    await page.getByLabel('May a search be made for another agency?').selectOption('refuse')
    await page.getByLabel('May images from body-worn cameras be searched?').selectOption('deny')
    await page.getByLabel(/^How many times may one picture be searched/).fill('3')
  }

  test('a supervisor reads the rules, tries a pack on the past, and proposes it', () =>
    site.signedIn({ who: 'supervisor', ...wide }, async (page) => {
      await page.goto(`${site.url}/policy`)
      await heading(page, 'Policy')
      await page.getByText('Every search carries a case number.').first().waitFor()
      await lookAtPage(page, 'policy-rules')

      await page.getByRole('link', { name: 'Try on the past' }).click()
      await heading(page, 'Try a policy on the past')
      await page.getByRole('button', { name: 'Try it' }).click()
      await page.getByText('Choose a pack.').waitFor()
      await choosePack(page)
      await page.getByLabel('First day').fill(today())
      await page.getByLabel('Last day').fill(today())
      await page.getByRole('button', { name: 'Try it' }).click()
      await page
        .getByRole('heading', { name: /1 of 1 requests would be refused that were permitted/ })
        .waitFor()
      await page.getByText('NO_COURT_ORDER').first().waitFor()
      await lookAtPage(page, 'policy-replay')

      await page.getByRole('link', { name: 'Versions' }).click()
      await heading(page, 'Versions of the policy')
      await choosePack(page)
      await page.getByLabel('First day in force').fill(today())
      await page.getByRole('button', { name: 'Propose' }).click()
      await page.getByText('You proposed it; somebody else approves it.').waitFor()
      expect(await page.getByRole('button', { name: 'Approve and adopt' }).isDisabled()).toBe(true)
      await lookAtPage(page, 'policy-proposed')
    }))

  test('the programme manager adopts it', () =>
    site.signedIn({ who: 'manager', ...wide }, async (page) => {
      await page.goto(`${site.url}/policy/versions`)
      await page.getByRole('button', { name: 'Approve and adopt' }).click()
      await page.getByText('2, in force').first().waitFor()
      await page.getByText('Nothing is proposed.').waitFor()
      await lookAtPage(page, 'policy-adopted')
    }))

  test('a requester accepts the new text, names the court order it asks for, and searches under its conditions', () =>
    site.signedIn({ who: 'requester', ...wide }, async (page) => {
      await page.goto(`${site.url}/policy`)
      await page.getByRole('heading', { name: 'A new text of the policy is in force' }).waitFor()
      await lookAtPage(page, 'policy-accept')
      await page.getByRole('button', { name: 'I have read it and accept it' }).click()
      await page
        .getByRole('heading', { name: 'A new text of the policy is in force' })
        .waitFor({ state: 'detached' })

      const next = () => page.getByRole('button', { name: 'Continue', exact: true }).click()
      await page.goto(`${site.url}/requests/new`)
      await page.getByLabel('Case number').fill('26-4711')
      await next()
      await page.getByLabel('Purpose').selectOption('find-suspect')
      await page.getByLabel('Offence').selectOption('robbery')
      await page
        .getByLabel('What happened, in your words')
        .fill('The person at the counter, from the camera of the shop.')
      for (const group of await page
        .getByRole('group', { name: /^(Is it so that|Does the search rest)/ })
        .all())
        await group.getByText('Yes', { exact: true }).click()
      await page
        .getByRole('group', { name: /protest, worship/ })
        .getByText('No', { exact: true })
        .click()
      await page.getByLabel('Statute (optional)').fill('Penal Code 211')
      const authorisation = page.getByRole('group', { name: /^Authorisation of a judicial/ })
      await authorisation.getByLabel('Number').fill(order.number)
      await next()
      await page.getByText(/half an order is not saved/).waitFor()
      await authorisation.getByLabel('Court or authority').fill(order.issuedBy)
      await authorisation.getByLabel('Given on').fill(today())
      await authorisation.getByLabel('In force to').fill('2026-12-31')
      await lookAtPage(page, 'policy-why')
      await next()
      await page.getByLabel('Kind of image').selectOption('private-cctv')
      await page.getByLabel('What does it show?').selectOption('photograph')
      await page.locator('#photo').setInputFiles(still)
      await page.getByText('One face found').waitFor({ timeout: 60_000 })
      await next()
      await heading(page, 'Which face do you want to search with?')
      await page.getByRole('radio', { name: /^Face 1/ }).press('Space')
      await next()
      await page.getByRole('heading', { name: 'Policy permits this search' }).waitFor({ timeout: 60_000 })
      await page.getByText(`${order.number}, ${order.issuedBy}, ${today()} to 2026-12-31`).waitFor()
      await lookAtPage(page, 'policy-review')
      await page.getByRole('button', { name: 'Submit' }).click()
      await page.getByRole('heading', { name: 'Conditions of the permit' }).waitFor({ timeout: 60_000 })
      await page.getByText('2 examiners compare, each blind to the other, before there is a lead.').waitFor()
      await lookAtPage(page, 'policy-receipt')
    }))

  test('what an approval holds back waits for a supervisor, with all it stands on', async () => {
    const { requester: user } = site.scratch.users
    await draftRequest(site.scratch.house(), {
      user,
      details: {
        ...{ ...permittedDetails, purpose: 'find-suspect', protectedActivity: true, imageKind: 'photograph' },
        answers: { 'not-by-trait': true, 'objective-facts': true },
        ...{ statute: 'Penal Code 211', orders: [{ ...order, issuedOn: today(), validTo: '2026-12-31' }] },
      },
    })
    await site.signedIn({ who: 'supervisor', ...wide }, async (page) => {
      await page.goto(`${site.url}/policy/decisions`)
      await page.getByRole('heading', { name: /^An image of a protest/ }).waitFor()
      await page.getByText('12 Gs 345/26, District Court').waitFor()
      await lookAtPage(page, 'policy-decisions')
      await page.getByLabel('Your reason').fill('Three witnesses saw a stone thrown.')
      await page.getByRole('button', { name: 'Approve' }).click()
      await page.getByRole('heading', { name: 'Nothing waits' }).waitFor()
      await lookAtPage(page, 'policy-decisions-empty')
    })
  })
})
