import type { ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSheet } from '../src/reports/read-sheet.ts'
import { browserIsHere, expectAccessible, launchBrowser, pressOn, tabTo, typeInto } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { casebound, demoPeople, stop } from './run-casebound.ts'
import { type Demo, startDemo } from './start-demo.ts'

let [dataDir, words] = ['', '']
let child: ChildProcess
let demo: Demo

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'casebound-demo-test-'))
  ;({ child, demo, words } = await startDemo(dataDir))
}, 600_000)

afterAll(async () => {
  await stop(child)
  await rm(dataDir, { recursive: true, force: true })
})

describe('the demonstration', () => {
  test('finds the person at rank 1 in a complete search of the whole gallery', () => {
    expect(demo.gallery.persons).toBeGreaterThanOrEqual(120)
    expect(demo.gallery.bookings).toBeGreaterThanOrEqual(200)
    expect(demo.gallery.root).toMatch(/^[0-9a-f]{64}$/)
    expect(demo.search).toMatchObject({ exact: true, rowsScanned: demo.gallery.bookings, rankOfExpected: 1 })
    expect(demo.search.candidates[0]?.personId).toBe(demo.search.expectedPersonId)
    expect(demo.search.candidates[0]?.bookingDate).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(demo.search.resultIndex).toBeGreaterThan(demo.search.logIndex)
  })

  test('shows three refused tries, each with its rule and its own place in the log', () => {
    const codes = demo.refusals.map(({ code }) => code)
    expect(codes).toEqual(['CERT_EXPIRED', 'NO_CASE', 'OUTSIDE_AGENCY'])
    expect(demo.refusals.every(({ rule }) => /^LA-/.test(rule))).toBe(true)
    expect(new Set(demo.refusals.map(({ logIndex }) => logIndex)).size).toBe(3)
  })

  test('reports which photographs it refused to enrol, and why', () => {
    expect(demo.enrolment.refused.map(({ code }) => code).sort()).toEqual([
      'BOOKED_IN_FUTURE',
      'BOOKING_NUMBER_DUPLICATE',
      'IMAGE_UNREADABLE',
      'MULTIPLE_FACES',
      'NO_FACE',
      'UNDER_AGE',
    ])
  })

  test('writes a lead sheet that says what it is on every page', async () => {
    const bytes = new Uint8Array(await readFile(demo.lead.path))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(demo.lead.sha256)
    const sheet = await readSheet(bytes)
    expect(sheet.pages).toHaveLength(demo.lead.pages)
    for (const page of sheet.pages) expect(page.text).toContain('NOT AN IDENTIFICATION')
    const text = sheet.pages.map((page) => page.text).join(' ')
    expect(text).toContain('Two examiners independently support')
    expect(text).toContain('synthetic')
    expect(text).toMatch(/In (none|\d+) of \d+ searches with a stranger’s face of this size/)
  })

  test('leaves a log that holds from its files alone', async () => {
    const ran = await casebound(['log', 'verify', join(dataDir, 'log'), '--json'])
    expect(ran).toMatchObject({ code: 0, json: { verified: true, size: demo.log.size } })
    expect(demo.log.verified).toBe(true)
  })

  test('says nothing in its words that is not there', () => {
    expect(words).toContain('r.ortiz: first the probe alone')
    expect(words).not.toMatch(/undefined|NaN|\[object/)
  })
})

/** Another picture than the demonstration's own: its examiners do not examine a second try of that. */
const otherStill = { file: 'camera-02', bookedOn: '2013-10-17' }

describe.runIf(browserIsHere())('from request to lead, with the keyboard alone', () => {
  let browser: Browser
  let searchId = ''
  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(() => browser.close())

  async function signedIn(login: string, work: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) faults.push(message.text())
    })
    const token = demo.links.find((link) => link.login === login)?.token ?? ''
    await page.goto(`${demo.url}/sign-in#token=${token}`)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    try {
      await work(page)
      expect(faults).toEqual([])
    } finally {
      await context.close()
    }
  }
  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 30_000 })
  const next = (page: Page) => pressOn(page, page.getByRole('button', { name: 'Continue', exact: true }))

  test('a requester asks, answer by answer, and gets a receipt with two log entries', async () => {
    await signedIn('d.marsh', async (page) => {
      await heading(page, 'Requests')
      await expectAccessible(page, 'requests')
      await pressOn(page, page.getByRole('link', { name: 'New request' }))
      await heading(page, 'Which case is this for?')
      await expectAccessible(page, 'case step')
      await typeInto(page, page.getByLabel('Case number'), '26-JOURNEY-1')
      await next(page)

      await heading(page, 'Why is this search needed?')
      await typeInto(page, page.getByLabel('Purpose'), 'Investigate')
      await typeInto(page, page.getByLabel('Offence'), 'Robbery')
      await typeInto(
        page,
        page.getByLabel('What happened, in your words'),
        'A robbery at a shop; the person at its counter.',
      )
      await pressOn(page, page.getByRole('group', { name: /protest/ }).getByLabel('No'), 'Space')
      await expectAccessible(page, 'why step')
      await next(page)

      await heading(page, 'Which image do you want to search with?')
      await typeInto(page, page.getByLabel('Kind of image'), 'Private')
      const chooser = page.waitForEvent('filechooser')
      await pressOn(page, page.locator('#photo'), 'Enter')
      await (await chooser).setFiles(join(demoPeople, 'probes', `${otherStill.file}.jpg`))
      await page.getByText('One face found').waitFor({ timeout: 30_000 })
      await expectAccessible(page, 'image step')
      await next(page)

      await heading(page, 'Which face do you want to search with?')
      await pressOn(page, page.getByRole('radio', { name: /^Face 1/ }), 'Space')
      await expectAccessible(page, 'face step')
      await next(page)

      await heading(page, 'Review and submit')
      await page.getByText('Policy permits this search').waitFor()
      await expectAccessible(page, 'review step')
      await pressOn(page, page.getByRole('button', { name: 'Submit' }))
      await heading(page, /examiners are next/)
      await expectAccessible(page, 'receipt')
      const answer = await page.request.get(`${demo.url}/api/requests`)
      const { requests } = (await answer.json()) as { requests: { search?: { id: string } }[] }
      searchId = requests[0]?.search?.id ?? ''
      expect(searchId).not.toBe('')
    })
  }, 240_000)

  /** Compares and seals; `letter` is asked of the page only by looking, here by the booking date of the person sought. */
  const seal = (login: string) =>
    signedIn(login, async (page) => {
      await pressOn(page, page.getByRole('link', { name: `Compare search ${searchId.slice(0, 8)}` }))
      await heading(page, 'Look at the probe alone')
      expect(await page.getByRole('img', { name: /Candidate/ }).count()).toBe(0)
      for (const feature of ['Nose', 'Eyes', 'Mouth']) {
        const group = page.getByRole('group', { name: feature, exact: true })
        await pressOn(page, group.getByRole('radio', { name: 'visible', exact: true }), 'Space')
      }
      await typeInto(page, page.getByLabel('What limits a comparison'), 'Nothing limits a comparison.')
      await pressOn(page, page.getByRole('radio', { name: 'Fit for comparison' }), 'Space')
      await expectAccessible(page, `probe alone, ${login}`)
      await pressOn(page, page.getByRole('button', { name: 'Seal the analysis' }))
      await heading(page, 'Compare')
      expect(await page.locator('main').textContent()).not.toMatch(/similarity|P-\d{6}/i)
      await expectAccessible(page, `comparison, ${login}`)
      const wanted = page.getByRole('img', {
        name: new RegExp(`^Candidate [A-Z]+, taken ${otherStill.bookedOn}`),
      })
      for (let looked = 0; looked < 25 && !(await wanted.first().isVisible()); looked++) {
        await page.keyboard.press('ArrowRight')
      }
      for (const feature of ['Nose', 'Eyes', 'Mouth']) {
        const group = page.getByRole('group', { name: feature, exact: true })
        await pressOn(page, group.getByRole('radio', { name: 'similar', exact: true }), 'Space')
      }
      await tabTo(page, page.getByRole('button', { name: 'Conclude…' }))
      await page.keyboard.press('c')
      await page.getByRole('heading', { level: 2, name: 'Conclude' }).waitFor()
      await pressOn(
        page,
        page.getByRole('radio', { name: /^Supports that probe and candidate show the same/ }),
        'Space',
      )
      await typeInto(
        page,
        page.getByLabel(/^Reason about [A-Z]/),
        'Nose, eyes and mouth agree in shape and position.',
      )
      const others = page.getByRole('group', { name: /^About all others/ })
      await pressOn(page, others.getByRole('radio', { name: /^Inconclusive/ }), 'Space')
      for (const _down of [1, 2]) await page.keyboard.press('ArrowDown')
      await page.getByRole('radio', { name: /different persons$/, checked: true }).waitFor()
      await typeInto(page, page.getByLabel('Reason about the others'), 'Nose or mouth differ in all of them.')
      await expectAccessible(page, `conclusion, ${login}`)
      await next(page)
      await page.getByRole('heading', { level: 2, name: 'Seal this conclusion?' }).waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Seal', exact: true }))
      await heading(page, 'Sealed')
      await expectAccessible(page, `sealed, ${login}`)
      expect(await page.locator('main').textContent()).toMatch(/similarity/i)
    })
  test('a first examiner compares blind and seals', () => seal('r.ortiz'), 240_000)
  test(
    'a second examiner, another person, compares blind to the first and seals',
    () => seal('a.kowalski'),
    240_000,
  )

  test('the requester reads the lead, has its proof checked by the browser, and records an outcome', async () => {
    await signedIn('d.marsh', async (page) => {
      await pressOn(page, page.getByRole('link', { name: 'Leads', exact: true }))
      await heading(page, 'Leads')
      await expectAccessible(page, 'leads')
      await pressOn(page, page.getByRole('link', { name: 'Open lead for case 26-JOURNEY-1' }))
      await heading(page, 'Investigative lead')
      await page.getByText('This is an investigative lead, not an identification.').first().waitFor()
      await pressOn(page, page.getByRole('button', { name: 'Check the proof' }))
      await page.getByText('Checked: the log holds this search ✓').waitFor({ timeout: 30_000 })
      await expectAccessible(page, 'lead')
      await pressOn(page, page.getByRole('button', { name: 'Record an outcome' }))
      await typeInto(page, page.getByLabel('What became of the lead?'), 'Interviewed')
      await pressOn(page, page.getByRole('button', { name: 'Record', exact: true }))
      await page
        .getByText(/entry \d+ of the log|Recorded/)
        .first()
        .waitFor({ timeout: 30_000 })
    })
  }, 240_000)

  test('on a phone the requester’s pages are accessible and nothing is wider than the screen', async () => {
    await signedIn('d.marsh', async (page) => {
      await page.setViewportSize({ width: 390, height: 844 })
      const draft = await page.request.post(`${demo.url}/api/requests`, {
        headers: { 'x-casebound': 'web' },
        data: { caseNumber: '26-PHONE-1', crime: 'theft', purpose: 'investigate-crime', source: 'phone' },
      })
      const { id } = (await draft.json()) as { id: string }
      for (const path of [
        '/requests',
        `/requests/${id}/why`,
        `/requests/${id}/review`,
        '/leads',
        `/leads/${demo.lead.id}`,
      ]) {
        await page.goto(`${demo.url}${path}`)
        await page.getByRole('heading', { level: 1 }).first().waitFor()
        await page.waitForLoadState('networkidle')
        await expectAccessible(page, `${path} on a phone`)
        const widthPx = await page.evaluate('document.documentElement.scrollWidth')
        expect(widthPx, path).toBeLessThanOrEqual(390)
      }
    })
  }, 240_000)

  test('every other page is accessible too, and the log verifies in the browser', async () => {
    await signedIn('c.lindqvist', async (page) => {
      for (const [name, title] of [
        ['Gallery', 'Gallery'],
        ['Policy', /policy/i],
        ['Log', /log|transparency/i],
      ] as const) {
        await pressOn(
          page,
          page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }),
        )
        await heading(page, title)
        if (name === 'Gallery') await pressOn(page, page.getByText('How high strangers score here'))
        await lookAtPage(page, `demo-${name}`)
      }
      await pressOn(page, page.getByRole('button', { name: 'Verify the whole log' }))
      await page.getByText(/All \d+ entries are verified/).waitFor({ timeout: 60_000 })
    })
  }, 240_000)
})

test('run again with --once, it goes on with what is there and prints one object last', async () => {
  await stop(child)
  const again = await casebound(['demo', '--once', '--json', '--data', dataDir])
  expect(again.code, again.err).toBe(0)
  expect(again.json).toMatchObject({
    gallery: demo.gallery,
    enrolment: { enrolled: 0, alreadyEnrolled: demo.gallery.bookings },
    search: { exact: true, rankOfExpected: 1 },
    log: { verified: true },
  })
}, 300_000)
