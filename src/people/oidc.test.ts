import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalOidc, oidcSecret as secret, startOidcProvider } from '../../test/local-oidc-provider.ts'
import { accountEvents } from './account-events.ts'
import { beginOidc, oidcOnly, signInByOidc } from './oidc.ts'
import { openSamplePeople, type SamplePeople } from './sample-people.ts'
import { addSsoProvider, listSsoProviders, removeSsoProvider, ssoProvider } from './sso-provider.ts'

// Against a real provider: oidc-provider listens on this machine, and this test walks its pages as a browser would.

const redirectUri = 'http://localhost:9/sign-in/oidc'

let house: SamplePeople
let local: LocalOidc

beforeAll(async () => {
  house = await openSamplePeople()
  local = await startOidcProvider(redirectUri)
})
afterAll(async () => {
  await local?.close()
  await house?.storage.close()
})

/** Follows the provider's redirects with its cookies, up to the way back; gives what it sends the browser back with. */
async function walk(from: string): Promise<URLSearchParams> {
  const cookies = new Map<string, string>()
  let url = new URL(from)
  for (let steps = 0; steps < 12; steps++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (name !== undefined && value !== undefined) cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`${response.status} at ${url.pathname}: ${await response.text()}`)
    url = new URL(location, url)
    if (url.href.startsWith(redirectUri)) return url.searchParams
  }
  throw new Error('too many redirects')
}

const refusedAs = (code: string) => expect.objectContaining({ code })
const add = (given: { clientSecret?: string; issuer?: string } = {}) =>
  addSsoProvider(house, {
    title: 'County login',
    settings: {
      ...{ kind: 'oidc', issuer: local.issuer, clientId: 'casebound', clientSecret: secret, ...given },
      ...{ loginFrom: 'preferred_username', secondFactors: ['mfa', 'hwk'] },
    },
  })
const begin = async (id: string) =>
  beginOidc(house, { provider: oidcOnly(await ssoProvider(house, id)), redirectUri })
async function signIn(id: string, also: { bannerAccepted?: boolean; browserKey?: string } = {}) {
  const { url, browserKey } = await begin(id)
  const answer = await walk(url)
  return signInByOidc(house, { answer, browserKey, bannerAccepted: true, ...also })
}

describe('single sign-on by OpenID Connect', () => {
  it('opens a session for the account of that login, and binds it to the subject of the provider', async () => {
    const id = await add()
    const userId = await house.hire()
    local.there = { subject: 'subject-1', login: await house.loginOf(userId), amr: ['pwd', 'mfa'] }
    const { session } = await signIn(id)
    expect(session).toMatchObject({ via: 'sso', user: { id: userId } })
    const events = await accountEvents(house.storage.db, { userId, limit: 2 })
    expect(events.map(({ event }) => event)).toEqual(['signed-in', 'sso-linked'])
    local.there = { ...local.there, login: 'renamed-there' }
    expect((await signIn(id)).session.user.id).toBe(userId)
    local.there = { ...local.there, subject: 'subject-2', login: await house.loginOf(userId) }
    await expect(signIn(id)).rejects.toEqual(refusedAs('SSO_ACCOUNT_UNKNOWN'))
  })

  it('needs the provider to state a second factor', async () => {
    const id = await add()
    const userId = await house.hire()
    local.there = { subject: 'subject-3', login: await house.loginOf(userId), amr: ['pwd'] }
    await expect(signIn(id)).rejects.toEqual(refusedAs('SECOND_FACTOR_NOT_STATED'))
    local.there = { ...local.there, amr: ['hwk'] }
    await expect(signIn(id)).resolves.toBeDefined()
  })

  it('makes no account: administrators do', async () => {
    local.there = { subject: 'subject-4', login: 'nobody-here', amr: ['mfa'] }
    await expect(signIn(await add())).rejects.toEqual(refusedAs('SSO_ACCOUNT_UNKNOWN'))
  })

  it('holds every rule of accounts: the notice, and a closed account', async () => {
    const id = await add()
    const userId = await house.hire()
    local.there = { subject: 'subject-5', login: await house.loginOf(userId), amr: ['mfa'] }
    await expect(signIn(id, { bannerAccepted: false })).rejects.toEqual(refusedAs('BANNER_NOT_ACCEPTED'))
    await house.storage.db
      .updateTable('users')
      .set({ closed_at: house.now() })
      .where('id', '=', userId)
      .execute()
    await expect(signIn(id)).rejects.toEqual(refusedAs('USER_CLOSED'))
  })

  it('is finished by the browser that began it, once', async () => {
    const id = await add()
    const userId = await house.hire()
    local.there = { subject: 'subject-6', login: await house.loginOf(userId), amr: ['mfa'] }
    await expect(signIn(id, { browserKey: 'of another browser' })).rejects.toEqual(
      refusedAs('CEREMONY_EXPIRED'),
    )
    const { url, browserKey } = await begin(id)
    const given = { answer: await walk(url), browserKey, bannerAccepted: true }
    await signInByOidc(house, given)
    await expect(signInByOidc(house, given)).rejects.toEqual(refusedAs('CEREMONY_EXPIRED'))
  })

  it('is refused with an invented code, with a wrong client secret, and when the provider says no', async () => {
    const id = await add()
    const invented = await begin(id)
    const state = new URL(invented.url).searchParams.get('state') ?? ''
    const back = (values: Record<string, string>) =>
      new URLSearchParams({ state, iss: local.issuer, ...values })
    await expect(
      signInByOidc(house, { ...invented, answer: back({ code: 'invented' }), bannerAccepted: true }),
    ).rejects.toEqual(refusedAs('SSO_REFUSED'))
    local.there = { subject: 'subject-7', login: 'user-1', amr: ['mfa'] }
    const wrong = await add({ clientSecret: 'another secret' })
    await expect(signIn(wrong)).rejects.toEqual(refusedAs('SSO_REFUSED'))
  })

  it('says so when the provider cannot be reached', async () => {
    const id = await add({ issuer: 'http://127.0.0.1:9' })
    await expect(begin(id)).rejects.toEqual(refusedAs('SSO_UNREACHABLE'))
  })
})

describe('a provider', () => {
  it('is kept with its secret sealed, listed without it, and taken away with its links', async () => {
    const id = await add()
    const rows = await house.storage.db.selectFrom('sso_providers').selectAll().execute()
    const stored = rows.map(({ settings_sealed }) => Buffer.from(settings_sealed).toString('latin1')).join()
    expect(stored).not.toContain(secret)
    expect(JSON.stringify(await listSsoProviders(house.storage.db))).not.toContain(secret)
    await removeSsoProvider(house, id)
    await expect(ssoProvider(house, id)).rejects.toEqual(refusedAs('SSO_UNKNOWN'))
    await expect(removeSsoProvider(house, id)).rejects.toEqual(refusedAs('SSO_UNKNOWN'))
  })
})
