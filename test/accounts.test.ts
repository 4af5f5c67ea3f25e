import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScratchHouse, ScratchStaff } from '../src/lead/open-scratch-house.ts'
import { codeAt, makeSignInLink } from '../src/people/index.ts'
import { browserIsHere, expectAccessible, pressOn, tabTo } from './browser.ts'
import { lookAtPage } from './look-at-page.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'

const password = 'four quiet herons over the weir'

describe.runIf(browserIsHere())('accounts, in a browser', { timeout: 240_000 }, () => {
  let site: ScratchSite
  let scratch: ScratchHouse

  beforeAll(async () => {
    site = await openScratchSite(0, { demonstration: false })
    scratch = site.scratch
  }, 300_000)
  afterAll(async () => {
    await site?.close()
  })

  const later = (minutes: number) => scratch.clock.goOn(minutes / 1440)
  const linkFor = (who: keyof ScratchStaff) => {
    const { storage, clock } = scratch.house()
    return makeSignInLink(storage.db, {
      ...{ userId: scratch.users[who].id, validHours: 1, reusable: false, clock },
    })
  }
  /** Passkeys belong to a name, so the browser comes by it. */
  const at = (path: string) => `${site.url.replace('127.0.0.1', 'localhost')}${path}`
  const heading = (page: Page, name: string | RegExp) =>
    page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 60_000 })

  async function inBrowser(widthPx: number, work: (page: Page) => Promise<void>): Promise<void> {
    const context = await site.browser.newContext({ viewport: { width: widthPx, height: 900 } })
    const page = await context.newPage()
    const troubles: string[] = []
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) troubles.push(message.text())
    })
    try {
      await work(page)
      expect([...troubles, ...site.faults]).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(widthPx)
    } finally {
      await context.close()
    }
  }

  /** A security key with a PIN, as Chromium's own WebAuthn simulates one. */
  async function plugIn(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        ...{ protocol: 'ctap2', transport: 'usb', hasResidentKey: true, hasUserVerification: true },
        ...{ isUserVerified: true, automaticPresenceSimulation: true },
      },
    })
    return { cdp, authenticatorId }
  }

  test('a new person adds a passkey by the link, signs out, and signs in with it; without its PIN it opens nothing', () =>
    inBrowser(1440, async (page) => {
      const { cdp, authenticatorId } = await plugIn(page)
      await page.goto(at(`/sign-in#token=${await linkFor('requester')}`))
      await heading(page, /^Welcome/)
      await lookAtPage(page, 'account-set-up')
      await page.getByLabel('Name of the passkey').fill('security key')
      await pressOn(page, page.getByRole('button', { name: 'Add a passkey' }))
      await heading(page, 'Requests')
      await page.getByRole('link', { name: 'requester', exact: true }).click()
      await heading(page, 'Your account')
      await page.getByText('security key').first().waitFor()
      await lookAtPage(page, 'account')
      await page.getByRole('button', { name: 'Sign out' }).click()

      await heading(page, 'Sign in')
      const passkey = page.getByRole('button', { name: 'Sign in with a passkey' })
      await tabTo(page, passkey)
      expect(await passkey.getAttribute('aria-disabled')).toBe('true')
      await page.getByText('I have read this and accept it').click()
      await lookAtPage(page, 'account-sign-in')
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
      await passkey.click()
      await page.getByText('You are not signed in').waitFor()
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
      await passkey.click()
      await heading(page, 'Requests')

      later(16)
      await page.getByRole('link', { name: 'Leads', exact: true }).click()
      await page.getByRole('heading', { name: 'This session is locked' }).waitFor()
      await lookAtPage(page, 'account-lock')
      await page.getByRole('button', { name: 'Unlock with a passkey' }).click()
      await heading(page, 'Leads')
    }))

  test('an administrator sets up password and phone, and gives out, changes and closes accounts', () =>
    inBrowser(1440, async (page) => {
      const { clock } = scratch
      await page.goto(at(`/sign-in#token=${await linkFor('administrator')}`))
      await heading(page, /^Welcome/)
      const secret = ((await page.locator('.cb-seed').textContent()) ?? '').replaceAll(' ', '')
      await page.getByLabel('New password').fill('too short')
      await page.getByLabel('The same password again').fill('too short')
      await page.getByLabel(/six digits/).fill(codeAt(secret, clock.now()))
      const set = page.getByRole('button', { name: 'Set password and authenticator' })
      await set.click()
      await page.getByText('it needs 20').waitFor()
      await page.getByLabel('New password').fill(password)
      await page.getByLabel('The same password again').fill(password)
      await set.click()
      await heading(page, 'Almost done')
      expect(await page.locator('.cb-codes li').count()).toBe(10)
      await lookAtPage(page, 'account-recovery-codes')
      await page.getByRole('button', { name: 'I have kept them' }).click()
      await heading(page, 'Gallery')

      await page.getByRole('link', { name: 'People', exact: true }).click()
      await heading(page, 'People')
      await lookAtPage(page, 'people')
      later(11)
      await page.getByRole('button', { name: 'Add a person' }).click()
      await page.getByLabel('Login').fill('n.new')
      await page.getByLabel('Name as shown to others').fill('N. New')
      await page.locator('label[for=add-administrator]').click()
      await page.locator('label[for=add-requester]').click()
      await page.getByText(/do not meet in one account/).waitFor()
      await page.locator('label[for=add-administrator]').click()
      await page.getByLabel('Why; it stays on record').fill('joined the unit')
      await page.getByRole('button', { name: 'Add', exact: true }).click()

      // The last proof of presence is more than ten minutes old; what was typed waits under the dialogue.
      await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor()
      await lookAtPage(page, 'account-confirm')
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('Password').fill(password)
      await dialog.getByLabel('Code').fill(codeAt(secret, clock.now()))
      await dialog.getByRole('button', { name: 'Confirm with password and code' }).click()
      await page.getByRole('heading', { name: 'One-time link for n.new' }).waitFor()
      await lookAtPage(page, 'account-one-time-link')

      await page.getByRole('button', { name: 'Add people from a list' }).click()
      await page.getByLabel('CSV').fill('login,name,roles\na.b,A. Bee,examiner\na.b,A. Cee,emperor')
      await page.getByRole('button', { name: 'Read it first' }).click()
      await page.getByText('“emperor” is not a role').waitFor()
      await lookAtPage(page, 'account-import')
      const addThem = page.getByRole('button', { name: 'Add 2 people' })
      expect(await addThem.getAttribute('aria-disabled')).toBe('true')
      await page.getByLabel('CSV').fill('login,name,roles\na.b,A. Bee,examiner')
      await page.getByLabel('Why; it stays on record').fill('new unit')
      await page.getByRole('button', { name: 'Read it first' }).click()
      await page.getByRole('button', { name: 'Add one person' }).click()
      await page.getByText('Added. One-time link').waitFor()
      await page.getByRole('button', { name: 'The links are handed over' }).click()

      await page.getByRole('button', { name: 'Change… n.new' }).click()
      await page.getByLabel('Why; it stays on record').fill('left again')
      await lookAtPage(page, 'account-person')
      await page.getByRole('button', { name: 'Close at once' }).click()
      await page
        .getByRole('row', { name: /n\.new/ })
        .getByText('closed')
        .waitFor()
    }))

  test('on a phone every page of accounts is accessible and fits', () =>
    inBrowser(390, async (page) => {
      await page.goto(at('/sign-in'))
      await heading(page, 'Sign in')
      await expectAccessible(page, 'sign-in on a phone')
      await page.goto(at(`/sign-in#token=${await linkFor('examiner')}`))
      await heading(page, /^Welcome/)
      await expectAccessible(page, 'set-up on a phone')
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
      await page.goto(at('/account'))
      await heading(page, /^Welcome/)
    }))

  test('at a bare address the page says that there are no passkeys, and where there are', () =>
    inBrowser(390, async (page) => {
      await page.goto(`${site.url}/sign-in`)
      await page.getByText(/Passkeys belong to a name.*http:\/\/localhost/).waitFor()
      expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0)
    }))
})
