import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ScratchHouse } from '../src/lead/open-scratch-house.ts'
import { addSsoProvider } from '../src/people/index.ts'
import { browserIsHere, expectAccessible } from './browser.ts'
import { type LocalOidc, oidcSecret, startOidcProvider } from './local-oidc-provider.ts'
import { openScratchSite, type ScratchSite } from './open-scratch-site.ts'
import { makeSamlKeys, refedsMfa, samlIssuer, samlRequestIn, samlResponse } from './signed-saml-response.ts'

// The way over the agency's own provider and back, in a real browser: cookies, redirects, posts.

describe.runIf(browserIsHere())('single sign-on, in a browser', { timeout: 180_000 }, () => {
  let site: ScratchSite
  let scratch: ScratchHouse
  let oidc: LocalOidc
  let idp: Server
  const keys = makeSamlKeys()

  beforeAll(async () => {
    site = await openScratchSite(0, { demonstration: false })
    scratch = site.scratch
    oidc = await startOidcProvider(here('/sign-in/oidc'))
    idp = createServer((request, response) => {
      response.setHeader('content-type', 'text/html').end(postingPage(request.url ?? ''))
    })
    await new Promise<void>((resolve) => idp.listen(0, '127.0.0.1', () => resolve()))
    await addSsoProvider(scratch.house(), {
      title: 'County login',
      settings: {
        ...{ kind: 'oidc', issuer: oidc.issuer, clientId: 'casebound', clientSecret: oidcSecret },
        ...{ loginFrom: 'preferred_username', secondFactors: ['mfa'] },
      },
    })
    await addSsoProvider(scratch.house(), {
      title: 'State login',
      settings: {
        ...{ kind: 'saml', idpIssuer: samlIssuer, idpCert: keys.cert, loginFrom: 'uid' },
        entryPoint: `http://127.0.0.1:${(idp.address() as AddressInfo).port}/sso`,
        secondFactors: [refedsMfa],
      },
    })
  }, 300_000)
  afterAll(async () => {
    await oidc?.close()
    await new Promise((resolve) => idp?.close(resolve))
    await site?.close()
  })

  // Another name than the providers' 127.0.0.1, so that they are other sites to the browser.
  const here = (path: string) => `${site.url.replace('127.0.0.1', 'localhost')}${path}`

  /** The provider's page: a form with the signed response that sends itself. */
  function postingPage(path: string): string {
    const { requestId, relayState } = samlRequestIn(`http://127.0.0.1${path}`)
    const place = { entityId: here('').replace(/\/$/, ''), callbackUrl: here('/api/sign-in/saml') }
    const xml = samlResponse({ requestId, login: 'verifier', keys, place })
    return `<!doctype html><form method="post" action="${place.callbackUrl}">
      <input name="SAMLResponse" value="${Buffer.from(xml).toString('base64')}">
      <input name="RelayState" value="${relayState}"></form><script>document.forms[0].submit()</script>`
  }

  async function signInWith(title: string) {
    const page = await (await site.browser.newContext()).newPage()
    await page.goto(here('/sign-in'))
    await page.getByText('I have read this and accept it').click()
    await expectAccessible(page, 'sign-in with single sign-on')
    await page.getByRole('button', { name: `Sign in with ${title}` }).click()
    return page
  }

  test('a person goes to the OpenID Connect provider and comes back signed in', async () => {
    oidc.there = { subject: 's-1', login: 'examiner', amr: ['pwd', 'mfa'] }
    const page = await signInWith('County login')
    await page.getByRole('heading', { level: 1, name: 'Examine' }).waitFor({ timeout: 60_000 })
    expect(page.url()).not.toContain('code=')
    expect(site.faults).toEqual([])
  })

  test('without a second factor there, the page says what is needed', async () => {
    oidc.there = { subject: 's-1', login: 'examiner', amr: ['pwd'] }
    const page = await signInWith('County login')
    await page.getByText(/does not say that you signed in with two factors/).waitFor({ timeout: 60_000 })
    await expectAccessible(page, 'not signed in')
    await page.getByRole('link', { name: 'Sign in another way' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
  })

  test('a person goes to the SAML provider and comes back signed in, by a post from another site', async () => {
    const page = await signInWith('State login')
    await page.getByRole('heading', { level: 1, name: 'Examine' }).waitFor({ timeout: 60_000 })
    expect(page.url()).not.toContain('arrived=')
    expect(site.faults).toEqual([])
  })
})
