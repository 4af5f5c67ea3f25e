import type { Profile, SAML } from '@node-saml/node-saml'
import type { AccountHouse } from './account-house.ts'
import { beginCeremony, finishCeremony } from './ceremony.ts'
import { ssoRefused } from './oidc.ts'
import { checkBanner, type OpenedSession, openSession } from './session.ts'
import { checkSecondFactor, personOfClaims, type SsoClaims } from './sso-person.ts'
import { type SamlSettings, type SsoProvider, ssoProvider } from './sso-provider.ts'
import { newToken } from './token.ts'

type SamlProvider = SsoProvider & { readonly settings: SamlSettings }
type Begun = { readonly providerId: string; readonly requestId: string; readonly browserKey: string }
type Arrived = { readonly providerId: string; readonly claims: SsoClaims }

/** The name of this house to its provider, and where responses are posted to. */
export type SamlPlace = { readonly entityId: string; readonly callbackUrl: string }

/** Clocks of two houses may differ this much. */
const clockSkewMs = 30_000

const arrivedId = (arrival: string, browserKey: string) => `${arrival}.${browserKey}`

/** Begins a sign-in at a SAML provider: where the browser goes, and the secret that it keeps until it is back. */
export async function beginSaml(
  house: AccountHouse,
  of: { provider: SamlProvider; place: SamlPlace },
): Promise<{ url: string; browserKey: string }> {
  const [relayState, browserKey, requestId] = [newToken(), newToken(), `_${newToken()}`]
  const begun: Begun = { providerId: of.provider.id, requestId, browserKey }
  await beginCeremony(house, { purpose: 'saml', state: begun, id: relayState })
  const reader = await readerOf(of.provider, { place: of.place, requestId })
  return { url: await reader.getAuthorizeUrlAsync(relayState, undefined, {}), browserKey }
}

/**
 * Reads what a provider had the browser post: signed, for this house, and the answer to what was begun. It signs nobody in: the
 * page of the browser that began comes for it with the arrival's id. Refuses CEREMONY_EXPIRED, SSO_REFUSED, SECOND_FACTOR_NOT_STATED.
 */
export async function receiveSaml(
  house: AccountHouse,
  of: { response: string; relayState: string; place: SamlPlace },
): Promise<string> {
  const begun = await finishCeremony<Begun>(house, { purpose: 'saml', id: of.relayState })
  const provider = samlOnly(await ssoProvider(house, begun.providerId))
  const reader = await readerOf(provider, { place: of.place, requestId: begun.requestId })
  const { profile } = await reader
    .validatePostResponseAsync({ SAMLResponse: of.response })
    .catch((error: Error) => {
      throw ssoRefused(provider.title, error.message)
    })
  if (!profile) throw ssoRefused(provider.title, 'it named nobody')
  const claims = claimsOf(provider, profile)
  checkSecondFactor(provider, claims)
  const arrival = newToken()
  const state: Arrived = { providerId: provider.id, claims }
  await beginCeremony(house, { purpose: 'sso-arrived', state, id: arrivedId(arrival, begun.browserKey) })
  return arrival
}

/** Opens the session, for the browser that began and no other. Refuses CEREMONY_EXPIRED, SSO_ACCOUNT_UNKNOWN and what `openSession` refuses. */
export async function signInBySaml(
  house: AccountHouse,
  of: { arrival: string; browserKey: string; bannerAccepted: boolean },
): Promise<OpenedSession> {
  checkBanner(of.bannerAccepted)
  const id = arrivedId(of.arrival, of.browserKey)
  const { providerId, claims } = await finishCeremony<Arrived>(house, { purpose: 'sso-arrived', id })
  const provider = await ssoProvider(house, providerId)
  return house.storage.transaction(async (tx) => {
    const userId = await personOfClaims(tx, { provider, claims, now: house.clock.now() })
    return openSession(tx, { userId, clock: house.clock, via: 'sso' })
  })
}

/** Takes signed assertions only, for this house only, and only as the answer to this one request. */
async function readerOf(
  { settings }: SamlProvider,
  of: { place: SamlPlace; requestId: string },
): Promise<SAML> {
  const { SAML, ValidateInResponseTo } = await import('@node-saml/node-saml')
  const { place, requestId } = of
  return new SAML({
    ...{ issuer: place.entityId, audience: place.entityId, callbackUrl: place.callbackUrl },
    ...{ entryPoint: settings.entryPoint, idpIssuer: settings.idpIssuer, idpCert: settings.idpCert },
    ...{ wantAssertionsSigned: true, wantAuthnResponseSigned: false, signatureAlgorithm: 'sha256' },
    ...{ acceptedClockSkewMs: clockSkewMs, forceAuthn: true, disableRequestedAuthnContext: true },
    identifierFormat: null,
    generateUniqueId: () => requestId,
    validateInResponseTo: ValidateInResponseTo.always,
    cacheProvider: {
      saveAsync: async (_key, value) => ({ value, createdAt: Date.now() }),
      getAsync: async (key) => (key === requestId ? new Date().toISOString() : null),
      removeAsync: async (key) => key,
    },
  })
}

function claimsOf({ settings }: SamlProvider, profile: Profile): SsoClaims {
  const login = profile[settings.loginFrom]
  const stated = JSON.stringify(profile.getAssertion?.() ?? {})
  // The parsed assertion nests every element in lists; the reference is the text of one element.
  const methods = [...stated.matchAll(/"AuthnContextClassRef":\[(?:\{"_":)?"([^"]+)"/g)].map(
    ([, method]) => method ?? '',
  )
  return { subject: profile.nameID, login: typeof login === 'string' ? login : undefined, methods }
}

export function samlOnly(provider: SsoProvider): SamlProvider {
  const { settings } = provider
  if (settings.kind !== 'saml') throw ssoRefused(provider.title, 'it does not speak SAML')
  return { ...provider, settings }
}
