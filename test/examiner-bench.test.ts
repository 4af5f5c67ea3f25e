import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { looksOf } from '../src/examination/index.ts'
import type { SearchId } from '../src/kernel/index.ts'
import type { ScratchHouse, ScratchStaff } from '../src/lead/open-scratch-house.ts'
import { request } from '../src/lead/probe-to-lead.ts'
import { preparedDraft, sampleSteps } from '../src/lead/sample-preparations.ts'
import { browserIsHere, expectAccessible, pressOn, tabTo, typeInto } from './browser.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'

describe.runIf(browserIsHere())('an examiner’s bench, in a browser', { timeout: 180_000 }, () => {
  let site: ScratchSite
  let scratch: ScratchHouse
  beforeAll(async () => {
    site = await openScratchSite(4)
    scratch = site.scratch
  }, 300_000)
  afterAll(() => site?.close())

  const wide = { width: 1440, height: 900 }
  async function searched() {
    const { requester } = scratch.users
    const draft = await preparedDraft(scratch.house(), { user: requester })
    const { searchId } = await request(scratch.house(), { user: requester, request: draft })
    return { draft, searchId }
  }
  const looks = (searchId: SearchId, who: keyof ScratchStaff = 'examiner') =>
    looksOf(scratch.storage.db, { searchId, examinerId: scratch.users[who].id })
  const probe = (page: Page, name: string) => page.getByRole('img', { name, exact: true }).waitFor()
  const saved = (page: Page) => page.getByText('Saved with its digest').waitFor({ timeout: 60_000 })
  const look = async (page: Page, name: string) => {
    const folder = process.env.CASEBOUND_SCREENSHOTS
    if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  }
  const analyse = async (page: Page) => {
    for (const feature of ['Nose', 'Eyes', 'Mouth']) {
      const group = page.getByRole('group', { name: feature, exact: true })
      await pressOn(page, group.getByRole('radio', { name: 'visible', exact: true }), 'Space')
    }
    await typeInto(
      page,
      page.getByLabel('What limits a comparison'),
      'Lit from one side; nothing is covered.',
    )
    await pressOn(page, page.getByRole('radio', { name: 'Fit for comparison', exact: true }), 'Space')
    await pressOn(page, page.getByRole('button', { name: 'Seal the analysis' }))
  }
  /** Every way of looking by keys alone, each looked at; the warning stands beside what is only an aid. */
  const lookEveryWay = async (page: Page) => {
    const said = (words: string | RegExp) => page.getByText(words).first().waitFor()
    const seen = async (name: string) => {
      await look(page, `${name}-1440`)
      await expectAccessible(page, name)
    }
    await page.keyboard.press('o')
    await page.keyboard.press('2')
    await said('Faces laid over each other are no finding.')
    const divider = page.getByRole('slider', { name: /^Divider/ })
    await tabTo(page, divider)
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight')
    expect(await divider.getAttribute('aria-valuenow')).toBe('60')
    await seen('compare-swipe')
    await page.keyboard.press('3')
    await page.keyboard.press('.')
    await said('Candidate 45 %')
    await page.keyboard.press('g')
    await seen('compare-overlay-grid')
    await page.keyboard.press('m')
    await said(/recommends that measuring faces/)
    await page.keyboard.press('p')
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('p')
    await said('In eye distances: probe 0.42 · candidate 0.42.')
    await seen('compare-measure')
    await page.keyboard.press('m')
    await tabTo(page, page.getByRole('group', { name: 'Nose', exact: true }).getByRole('radio').first())
    await page.keyboard.press('p')
    const pins = page.getByRole('list', { name: 'Pins on Nose' })
    await pins.getByText('probe and A').waitFor()
    await page.keyboard.press('}')
    await page.keyboard.press('y')
    await said(/contrast \+10, shown in grey \(display only\)/)
    await seen('compare-pins')
    await page.reload()
    await pins.getByText('probe and A').waitFor()
    await pressOn(page, pins.getByRole('button', { name: 'Remove pin 1' }))
    await pins.waitFor({ state: 'detached' })
  }
  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 60_000 })

  test('with the keyboard alone: looks at the searched copy, prepares another, compares with it, proposes it and concludes', async () => {
    const { searchId, draft } = await searched()
    await site.signedIn({ who: 'examiner', ...wide }, async (page) => {
      await page.goto(`${site.url}/examine/${searchId}`)
      await probe(page, 'Probe, the untouched original')
      await page.getByText('A working copy was searched: Rotate 2° clockwise').waitFor()
      expect(await looks(searchId)).toEqual([])
      await page.keyboard.press('w')
      await probe(page, 'Probe, Searched copy')
      await look(page, 'probe-alone-1440')
      await expectAccessible(page, 'probe alone with the searched copy')
      await page.keyboard.press('o')
      await probe(page, 'Probe, the untouched original')
      await pressOn(page, page.getByRole('link', { name: 'Prepare a copy of your own' }))
      await heading(page, 'Prepare a copy of your own')
      await expectAccessible(page, 'empty bench of an examiner')
      await pressOn(page, page.getByRole('button', { name: 'Begin a recipe' }))
      await saved(page)
      await pressOn(page, page.getByRole('button', { name: 'Grey', exact: true }))
      await saved(page)
      await expectAccessible(page, 'bench of an examiner')
      await pressOn(page, page.getByRole('button', { name: 'Propose it for a further try' }))
      await page.getByText('Proposed to the requester').waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Compare with Recipe 1' }))
      await heading(page, 'Look at the probe alone')
      await probe(page, 'Probe, Recipe 1')
      await analyse(page)
      await heading(page, 'Compare')
      expect((await looks(searchId)).map(({ own, steps }) => ({ own, steps }))).toEqual([
        { own: false, steps: sampleSteps },
        { own: true, steps: [{ op: 'grey', version: 1 }] },
      ])
      expect(await page.locator('main').textContent()).not.toMatch(/similarity|P-\d{6}|First/i)
      await lookEveryWay(page)
      await pressOn(page, page.getByRole('button', { name: 'Conclude…' }))
      await look(page, 'conclude-1440')
      await expectAccessible(page, 'conclusion about each')
      await pressOn(page, page.getByRole('button', { name: 'none of these' }))
      await typeInto(page, page.getByLabel('Reason about the others'), 'Ears and nose differ in all of them.')
      await pressOn(page, page.getByRole('button', { name: 'Continue', exact: true }))
      await page.getByRole('heading', { level: 2, name: 'Seal this conclusion?' }).waitFor()
      await page.getByText(/contrast, grey view, swipe, overlay, grid, measurement/).waitFor()
      await look(page, 'conclude-confirm-1440')
      await pressOn(page, page.getByRole('button', { name: 'Seal', exact: true }))
      await heading(page, 'Sealed')
    })
    await site.signedIn({ who: 'requester', ...wide }, async (page) => {
      await page.goto(`${site.url}/requests/${draft.id}`)
      await page.getByRole('heading', { name: /proposes to search another copy too/ }).waitFor()
      await page.getByRole('img', { name: 'The proposed copy' }).waitFor()
      await expectAccessible(page, 'receipt with a proposal')
      await pressOn(page, page.getByRole('button', { name: 'Search this copy too' }))
      await heading(page, 'Which face do you want to search with?')
      const id = page.url().split('/')[4] ?? ''
      await page.request.post(`${site.url}/api/requests/${id}/submit`, {
        headers: { 'x-casebound': 'web' },
      })
      await page.goto(`${site.url}/requests/${draft.id}`)
      await page.getByRole('link', { name: /You took it up/ }).waitFor()
      const tries = page.getByRole('table', { name: 'Your tries of this picture' })
      await tries.getByRole('row', { name: /^1 Rotate 2° clockwise/ }).waitFor()
      await tries.getByRole('row', { name: /^2 Grey/ }).waitFor()
      await expectAccessible(page, 'receipt with tries')
    })
  })

  test('on a phone the copies are one touch away, and nothing is wider than the screen', async () => {
    const { searchId } = await searched()
    await site.signedIn({ who: 'verifier', width: 390, height: 844 }, async (page) => {
      await page.goto(`${site.url}/examine/${searchId}`)
      await page.getByRole('button', { name: 'Searched copy' }).click()
      await probe(page, 'Probe, Searched copy')
      await look(page, 'probe-alone-390')
      await expectAccessible(page, 'probe alone on a phone')
      await page.getByRole('button', { name: 'Original', exact: true }).click()
      await probe(page, 'Probe, the untouched original')
      await page.getByRole('link', { name: 'Prepare a copy of your own' }).click()
      await page.getByRole('button', { name: 'Begin a recipe' }).click()
      await saved(page)
      await expectAccessible(page, 'examiner’s bench on a phone')
      const wide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect(wide).toBeLessThanOrEqual(0)
    })
    expect(await looks(searchId, 'verifier')).toHaveLength(1)
  })
})
