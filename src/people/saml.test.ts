import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  samlIssuer as idpIssuer,
  makeSamlKeys,
  refedsMfa as mfa,
  type Said,
  type SamlKeys,
  samlRequestIn,
  samlResponse,
} from '../../test/signed-saml-response.ts'
import { beginSaml, receiveSaml, samlOnly, signInBySaml } from './saml.ts'
import { openSamplePeople, type SamplePeople } from './sample-people.ts'
import { addSsoProvider, ssoProvider } from './sso-provider.ts'

// Responses are signed here with keys made here, as a provider signs them.

const place = {
  entityId: 'https://casebound.example',
  callbackUrl: 'https://casebound.example/api/sign-in/saml',
}

let house: SamplePeople
let own: SamlKeys
let foreign: SamlKeys

beforeAll(async () => {
  house = await openSamplePeople()
  own = makeSamlKeys()
  foreign = makeSamlKeys()
})
afterAll(() => house?.storage.close())

const refusedAs = (code: string) => expect.objectContaining({ code })
const add = () =>
  addSsoProvider(house, {
    title: 'State login',
    settings: {
      ...{ kind: 'saml', idpIssuer, entryPoint: 'https://idp.example/sso', idpCert: own.cert },
      ...{ loginFrom: 'uid', secondFactors: [mfa] },
    },
  })

async function begin() {
  const provider = samlOnly(await ssoProvider(house, await add()))
  const { url, browserKey } = await beginSaml(house, { provider, place })
  return { browserKey, ...samlRequestIn(url) }
}

const responseTo = (begun: { requestId: string }, said: Partial<Said> & { login: string }) =>
  samlResponse({ requestId: begun.requestId, keys: own, place, ...said })

const receive = (begun: { relayState: string }, xml: string) =>
  receiveSaml(house, {
    ...{ response: Buffer.from(xml).toString('base64'), relayState: begun.relayState, place },
  })

describe('single sign-on by SAML', () => {
  it('opens a session with a signed response, for the browser that began, once', async () => {
    const userId = await house.hire()
    const begun = await begin()
    const xml = responseTo(begun, { login: await house.loginOf(userId) })
    const arrival = await receive(begun, xml)
    const given = { arrival, browserKey: begun.browserKey, bannerAccepted: true }
    await expect(signInBySaml(house, { ...given, browserKey: 'of another' })).rejects.toEqual(
      refusedAs('CEREMONY_EXPIRED'),
    )
    await expect(signInBySaml(house, { ...given, bannerAccepted: false })).rejects.toEqual(
      refusedAs('BANNER_NOT_ACCEPTED'),
    )
    const { session } = await signInBySaml(house, given)
    expect(session).toMatchObject({ via: 'sso', user: { id: userId } })
    await expect(signInBySaml(house, given)).rejects.toEqual(refusedAs('CEREMONY_EXPIRED'))
    await expect(receive(begun, xml)).rejects.toEqual(refusedAs('CEREMONY_EXPIRED'))
  })

  it('takes nothing that was changed, signed by another key, meant for others, answered to another request, or over', async () => {
    const login = await house.loginOf(await house.hire())
    const faults: readonly ((begun: { requestId: string }) => string)[] = [
      (begun) => responseTo(begun, { login: 'somebody' }).replace('>somebody<', `>${login}<`),
      (begun) => responseTo(begun, { login, keys: foreign }),
      (begun) => responseTo(begun, { login }).replace(/<Signature[\s\S]*<\/Signature>/, ''),
      (begun) => responseTo(begun, { login, place: { ...place, entityId: 'https://other.example' } }),
      (begun) => responseTo(begun, { login, requestId: '_another' }),
      (begun) => responseTo(begun, { login, endsInMs: -60_000 }),
      () => 'no XML at all',
    ]
    for (const fault of faults) {
      const begun = await begin()
      await expect(receive(begun, fault(begun))).rejects.toEqual(refusedAs('SSO_REFUSED'))
    }
  })

  it('needs the provider to state a second factor, and an account here', async () => {
    const login = await house.loginOf(await house.hire())
    const one = await begin()
    const passwordOnly = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport'
    const xml = responseTo(one, { login, context: passwordOnly })
    await expect(receive(one, xml)).rejects.toEqual(refusedAs('SECOND_FACTOR_NOT_STATED'))
    const two = await begin()
    const arrival = await receive(two, responseTo(two, { login: 'nobody-here' }))
    const given = { arrival, browserKey: two.browserKey, bannerAccepted: true }
    await expect(signInBySaml(house, given)).rejects.toEqual(refusedAs('SSO_ACCOUNT_UNKNOWN'))
  })
})
