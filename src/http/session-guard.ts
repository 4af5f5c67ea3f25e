import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { Refused } from '../kernel/index.ts'
import { sessionOf } from '../people/index.ts'
import type { Env, Services } from './services.ts'

export const sessionCookie = 'casebound_session'
/** Browsers never send this header across sites unasked, so a form on a foreign page cannot act for a user. */
export const sameSiteHeader = 'x-casebound'

/** Lets only signed-in people through, by cookie (web) or bearer token (command line). */
export const sessionGuard = (services: Services) =>
  createMiddleware<Env>(async (context, next) => {
    const bearer = /^Bearer ([\w-]{10,200})$/.exec(context.req.header('authorization') ?? '')?.[1]
    const sessionToken = bearer ?? getCookie(context, sessionCookie)
    if (
      bearer === undefined &&
      !['GET', 'HEAD'].includes(context.req.method) &&
      !context.req.header(sameSiteHeader)
    ) {
      throw new Refused({
        code: 'CSRF_HEADER_MISSING',
        reason: `The header ${sameSiteHeader} is missing from a request that changes something.`,
        needed: `Send ${sameSiteHeader}: web.`,
      })
    }
    const { house } = services
    const session = await sessionOf(house.storage.db, { sessionToken, clock: house.clock })
    context.set('session', session)
    context.set('sessionToken', sessionToken ?? '')
    await house.storage.actingFor(session.user.agency.id, next)
  })
