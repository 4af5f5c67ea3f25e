import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '../src/kernel/index.ts'
import { conclude } from '../src/lead/index.ts'
import { seal, searchFor } from '../src/lead/sample-requests.ts'
import { readPacket } from '../src/packet/index.ts'
import { browserIsHere, expectAccessible, pressOn, typeInto } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'

let site: ScratchSite
let leadId = ''

const pinsOfExaminer = [
  { number: 1, feature: 'nose', probe: { xPx: 120, yPx: 150 }, candidate: { xPx: 200, yPx: 260 } },
  { number: 2, feature: 'ears', probe: { xPx: 60, yPx: 140 } },
]

beforeAll(async () => {
  if (!browserIsHere()) return
  site = await openScratchSite(3)
  const { scratch } = site
  const house = scratch.house()
  const { requester, examiner, verifier } = scratch.users
  const { searchId } = await searchFor(house, requester)
  const about = { searchId, conclusion: 'supports-same-source', rank: 1 } as const
  await seal(house, { user: examiner, ...about, pins: pinsOfExaminer })
  await seal(house, { user: verifier, ...about })
  leadId = must(await conclude(house, searchId), 'lead').id
}, 600_000)
afterAll(() => site?.close())

const openLead = async (page: Page) => {
  await page.goto(`${site.url}/leads/${leadId}`)
  await page.getByRole('heading', { level: 1, name: 'Investigative lead' }).waitFor()
}

describe.skipIf(!browserIsHere())('the page of a lead', () => {
  test('stops an arrest until evidence and what speaks against it are on record', async () => {
    await site.signedIn({ who: 'requester', width: 1440, height: 900 }, async (page) => {
      await openLead(page)
      await page.getByText('No arrest and no line-up can be recorded yet.').waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Record an outcome' }))
      await typeInto(page, page.getByLabel('What became of the lead?'), 'Arrest')
      await pressOn(page, page.getByRole('button', { name: 'Record', exact: true }))
      await page.getByText('rests on the lead alone').first().waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Cancel' }))
      await pressOn(page, page.getByRole('button', { name: 'Add evidence' }))
      await page.getByLabel('Kind of evidence').selectOption('records')
      await page.getByLabel('Obtained on').fill('2026-11-18')
      await page.getByLabel('Obtained by').fill('D. Marsh')
      await expectAccessible(page, 'evidence of a lead')
      await pressOn(page, page.getByRole('button', { name: 'Record this evidence' }))
      await page.getByText('2026-11-18 (before the lead), D. Marsh').waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Record what speaks against it' }))
      await lookAtPage(page, 'lead-check')
      for (const radio of await page.getByLabel('Looked up; nothing against').all())
        await radio.press('Space')
      for (const field of await page.getByLabel('Where it was looked up').all())
        await field.fill('Records desk')
      await pressOn(page, page.getByRole('button', { name: 'Record this check' }))
      await page
        .getByText('Independent evidence is on record, and nothing known speaks against it.')
        .waitFor()
      await lookAtPage(page, 'lead-ready')
    })
  }, 300_000)

  test('shows how each examiner compared the faces, and on both pictures the pins of the one who set them', async () => {
    await site.signedIn({ who: 'requester', width: 1440, height: 900 }, async (page) => {
      await openLead(page)
      const summaries = page.getByText('Features compared: 2 similar, 1 different')
      expect(await summaries.count()).toBe(2)
      for (const summary of await summaries.all()) await summary.click()
      const table = page.getByRole('table', { name: 'Features as examiner compared them' })
      expect(await table.getByRole('row').allInnerTexts()).toEqual([
        expect.stringMatching(/^Feature/),
        expect.stringMatching(/^Nose\s+≈ similar\s+1$/),
        expect.stringMatching(/^Ears\s+attached lobes\s+≈ similar\s+2$/),
        expect.stringMatching(/^Chin and jawline\s+≠ different\s+none$/),
      ])
      const whose = page.getByRole('group', { name: 'Pins on the pictures' })
      expect(await whose.getByRole('radio').count()).toBe(2)
      expect(await page.locator('.cb-pin-at').count()).toBe(0)
      await whose.getByLabel('examiner’s (2)').press('Space')
      const pinsOn = (picture: string) => page.locator('figure', { hasText: picture }).locator('.cb-pin-at')
      expect(await pinsOn('Probe, case').allTextContents()).toEqual(['1', '2'])
      expect(await pinsOn('Booking').allTextContents()).toEqual(['1'])
      const widthPx = await page.evaluate(`document.querySelector('img[alt^="Probe"]').naturalWidth`)
      const style = must(await pinsOn('Probe, case').first().getAttribute('style'), 'place')
      expect(Number(style.match(/left: ([\d.]+)%/)?.[1])).toBeCloseTo((100 * 120) / Number(widthPx), 2)
      await lookAtPage(page, 'lead-pins')
    })
  }, 300_000)

  test('refuses a line-up with the photograph that surfaced, on a phone as well', async () => {
    await site.signedIn({ who: 'requester', width: 390, height: 844 }, async (page) => {
      await openLead(page)
      await pressOn(page, page.getByRole('button', { name: 'Record a line-up' }))
      await page.getByLabel('Held on').fill('2026-11-20')
      await page.getByLabel('The booking photograph that this search surfaced').press('Space')
      await page.getByLabel('Pictures of other people').fill('5')
      await pressOn(page, page.getByRole('button', { name: 'Record this line-up' }))
      await page.getByText('is never shown to a witness').nth(1).waitFor()
      await lookAtPage(page, 'lead-line-up')
    })
  }, 300_000)

  test('gives a supervisor the disclosure packet, and the requester none', async () => {
    await site.signedIn({ who: 'supervisor', width: 1440, height: 900 }, async (page) => {
      await openLead(page)
      await page.getByText('Nobody has taken one yet.').waitFor()
      await page.getByLabel('Whom it is for').fill('defence in 26-CR-0117')
      await pressOn(page, page.getByRole('button', { name: 'Make the packet' }))
      const link = page.getByRole('link', { name: 'Download it' })
      await link.waitFor({ timeout: 60_000 })
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      const packet = readPacket(new Uint8Array(await readFile(must(await download.path(), 'file'))))
      expect(packet.frozen.candidates).toHaveLength(3)
      await page.getByText('For defence in 26-CR-0117: supervisor').waitFor()
      await lookAtPage(page, 'lead-packet')
    })
    await site.signedIn({ who: 'requester', width: 1440, height: 900 }, async (page) => {
      await openLead(page)
      expect(await page.getByText('Disclosure packet').count()).toBe(0)
    })
  }, 300_000)
})
