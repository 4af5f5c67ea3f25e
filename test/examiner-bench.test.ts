import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { looksOf } from '../src/examination/index.ts'
import { must, type SearchId } from '../src/kernel/index.ts'
import type { ScratchHouse, ScratchStaff } from '../src/lead/open-scratch-house.ts'
import { request } from '../src/lead/probe-to-lead.ts'
import { preparedDraft, sampleSteps } from '../src/lead/sample-preparations.ts'
import { analysed } from '../src/lead/sample-requests.ts'
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

  test('with a pointer: pins both pictures, drags the divider, fades the overlay; keys are one’s own', async () => {
    const { searchId } = await searched()
    await analysed(scratch.house(), { user: scratch.users.verifier, searchId })
    await site.signedIn({ who: 'verifier', ...wide }, async (page) => {
      await page.goto(`${site.url}/examine/${searchId}`)
      await heading(page, 'Compare')
      await pinByHand(page)
      await layByHand(page)
      await ownKeys(page)
      for (const [width, height] of [
        [1024, 768],
        [390, 844],
        [720, 450],
      ] as const) {
        await page.setViewportSize({ width, height })
        await look(page, `compare-${width}`)
        await expectAccessible(page, `comparison at ${width}`)
        const wider = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')
        expect(wider, `${width}`).toBeLessThanOrEqual(0)
      }
    })
  })

  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
  const pointAt = (page: Page, viewer: number) =>
    page
      .locator('.cb-viewer-frame')
      .nth(viewer)
      .click({ position: { x: 150, y: 200 } })

  async function pinByHand(page: Page) {
    await button(page, 'Pin on Ears').click()
    await page.getByText('Pin 1 on Ears: point at its place on each picture.').waitFor()
    await pointAt(page, 0)
    const ears = page.getByRole('list', { name: 'Pins on Ears' })
    await ears.getByText('probe only').waitFor()
    await pointAt(page, 1)
    await ears.getByText('probe and A').waitFor()
    expect(await page.locator('.cb-pin').count()).toBe(2)
    await button(page, 'Searched copy').click()
    await probe(page, 'Probe, Searched copy')
    expect(await page.locator('.cb-pin').count()).toBe(1)
    await button(page, 'Pin on Nose').click()
    await page.getByText('pins are set on the untouched original only').waitFor()
    await pointAt(page, 0)
    await pointAt(page, 1)
    await page.getByRole('list', { name: 'Pins on Nose' }).getByText('A only').waitFor()
    await button(page, /^Original/).click()
    await button(page, 'Done').click()
  }

  async function layByHand(page: Page) {
    const place = () => page.locator('.cb-moved').first().getAttribute('style')
    await button(page, 'Swipe').click()
    const before = await place()
    const divider = page.getByRole('slider', { name: /^Divider/ })
    const box = must((await divider.boundingBox()) ?? undefined, 'divider')
    const [x, y] = [box.x + box.width / 2, box.y + 40]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 200, y, { steps: 4 })
    await page.mouse.up()
    expect(Number(await divider.getAttribute('aria-valuenow'))).toBeLessThan(40)
    expect(await place()).toBe(before)
    await button(page, 'Overlay').click()
    await page.getByRole('slider', { name: /^How much of the candidate/ }).fill('30')
    await page.getByText('candidate A over the probe, 30 % of the candidate').waitFor()
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 80, y + 30, { steps: 4 })
    await page.mouse.up()
    // Keys at once after the hand go on from where it was.
    for (const key of ['+', '-']) await page.keyboard.press(key)
    const leftPx = (style: string | null) => Number(/translate\((-?[\d.]+)px/.exec(style ?? '')?.[1])
    expect(leftPx(await place()) - leftPx(before)).toBeCloseTo(80, 0)
  }

  async function ownKeys(page: Page) {
    await page.keyboard.press('?')
    await button(page, 'Change the key for: Link or unlink the two views').click()
    await page.keyboard.press('F5')
    await page.getByText('This key stays with the browser. Press another.').waitFor()
    await page.keyboard.press('b')
    await page.getByText('is the key for: Show the candidate in the place of the probe, and back.').waitFor()
    await look(page, 'keys-conflict')
    await expectAccessible(page, 'keys')
    await button(page, 'Take it from there').click()
    await page.getByText('no key', { exact: true }).waitFor()
    await button(page, 'Close').click()
    await page.keyboard.press('b')
    expect(await button(page, 'Linked').getAttribute('aria-pressed')).toBe('false')
    await page.reload()
    await heading(page, 'Compare')
    await page.keyboard.press('?')
    await button(page, 'Reset all keys').click()
    await button(page, 'Close').click()
    await page.keyboard.press('b')
    expect(await button(page, 'Swap').getAttribute('aria-pressed')).toBe('true')
  }
})
