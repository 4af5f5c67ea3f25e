import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refused } from '../kernel/index.ts'
import type { Env } from './services.ts'

/** Tries to sign in or confirm from one address in a minute: more than a desk behind one proxy needs. */
const triesPerMinute = 60

type Connection = { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } }

/** Where a request comes from; undefined within the process, where the console asks. */
const addressOf = (context: Context): string | undefined =>
  (context.env as Connection | undefined)?.incoming?.socket?.remoteAddress

/** Refuses TOO_MANY_TRIES to an address, so that guessing over many logins is slow; the lock of a login is kept elsewhere. */
export function limitTries(perMinute = triesPerMinute) {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return createMiddleware<Env>(async (context, next) => {
    const address = addressOf(context)
    if (address !== undefined && context.req.method !== 'GET') {
      await limiter.consume(address).catch((reason) => {
        throw reason instanceof RateLimiterRes ? tooMany(perMinute, reason.msBeforeNext) : reason
      })
    }
    await next()
  })
}

const tooMany = (perMinute: number, waitMs: number) =>
  new Refused({
    code: 'TOO_MANY_TRIES',
    reason: `There were more than ${perMinute} tries to sign in from this address within a minute.`,
    needed: `Wait ${Math.ceil(waitMs / 1000)} seconds.`,
  })
