import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { beginOidc, oidcOnly, sessionRules, signInByOidc, ssoProvider } from '../../people/index.ts'
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
    const provider = oidcOnly(await ssoProvider(house, context.req.valid('json').provider))
    const redirectUri = new URL('/sign-in/oidc', publicUrl(services, context)).href
    const { url, browserKey } = await beginOidc(house, { provider, redirectUri })
    setFlowCookie(services, { context, browserKey })
    return context.json({ url }, 200)
  })
  app.openapi(routes.oidcSignInRoute, async (context) => {
    const { answer, bannerAccepted } = context.req.valid('json')
    const browserKey = getCookie(context, flowCookie) ?? ''
    deleteCookie(context, flowCookie, { path: '/' })
    const given = { answer: new URLSearchParams(answer), browserKey, bannerAccepted }
    const opened = await signInByOidc(house, given)
    return context.json(await openedAnswer(services, { context, opened }), 200)
  })
}

function setFlowCookie(services: Services, of: { context: Context; browserKey: string }): void {
  setCookie(of.context, flowCookie, of.browserKey, {
    ...{ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: sessionRules.ceremonyMinutes * 60 },
    secure: publicUrl(services, of.context).protocol === 'https:',
  })
}
