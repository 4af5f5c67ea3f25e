import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SearchId } from '../src/kernel/index.ts'
import { conclude } from '../src/lead/index.ts'
import type { ScratchStaff } from '../src/lead/open-scratch-house.ts'
import { seal, searchFor } from '../src/lead/sample-requests.ts'
import { browserIsHere, pressOn } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'

let site: ScratchSite
let waiting: SearchId
let conflict: SearchId

const house = () => site.scratch.house()
const searched = async () => (await searchFor(house(), site.scratch.users.requester)).searchId
const sealed = (
  who: keyof ScratchStaff,
  searchId: SearchId,
  conclusion: 'supports-same-source' | 'exclusion',
) => seal(house(), { user: site.scratch.users[who], searchId, conclusion, rank: 1 })

beforeAll(async () => {
  if (!browserIsHere()) return
  site = await openScratchSite(1)
  const lead = await searched()
  for (const who of ['examiner', 'verifier'] as const) await sealed(who, lead, 'supports-same-source')
  await conclude(house(), lead)
  site.scratch.clock.goOn(9)
  conflict = await searched()
  await sealed('examiner', conflict, 'supports-same-source')
  await sealed('verifier', conflict, 'exclusion')
  waiting = await searched()
  await sealed('examiner', waiting, 'supports-same-source')
  await searched()
}, 600_000)
afterAll(() => site?.close())

const wide = { width: 1440, height: 900 }

describe.skipIf(!browserIsHere())('the pages of supervision', { timeout: 300_000 }, () => {
  test('a supervisor reads what waits, takes an examination away and reads who follows', async () => {
    await site.signedIn({ who: 'supervisor', ...wide }, async (page) => {
      await page.goto(`${site.url}/notices`)
      await page.getByText('nobody has recorded a meeting').first().waitFor()
      await lookAtPage(page, 'notices')
      await page.goto(`${site.url}/supervision`)
      await page.getByText('Assigned to verifier').waitFor()
      await page.getByLabel('Why another is to examine').fill('On leave until Monday.')
      await lookAtPage(page, 'open-examinations')
      await pressOn(page, page.getByRole('button', { name: 'Assign anew' }))
      await page.getByText(/Assigned to (thirdExaminer|requestingExaminer), entry \d+ of the log/).waitFor()
    })
  })

  test('a meeting is recorded, both examiners sign, and the lead comes of it', async () => {
    await site.signedIn({ who: 'supervisor', ...wide }, async (page) => {
      await page.goto(`${site.url}/conflicts`)
      await page.getByRole('link', { name: 'Open the conflict' }).click()
      await page.getByLabel(/Both agree on booking/).press('Space')
      await page.getByLabel('Who took part').fill('Both examiners and S. Bennett')
      await page.getByLabel('What decided it').fill('Compared again at full size: the ears agree.')
      await lookAtPage(page, 'conflict-meeting')
      await pressOn(page, page.getByRole('button', { name: 'Record it' }))
      await page.getByText('Meeting 1: agreed').waitFor()
    })
    for (const who of ['examiner', 'verifier'] as const) {
      await site.signedIn({ who, ...wide }, async (page) => {
        await page.goto(`${site.url}/examine`)
        await page.getByText('waits for your signature').click()
        if (who === 'examiner') await lookAtPage(page, 'conflicts')
        await page.getByRole('link', { name: 'Open the conflict' }).click()
        await pressOn(page, page.getByRole('button', { name: 'Sign it' }))
        const after = who === 'examiner' ? /examiner signed/ : 'No conflict waits'
        await page.getByText(after).first().waitFor()
      })
    }
    const lead = await house()
      .storage.db.selectFrom('leads')
      .selectAll()
      .where('search_id', '=', conflict)
      .execute()
    expect(lead).toMatchObject([{ decision: 'lead' }])
  })

  test('the dashboard opens the entries behind a figure, and is closed to an examiner', async () => {
    await site.signedIn({ who: 'auditor', ...wide }, async (page) => {
      await page.goto(`${site.url}/dashboard`)
      await page.getByRole('button', { name: /Disagreements 1 of 2/ }).waitFor()
      await lookAtPage(page, 'dashboard')
      await pressOn(page, page.getByRole('button', { name: /Disagreements 1 of 2/ }))
      await page.getByText('1 in all').waitFor()
      await page.getByText('The numbers, and the searches behind each').first().click()
      await lookAtPage(page, 'dashboard-slice')
    })
    await site.signedIn({ who: 'examiner', width: 390, height: 844 }, async (page) => {
      await page.goto(`${site.url}/dashboard`)
      await page.getByText('This page is not open to you.').waitFor()
    })
  })

  test('a requester withdraws what is not concluded', async () => {
    const { request_id } = await house()
      .storage.db.selectFrom('searches')
      .select('request_id')
      .where('id', '=', waiting)
      .executeTakeFirstOrThrow()
    await site.signedIn({ who: 'requester', ...wide }, async (page) => {
      await page.goto(`${site.url}/requests/${request_id}`)
      await pressOn(page, page.getByRole('button', { name: 'Withdraw this search…' }))
      await page.getByLabel('Why it is withdrawn').fill('The person gave himself up.')
      await lookAtPage(page, 'withdraw')
      await pressOn(page, page.getByRole('button', { name: 'Withdraw', exact: true }))
      await page.getByRole('heading', { level: 1, name: 'Withdrawn' }).waitFor()
    })
  })
})
