import type { Context } from 'hono'
import { checkConfirmed, type Session } from '../people/index.ts'
import type { Env, Services } from './services.ts'

/** The session of whoever has lately proved to be there; before candidates are revealed or sealed fields opened. Refuses CONFIRMATION_NEEDED. */
export function confirmed({ house }: Services, context: Context<Env>): Session {
  const session = context.get('session')
  checkConfirmed(session, house.clock)
  return session
}
