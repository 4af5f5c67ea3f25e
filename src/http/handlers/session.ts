import type { OpenAPIHono } from '@hono/zod-openapi'
import { deleteCookie, setCookie } from 'hono/cookie'
import { endSession, type Session, sessionHours, signIn } from '../../people/index.ts'
import { daysLeft, inDate } from '../../training/index.ts'
import { abilitiesOf } from '../abilities.ts'
import { sessionRoute, signInRoute, signOutRoute } from '../routes/house-routes.ts'
import type { Env, Services } from '../services.ts'
import { sessionCookie } from '../session-guard.ts'

/** Signing in needs no session; it answers with one. */
export function signInHandler(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(signInRoute, async (context) => {
    const { token, returnToken } = context.req.valid('json')
    const { session, sessionToken } = await signIn(house.storage, { token, clock: house.clock })
    setCookie(context, sessionCookie, sessionToken, {
      httpOnly: true,
      sameSite: 'Strict',
      path: '/',
      maxAge: sessionHours * 3600,
      secure: new URL(context.req.url).protocol === 'https:',
    })
    const answer = await sessionAnswer(services, session)
    return context.json(returnToken ? { ...answer, sessionToken } : answer, 200)
  })
}

export function sessionHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(sessionRoute, async (context) =>
    context.json(await sessionAnswer(services, context.get('session')), 200),
  )
  app.openapi(signOutRoute, async (context) => {
    await endSession(house.storage.db, { sessionToken: context.get('sessionToken'), clock: house.clock })
    deleteCookie(context, sessionCookie, { path: '/' })
    return context.body(null, 204)
  })
}

async function sessionAnswer({ house }: Services, session: Session) {
  const { user } = session
  const { may, certificate } = await abilitiesOf(house, user)
  const now = house.clock.now()
  return {
    user: { id: user.id, login: user.login, name: user.name, roles: [...user.roles] },
    agency: { ...user.agency },
    ...(certificate
      ? {
          certificate: {
            id: certificate.id,
            course: certificate.course,
            issuer: certificate.issuer,
            validFrom: certificate.validFrom,
            validTo: certificate.validTo,
            daysLeft: daysLeft(certificate, now),
            inDate: inDate(certificate, now),
          },
        }
      : {}),
    may,
    expiresAt: session.expiresAt.toISOString(),
  }
}
