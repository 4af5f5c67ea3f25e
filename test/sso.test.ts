import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaceEngine, openFaceEngine, testModelDir } from '../src/face/index.ts'
import { createApp, listen, type Serving } from '../src/http/index.ts'
import { openScratchHouse, type ScratchHouse } from '../src/lead/open-scratch-house.ts'
import { addSsoProvider } from '../src/people/index.ts'
import { webFolder } from '../src/web-folder.ts'
import { browserIsHere, expectAccessible, launchBrowser } from './browser.ts'
import { type LocalOidc, oidcSecret, startOidcProvider } from './local-oidc-provider.ts'
import { makeSamlKeys, refedsMfa, samlIssuer, samlRequestIn, samlResponse } from './signed-saml-response.ts'

// The way over the agency's own provider and back, in a real browser: cookies, redirects, posts.

describe.runIf(browserIsHere())('single sign-on, in a browser', { timeout: 180_000 }, () => {
  let face: FaceEngine
  let scratch: ScratchHouse
  let serving: Serving
  let browser: Browser
  let oidc: LocalOidc
  let idp: Server
  const keys = makeSamlKeys()
  const faults: unknown[] = []

  beforeAll(async () => {
    face = await openFaceEngine({ modelDir: await testModelDir() })
    scratch = await openScratchHouse({ face, persons: 0, demonstration: false })
    const webDir = await webFolder({
      source: fileURLToPath(new URL('../src/web', import.meta.url)),
      built: fileURLToPath(new URL('../dist/web', import.meta.url)),
      file: 'index.html',
      onBuild: () => undefined,
    })
    const app = createApp({
      ...{ house: scratch.house(), logDir: scratch.logDir, webDir, version: '9.9.9' },
      report: ({ error }) => faults.push(error),
    })
    serving = await listen({ fetch: (request) => app.fetch(request), host: '127.0.0.1', port: 0 })
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
    browser = await launchBrowser()
  }, 300_000)
  afterAll(async () => {
    await browser?.close()
    await oidc?.close()
    await new Promise((resolve) => idp?.close(resolve))
    await serving?.close()
    await scratch?.close()
    await face?.close()
  })

  // Another name than the providers' 127.0.0.1, so that they are other sites to the browser.
  const here = (path: string) => `${serving.url.replace('127.0.0.1', 'localhost')}${path}`

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
    const page = await (await browser.newContext()).newPage()
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
    expect(faults).toEqual([])
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
    expect(faults).toEqual([])
  })
})
