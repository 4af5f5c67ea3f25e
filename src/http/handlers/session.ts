import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { Refused } from '../../kernel/index.ts'
import {
  banner,
  confirmByPassword,
  endSession,
  listSsoProviders,
  noteConfirmed,
  type OpenedSession,
  passwordLimits,
  type Session,
  sessionOf,
  signIn,
  signInByPassword,
} from '../../people/index.ts'
import { passkeysHere } from '../passkeys-here.ts'
import * as account from '../routes/account-routes.ts'
import { sessionRoute, signInRoute, signOutRoute } from '../routes/house-routes.ts'
import type { Env, Services } from '../services.ts'
import { sessionAnswer } from '../session-answer.ts'
import { publicUrl, sessionCookie, setSessionCookie } from '../session-cookie.ts'

/** Signing in needs no session; it answers with one. */
export function signInHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(account.signInWaysRoute, async (context) =>
    context.json(
      {
        agency: { name: house.agency.name, demonstration: house.agency.demonstration },
        banner: [...banner],
        passkeysHere: passkeysHere(publicUrl(services, context)),
        sso: (await listSsoProviders(house.storage.db)).map(({ id, title }) => ({ id, title })),
        passwordCharacters: passwordLimits.minCharacters,
      },
      200,
    ),
  )
  app.openapi(signInRoute, async (context) => {
    const { token, returnToken } = context.req.valid('json')
    const opened = await signIn(house.storage, { token, clock: house.clock })
    return context.json(await openedAnswer(services, { context, opened, returnToken }), 200)
  })
  app.openapi(account.passwordSignInRoute, async (context) => {
    const { returnToken, ...given } = context.req.valid('json')
    const opened = await signInByPassword(house, given)
    return context.json(await openedAnswer(services, { context, opened, returnToken }), 200)
  })
}

/** Sets the cookie and says who is signed in; the token itself only to who asked for it, as the command line does. */
export async function openedAnswer(
  services: Services,
  of: { context: Context; opened: OpenedSession; returnToken?: boolean | undefined },
) {
  const { session, sessionToken } = of.opened
  setSessionCookie(services, { context: of.context, token: sessionToken })
  const answer = await sessionAnswer(services, session)
  return of.returnToken === true ? { ...answer, sessionToken } : answer
}

export function sessionHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  const again = async (sessionToken: string): Promise<Session> =>
    sessionOf(house.storage.db, { sessionToken, clock: house.clock })
  app.openapi(sessionRoute, async (context) =>
    context.json(await sessionAnswer(services, context.get('session')), 200),
  )
  app.openapi(account.seenRoute, (context) => context.body(null, 204))
  app.openapi(account.confirmRoute, async (context) => {
    const given = context.req.valid('json')
    const session = context.get('session')
    const sessionToken = context.get('sessionToken')
    if ('demonstration' in given) await confirmDemonstration(services, { session, sessionToken })
    else await confirmByPassword(house, { ...given, session, sessionToken })
    return context.json(await sessionAnswer(services, await again(sessionToken)), 200)
  })
  app.openapi(signOutRoute, async (context) => {
    await endSession(house.storage.db, { sessionToken: context.get('sessionToken'), clock: house.clock })
    const { name, path } = sessionCookie(services)
    deleteCookie(context, name, { path })
    return context.body(null, 204)
  })
}

/** A demonstration shows the dialogue, and a press of its button is enough: its people have no factors. */
async function confirmDemonstration(
  { house }: Services,
  of: { session: Session; sessionToken: string },
): Promise<void> {
  if (of.session.via !== 'demonstration-link') {
    throw new Refused({
      code: 'CONFIRMATION_FAILED',
      reason: 'Only in a demonstration is a press of the button enough.',
      needed: 'Confirm with a passkey, or with your password and a code.',
    })
  }
  await noteConfirmed(house.storage.db, { sessionToken: of.sessionToken, now: house.clock.now() })
}
