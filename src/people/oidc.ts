import * as client from 'openid-client'
import type { AccountHouse } from './account-house.ts'
import { beginCeremony, finishCeremony } from './ceremony.ts'
import { refused } from './refusal-code.ts'
import { checkBanner, type OpenedSession, openSession } from './session.ts'
import { checkSecondFactor, personOfClaims, type SsoClaims } from './sso-person.ts'
import { type OidcSettings, type SsoProvider, ssoProvider } from './sso-provider.ts'
import { newToken } from './token.ts'

type Begun = {
  readonly providerId: string
  readonly redirectUri: string
  readonly verifier: string
  readonly nonce: string
}

/** The ceremony is found by what both sides hold: the state that travels, and a secret of the browser that began. */
const ceremonyId = (state: string, browserKey: string) => `${state}.${browserKey}`

/**
 * Begins a sign-in elsewhere: where the browser goes, and the secret that it keeps until it is back. Refuses SSO_UNKNOWN,
 * SSO_UNREACHABLE.
 */
export async function beginOidc(
  house: AccountHouse,
  of: { provider: SsoProvider & { settings: OidcSettings }; redirectUri: string },
): Promise<{ url: string; browserKey: string }> {
  const { provider, redirectUri } = of
  const config = await discovered(provider)
  const [state, nonce, browserKey] = [newToken(), newToken(), newToken()]
  const verifier = client.randomPKCECodeVerifier()
  const begun: Begun = { providerId: provider.id, redirectUri, verifier, nonce }
  await beginCeremony(house, { purpose: 'oidc', state: begun, id: ceremonyId(state, browserKey) })
  const url = client.buildAuthorizationUrl(config, {
    ...{ redirect_uri: redirectUri, scope: 'openid profile email', state, nonce },
    // Each sign-in here is a sign-in there: a session that lies open at the provider is no proof of presence.
    ...{ prompt: 'login', max_age: '0' },
    ...{ code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' },
  })
  return { url: url.href, browserKey }
}

/**
 * Finishes it with what the provider sent the browser back with. Refuses CEREMONY_EXPIRED (also in another browser), SSO_REFUSED,
 * SECOND_FACTOR_NOT_STATED, SSO_ACCOUNT_UNKNOWN, BANNER_NOT_ACCEPTED and what `openSession` refuses.
 */
export async function signInByOidc(
  house: AccountHouse,
  of: { answer: URLSearchParams; browserKey: string; bannerAccepted: boolean },
): Promise<OpenedSession> {
  checkBanner(of.bannerAccepted)
  const state = of.answer.get('state') ?? ''
  const id = ceremonyId(state, of.browserKey)
  const begun = await finishCeremony<Begun>(house, { purpose: 'oidc', id })
  const provider = oidcOnly(await ssoProvider(house, begun.providerId))
  const claims = await claimsOf(provider, { answer: of.answer, state, begun })
  checkSecondFactor(provider, claims)
  return house.storage.transaction(async (tx) => {
    const userId = await personOfClaims(tx, { provider, claims, now: house.clock.now() })
    return openSession(tx, { userId, clock: house.clock, via: 'sso' })
  })
}

async function claimsOf(
  provider: SsoProvider & { settings: OidcSettings },
  of: { answer: URLSearchParams; state: string; begun: Begun },
): Promise<SsoClaims> {
  const config = await discovered(provider)
  const back = new URL(of.begun.redirectUri)
  back.search = of.answer.toString()
  const tokens = await client
    .authorizationCodeGrant(config, back, {
      pkceCodeVerifier: of.begun.verifier,
      expectedState: of.state,
      expectedNonce: of.begun.nonce,
      idTokenExpected: true,
      maxAge: 300,
    })
    .catch((error: Error) => {
      throw ssoRefused(provider.title, error.message)
    })
  const claims = tokens.claims()
  if (!claims) throw ssoRefused(provider.title, 'it sent no identity')
  const login = claims[provider.settings.loginFrom]
  const amr = Array.isArray(claims.amr) ? claims.amr : []
  const methods = [...amr, claims.acr].filter((one): one is string => typeof one === 'string')
  return { subject: claims.sub, login: typeof login === 'string' ? login : undefined, methods }
}

/** What the provider publishes about itself, checked to be of this issuer. TLS everywhere but on this machine. */
async function discovered({ title, settings }: SsoProvider & { settings: OidcSettings }) {
  const issuer = new URL(settings.issuer)
  const here = ['localhost', '127.0.0.1'].includes(issuer.hostname)
  const execute = here ? [client.allowInsecureRequests] : []
  return client
    .discovery(issuer, settings.clientId, settings.clientSecret, undefined, { execute, timeout: 10 })
    .catch((error: Error) => {
      throw refused({
        code: 'SSO_UNREACHABLE',
        reason: `${title} did not say how to sign in there: ${error.message}.`,
        needed: 'Try again; or sign in with a passkey, or with password and code.',
      })
    })
}

export function oidcOnly(provider: SsoProvider): SsoProvider & { settings: OidcSettings } {
  const { settings } = provider
  if (settings.kind !== 'oidc') throw ssoRefused(provider.title, 'it does not speak OpenID Connect')
  return { ...provider, settings }
}

export const ssoRefused = (title: string, why: string) =>
  refused({
    code: 'SSO_REFUSED',
    reason: `Signing in with ${title} did not succeed: ${why}.`,
    needed: 'Try again; if it goes on, tell your administrator.',
  })
