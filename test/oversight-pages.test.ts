import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDeclarationRound, recordConductRule } from '../src/oversight/index.ts'
import {
  departmentLog,
  hireOfficers,
  proxyLine,
  reviewLogs,
} from '../src/oversight/kept/sample-department.ts'
import { browserIsHere, pressOn } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'

let site: ScratchSite
let folder = ''
const words = 'Said so that somebody else can follow it.'

beforeAll(async () => {
  if (!browserIsHere()) return
  folder = await mkdtemp(join(tmpdir(), 'casebound-oversight-pages-'))
  site = await openScratchSite(0)
}, 600_000)
afterAll(async () => {
  await site?.close()
  await rm(folder, { recursive: true, force: true })
})

const go = (page: Page, path: string) => page.goto(`${site.url}${path}`)

describe.skipIf(!browserIsHere())('the pages of oversight', () => {
  test('say what they are for while they are empty', async () => {
    await site.signedIn({ who: 'auditor', width: 1440, height: 900 }, async (page) => {
      await go(page, '/oversight/findings')
      await page.getByText('No review has found anything yet').waitFor()
      await lookAtPage(page, 'oversight-empty')
      await go(page, '/oversight')
      await page.getByText('You were asked nothing').waitFor()
      await go(page, '/oversight/declarations')
      await page.getByText('No declaration was asked for yet').waitFor()
      await lookAtPage(page, 'declarations-empty')
    })
  }, 300_000)

  test('show the findings against the rules of their days, and are closed to a requester', async () => {
    const { scratch } = site
    const house = scratch.house()
    await hireOfficers(house)
    const directive = { id: 'DIR-1', name: 'the directive of 13 November 2020', from: '2020-11-13' }
    const draft = { ...directive, source: 'Notice of the chief' }
    await recordConductRule(house, { user: scratch.users.manager, draft })
    const text = departmentLog() + proxyLine(Date.parse('2020-12-01T09:00:00Z'), 'otherRequester')
    await reviewLogs(house, { user: scratch.users.auditor, folder, text })
    await site.signedIn({ who: 'auditor', width: 1440, height: 900 }, async (page) => {
      await go(page, '/oversight/findings')
      await page.getByText('475 of them while no rule existed').waitFor()
      await lookAtPage(page, 'oversight-findings')
    })
    await site.signedIn({ who: 'requester', width: 1440, height: 900 }, async (page) => {
      await go(page, '/oversight/findings')
      await page.getByText('This page is not open to you.').waitFor()
    })
  }, 300_000)

  test('a question suspends whoever does not answer, and the answer lifts it', async () => {
    await site.signedIn({ who: 'auditor', width: 1440, height: 900 }, async (page) => {
      await go(page, '/oversight/findings')
      await page.getByRole('link', { name: 'otherRequester' }).click()
      await page.getByText('A case was opened').waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Ask the person' }))
      await page.getByLabel('Account of the person').fill('otherRequester')
      await lookAtPage(page, 'finding-ask')
      await pressOn(page, page.getByRole('button', { name: 'Ask', exact: true }))
      await page.getByText('The person still has time to answer.').waitFor()
    })
    site.scratch.clock.goOn(9)
    await site.signedIn({ who: 'otherRequester', width: 390, height: 844 }, async (page) => {
      await go(page, '/requests')
      await page.getByRole('heading', { name: 'Your account is suspended' }).waitFor()
      await page.getByLabel('Yes, I used it').press('Space')
      await page.getByLabel('For which case?').fill('20-00481')
      await page.getByLabel('On whose behalf?').fill('my own')
      await lookAtPage(page, 'my-attestations')
      await pressOn(page, page.getByRole('button', { name: 'Give this answer' }))
      await page.getByText('The answer does not say what it led to.').waitFor()
      await page.getByLabel('What did it lead to?').fill('Nothing.')
      await pressOn(page, page.getByRole('button', { name: 'Give this answer' }))
      await page.getByText('used, for 20-00481').waitFor()
      await go(page, '/requests')
      await page.getByRole('heading', { level: 1, name: 'Requests' }).waitFor()
    })
  }, 300_000)

  test('a finding is assessed, its case settled, and closed by somebody else', async () => {
    await site.signedIn({ who: 'supervisor', width: 1440, height: 900 }, async (page) => {
      await go(page, '/oversight/findings')
      await page.getByRole('link', { name: 'otherRequester' }).click()
      await pressOn(page, page.getByRole('button', { name: 'Assess' }))
      await page.getByLabel('The answer and the lines agree').press('Space')
      await page.getByLabel('Why').fill(words)
      await pressOn(page, page.getByRole('button', { name: 'Record the assessment' }))
      await page.getByText('Waits to be closed').first().waitFor()
    })
    await site.signedIn({ who: 'auditor', width: 390, height: 844 }, async (page) => {
      await go(page, '/oversight/findings')
      await page.getByRole('link', { name: 'otherRequester' }).click()
      await pressOn(page, page.getByRole('button', { name: 'Settle a case' }))
      await page.getByLabel('It was disclosed to the prosecutor').press('Space')
      await page.getByLabel('Disclosed to', { exact: true }).fill('District attorney')
      await page.getByLabel('Disclosed on').fill('2026-11-20')
      await page.getByLabel('What other evidence there was').fill('Two witnesses and a till record.')
      await lookAtPage(page, 'finding-case')
      await pressOn(page, page.getByRole('button', { name: 'Record it' }))
      await page.getByText('Settled.').waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Close', exact: true }))
      await page.getByLabel('Misconduct, sustained').press('Space')
      await page.getByLabel('Conclusion').fill(words)
      await pressOn(page, page.getByRole('button', { name: 'Close it' }))
      await page.getByText('Nothing is open here.').waitFor()
      const menu = page.getByRole('navigation', { name: 'Oversight' })
      expect(await menu.locator('[aria-current]').allTextContents()).toEqual(['Findings'])
      await lookAtPage(page, 'finding-closed')
    })
  }, 300_000)

  test('everybody is asked for the yearly declaration, and who has not given it is seen', async () => {
    const { scratch } = site
    const user = scratch.users.auditor
    await openDeclarationRound(scratch.house(), { user, year: 2026, dueOn: '2026-12-31' })
    await site.signedIn({ who: 'clerk', width: 1440, height: 900 }, async (page) => {
      await go(page, '/oversight')
      await page.getByLabel('I used no face search').press('Space')
      await lookAtPage(page, 'declaration')
      await pressOn(page, page.getByRole('button', { name: 'Declare' }))
      await page.getByText('You have given it.').waitFor()
    })
    await site.signedIn({ who: 'auditor', width: 1440, height: 900 }, async (page) => {
      await go(page, '/oversight/declarations')
      await page.getByText('1 given').waitFor()
      await lookAtPage(page, 'declarations')
    })
  }, 300_000)
})
