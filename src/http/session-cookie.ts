import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { sessionRules } from '../people/index.ts'
import type { Services } from './services.ts'

/** Name and path of the cookie that holds a session's token. */
export const sessionCookie = ({ inside }: Services) =>
  inside?.cookie ?? { name: 'casebound_session', path: '/' }

/** The address that people use, as the operator says it, or else as the browser asked for it. */
export const publicUrl = ({ publicUrl: said }: Services, context: Context): URL =>
  new URL(said ?? new URL(context.req.url).origin)

/** Hands a session's token to the browser: scripts cannot read it and other sites cannot send it. */
export function setSessionCookie(services: Services, of: { context: Context; token: string }): void {
  const { name, path } = sessionCookie(services)
  setCookie(of.context, name, of.token, {
    httpOnly: true,
    sameSite: 'Strict',
    path,
    maxAge: sessionRules.sessionHours * 3600,
    secure: publicUrl(services, of.context).protocol === 'https:',
  })
}
