import type { OpenAPIHono } from '@hono/zod-openapi'
import {
  accountEvents,
  beginAuthenticator,
  factorsOf,
  renewRecoveryCodes,
  revalidationDue,
  setPasswordAndCode,
} from '../../people/index.ts'
import { passkeysHere } from '../passkeys-here.ts'
import * as routes from '../routes/account-routes.ts'
import type { Env, Services } from '../services.ts'
import { publicUrl } from '../session-cookie.ts'

const eventsShown = 30

/** What people see and set of their own accounts. */
export function accountHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.accountRoute, async (context) => {
    const { user } = context.get('session')
    const { passwordAndCodeSince, passkeys, ...factors } = await factorsOf(house.storage.db, user.id)
    const events = await accountEvents(house.storage.db, { userId: user.id, limit: eventsShown })
    return context.json(
      {
        ...(passwordAndCodeSince ? { passwordAndCodeSince: passwordAndCodeSince.toISOString() } : {}),
        recoveryCodesLeft: factors.recoveryCodesLeft,
        sso: [...factors.sso],
        passkeys: passkeys.map(({ id, name, addedAt, lastUsedAt }) => ({
          ...{ id, name, addedAt: addedAt.toISOString() },
          ...(lastUsedAt ? { lastUsedAt: lastUsedAt.toISOString() } : {}),
        })),
        passkeysHere: passkeysHere(publicUrl(services, context)),
        revalidationDue: revalidationDue(user).toISOString(),
        events: events.map(({ at, event, actor, detail }) => ({
          ...{ at: at.toISOString(), event, detail },
          ...(actor === undefined ? {} : { actor }),
        })),
      },
      200,
    )
  })
  app.openapi(routes.beginAuthenticatorRoute, async (context) =>
    context.json(await beginAuthenticator(house, context.get('session')), 200),
  )
  app.openapi(routes.setPasswordRoute, async (context) => {
    const door = { session: context.get('session'), sessionToken: context.get('sessionToken') }
    const recoveryCodes = await setPasswordAndCode(house, { ...door, ...context.req.valid('json') })
    return context.json({ recoveryCodes: [...recoveryCodes] }, 200)
  })
  app.openapi(routes.renewRecoveryCodesRoute, async (context) => {
    const door = { session: context.get('session'), sessionToken: context.get('sessionToken') }
    return context.json({ recoveryCodes: [...(await renewRecoveryCodes(house, door))] }, 200)
  })
}
