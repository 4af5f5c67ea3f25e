import { getCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import { Refused } from '../kernel/index.ts'
import { checkDuties, checkEnrolled, sessionOf } from '../people/index.ts'
import type { Env, Services } from './services.ts'
import { sessionCookie } from './session-cookie.ts'

/** Browsers never send this header across sites unasked, so a form on a foreign page cannot act for a user. */
export const sameSiteHeader = 'x-casebound'
/** A page that asks by itself, and not because its person did something, says so with this value. */
export const byItself = 'web-by-itself'

/** Open to a locked session: who it is, unlocking it, signing out. */
const evenLocked = /^\/api\/session(\/|$)/
/** Open to a session that has to set up its factors first. */
const evenEnrolling = /^\/api\/(session|account|activity)(\/|$)/
/** Open to whoever owes an answer past its day: giving it, and reading that he owes it. */
const evenSuspended = /^\/api\/(session|account|activity|attestations|notices)(\/|$)/

/** Lets only signed-in people through, by cookie (web) or bearer token (command line). */
export const sessionGuard = (services: Services) =>
  createMiddleware<Env>(async (context, next) => {
    const bearer = /^Bearer ([\w-]{10,200})$/.exec(context.req.header('authorization') ?? '')?.[1]
    const sessionToken = bearer ?? getCookie(context, sessionCookie(services).name)
    const same = context.req.header(sameSiteHeader)
    if (bearer === undefined && !['GET', 'HEAD'].includes(context.req.method) && !same) {
      throw new Refused({
        code: 'CSRF_HEADER_MISSING',
        reason: `The header ${sameSiteHeader} is missing from a request that changes something.`,
        needed: `Send ${sameSiteHeader}: web.`,
      })
    }
    const { house } = services
    const { path } = context.req
    const session = await sessionOf(house.storage.db, {
      ...{ sessionToken, clock: house.clock },
      ...{ evenLocked: evenLocked.test(path), byItself: same === byItself },
    })
    if (!evenEnrolling.test(path)) checkEnrolled(session)
    if (!evenSuspended.test(path))
      await checkDuties(house.storage.db, { user: session.user, clock: house.clock })
    context.set('session', session)
    context.set('sessionToken', sessionToken ?? '')
    await house.storage.actingFor(session.user.agency.id, next)
  })
