import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/account.ts'
import { sessionSchema } from '../schemas/house.ts'
import { body, errors, json } from './route-parts.ts'

export const signInWaysRoute = createRoute({
  method: 'get',
  path: '/api/sign-in',
  operationId: 'signInWays',
  tags: ['session'],
  responses: {
    200: json(s.signInWaysSchema, 'how people sign in here, and the notice to accept'),
    ...errors,
  },
})
export const passwordSignInRoute = createRoute({
  method: 'post',
  path: '/api/sign-in/password',
  operationId: 'passwordSignIn',
  tags: ['session'],
  request: body(s.passwordSignInSchema),
  responses: { 200: json(sessionSchema, 'signed in; the cookie is set'), ...errors },
})
export const confirmRoute = createRoute({
  method: 'post',
  path: '/api/session/confirm',
  operationId: 'confirm',
  tags: ['session'],
  request: body(s.confirmSchema),
  responses: { 200: json(sessionSchema, 'confirmed; a locked session is open again'), ...errors },
})
export const seenRoute = createRoute({
  method: 'post',
  path: '/api/activity',
  operationId: 'seen',
  tags: ['session'],
  responses: { 204: { description: 'noted that the person is there' }, ...errors },
})
export const accountRoute = createRoute({
  method: 'get',
  path: '/api/account',
  operationId: 'account',
  tags: ['account'],
  responses: { 200: json(s.accountSchema, 'your factors and what happened to your account'), ...errors },
})
export const beginAuthenticatorRoute = createRoute({
  method: 'post',
  path: '/api/account/authenticator',
  operationId: 'beginAuthenticator',
  tags: ['account'],
  responses: { 200: json(s.authenticatorSchema, 'a new seed, shown only now'), ...errors },
})
export const setPasswordRoute = createRoute({
  method: 'put',
  path: '/api/account/password',
  operationId: 'setPassword',
  tags: ['account'],
  request: body(s.setPasswordSchema),
  responses: { 200: json(s.recoveryCodesSchema, 'set, with recovery codes, shown only now'), ...errors },
})
export const renewRecoveryCodesRoute = createRoute({
  method: 'post',
  path: '/api/account/recovery-codes',
  operationId: 'renewRecoveryCodes',
  tags: ['account'],
  responses: { 200: json(s.recoveryCodesSchema, 'new codes, shown only now; the old are void'), ...errors },
})
