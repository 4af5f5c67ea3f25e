import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/account.ts'
import { sessionSchema } from '../schemas/house.ts'
import { body, errors, json } from './route-parts.ts'

const options = { 200: json(s.passkeyOptionsSchema, 'what the browser is asked; good once'), ...errors }
const session = { 200: json(sessionSchema, 'signed in or confirmed'), ...errors }

export const beginPasskeySignInRoute = createRoute({
  method: 'post',
  path: '/api/sign-in/passkey/begin',
  operationId: 'beginPasskeySignIn',
  tags: ['session'],
  responses: options,
})
export const passkeySignInRoute = createRoute({
  method: 'post',
  path: '/api/sign-in/passkey',
  operationId: 'passkeySignIn',
  tags: ['session'],
  request: body(s.usePasskeySchema),
  responses: session,
})
export const beginPasskeyConfirmRoute = createRoute({
  method: 'post',
  path: '/api/session/confirm/passkey/begin',
  operationId: 'beginPasskeyConfirm',
  tags: ['session'],
  responses: options,
})
export const confirmByPasskeyRoute = createRoute({
  method: 'post',
  path: '/api/session/confirm/passkey',
  operationId: 'confirmByPasskey',
  tags: ['session'],
  request: body(s.usePasskeySchema),
  responses: session,
})
export const beginPasskeyRoute = createRoute({
  method: 'post',
  path: '/api/account/passkeys/begin',
  operationId: 'beginPasskey',
  tags: ['account'],
  responses: options,
})
export const addPasskeyRoute = createRoute({
  method: 'post',
  path: '/api/account/passkeys',
  operationId: 'addPasskey',
  tags: ['account'],
  request: body(s.addPasskeySchema),
  responses: { 204: { description: 'added' }, ...errors },
})
export const removePasskeyRoute = createRoute({
  method: 'delete',
  path: '/api/account/passkeys/{id}',
  operationId: 'removePasskey',
  tags: ['account'],
  request: { params: z.object({ id: z.string().max(2000) }) },
  responses: { 204: { description: 'taken away' }, ...errors },
})
