import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Context } from 'hono'
import { Refused } from '../../kernel/index.ts'
import {
  addPasskey,
  beginPasskey,
  beginPasskeyConfirm,
  beginPasskeySignIn,
  confirmByPasskey,
  type PasskeyPlace,
  removePasskey,
  sessionOf,
  signInByPasskey,
} from '../../people/index.ts'
import { passkeysHere } from '../passkeys-here.ts'
import * as routes from '../routes/passkey-routes.ts'
import type { Env, Services } from '../services.ts'
import { sessionAnswer } from '../session-answer.ts'
import { publicUrl } from '../session-cookie.ts'
import { openedAnswer } from './session.ts'

/** Signing in with a passkey needs no session. */
export function passkeySignInHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.beginPasskeySignInRoute, async (context) =>
    context.json(asked(await beginPasskeySignIn(house, placeOf(services, context))), 200),
  )
  app.openapi(routes.passkeySignInRoute, async (context) => {
    const { ceremony, response, bannerAccepted } = context.req.valid('json')
    const opened = await signInByPasskey(house, {
      ...{ place: placeOf(services, context), ceremony, bannerAccepted: bannerAccepted === true },
      response: response as AuthenticationResponseJSON,
    })
    return context.json(await openedAnswer(services, { context, opened }), 200)
  })
}

export function passkeyHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  const doorOf = (context: Context<Env>) => ({
    ...{ session: context.get('session'), sessionToken: context.get('sessionToken') },
    place: placeOf(services, context),
  })
  app.openapi(routes.beginPasskeyConfirmRoute, async (context) =>
    context.json(asked(await beginPasskeyConfirm(house, doorOf(context))), 200),
  )
  app.openapi(routes.confirmByPasskeyRoute, async (context) => {
    const { ceremony, response } = context.req.valid('json')
    const door = doorOf(context)
    await confirmByPasskey(house, { ...door, ceremony, response: response as AuthenticationResponseJSON })
    const { sessionToken } = door
    const session = await sessionOf(house.storage.db, { sessionToken, clock: house.clock })
    return context.json(await sessionAnswer(services, session), 200)
  })
  app.openapi(routes.beginPasskeyRoute, async (context) =>
    context.json(asked(await beginPasskey(house, doorOf(context))), 200),
  )
  app.openapi(routes.addPasskeyRoute, async (context) => {
    const { ceremony, name, response } = context.req.valid('json')
    const made = { ceremony, name, response: response as RegistrationResponseJSON }
    await addPasskey(house, { ...doorOf(context), ...made })
    return context.body(null, 204)
  })
  app.openapi(routes.removePasskeyRoute, async (context) => {
    await removePasskey(house, { ...doorOf(context), id: context.req.valid('param').id })
    return context.body(null, 204)
  })
}

const asked = ({ ceremony, options }: { ceremony: string; options: object }) => ({
  ceremony,
  options: { ...options },
})

/** Refuses PASSKEY_REFUSED where a browser would make none. */
function placeOf(services: Services, context: Context): PasskeyPlace {
  const url = publicUrl(services, context)
  const { possible, why } = passkeysHere(url)
  if (possible) return { host: url.hostname, origin: url.origin }
  throw new Refused({ code: 'PASSKEY_REFUSED', reason: why, needed: 'Use your password and a code here.' })
}
