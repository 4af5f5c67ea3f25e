import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { isRefused } from '../../kernel/index.ts'
import {
  beginOidc,
  beginSaml,
  oidcOnly,
  receiveSaml,
  type SamlPlace,
  samlOnly,
  sessionRules,
  signInByOidc,
  signInBySaml,
  ssoProvider,
} from '../../people/index.ts'
import * as routes from '../routes/sso-routes.ts'
import type { Env, Services } from '../services.ts'
import { publicUrl } from '../session-cookie.ts'
import { openedAnswer } from './session.ts'

/** Kept by the browser that began a sign-in elsewhere; other sites cannot send it, so they cannot finish one. */
const flowCookie = 'casebound_flow'

/** Signing in at the agency's own provider. The page finishes by a call of its own, so that the cookie counts. */
export function ssoHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.beginSsoRoute, async (context) => {
    const { url, browserKey } = await beginSso(services, { context, id: context.req.valid('json').provider })
    setFlowCookie(services, { context, browserKey })
    return context.json({ url }, 200)
  })
  app.openapi(routes.oidcSignInRoute, async (context) => {
    const { answer, bannerAccepted } = context.req.valid('json')
    const given = { answer: new URLSearchParams(answer), browserKey: takeFlowCookie(context), bannerAccepted }
    const opened = await signInByOidc(house, given)
    return context.json(await openedAnswer(services, { context, opened }), 200)
  })
  // Posted by the provider's page through the browser, so there is no cookie yet; whoever posts is signed in to nothing.
  app.openapi(routes.samlResponseRoute, async (context) => {
    const { SAMLResponse: response, RelayState: relayState } = context.req.valid('form')
    const place = samlPlace(services, context)
    const words = await receiveSaml(house, { response, relayState, place }).then(
      (arrival) => `arrived=${arrival}`,
      (error: unknown) => {
        if (isRefused(error)) return `refused=${encodeURIComponent(`${error.reason} ${error.needed}`)}`
        throw error
      },
    )
    return context.redirect(`/sign-in/saml#${words}`, 303)
  })
  app.openapi(routes.samlSignInRoute, async (context) => {
    const { arrival, bannerAccepted } = context.req.valid('json')
    const given = { arrival, browserKey: takeFlowCookie(context), bannerAccepted }
    const opened = await signInBySaml(house, given)
    return context.json(await openedAnswer(services, { context, opened }), 200)
  })
}

async function beginSso(services: Services, of: { context: Context; id: string }) {
  const { house } = services
  const provider = await ssoProvider(house, of.id)
  if (provider.settings.kind === 'saml')
    return beginSaml(house, { provider: samlOnly(provider), place: samlPlace(services, of.context) })
  const redirectUri = new URL('/sign-in/oidc', publicUrl(services, of.context)).href
  return beginOidc(house, { provider: oidcOnly(provider), redirectUri })
}

function samlPlace(services: Services, context: Context): SamlPlace {
  const url = publicUrl(services, context)
  return { entityId: url.origin, callbackUrl: new URL('/api/sign-in/saml', url).href }
}

function setFlowCookie(services: Services, of: { context: Context; browserKey: string }): void {
  setCookie(of.context, flowCookie, of.browserKey, {
    ...{ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: sessionRules.ceremonyMinutes * 60 },
    secure: publicUrl(services, of.context).protocol === 'https:',
  })
}

function takeFlowCookie(context: Context): string {
  const browserKey = getCookie(context, flowCookie) ?? ''
  deleteCookie(context, flowCookie, { path: '/' })
  return browserKey
}
