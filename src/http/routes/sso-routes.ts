import { createRoute, z } from '@hono/zod-openapi'
import { sessionSchema } from '../schemas/house.ts'
import { body, errors, json } from './route-parts.ts'

export const beginSsoRoute = createRoute({
  method: 'post',
  path: '/api/sign-in/sso/begin',
  operationId: 'beginSso',
  tags: ['session'],
  request: body(z.object({ provider: z.string().max(40) }).strict()),
  responses: {
    200: json(z.object({ url: z.string() }), 'where to go; a cookie keeps the secret of this browser'),
    ...errors,
  },
})
export const oidcSignInRoute = createRoute({
  method: 'post',
  path: '/api/sign-in/oidc',
  operationId: 'oidcSignIn',
  tags: ['session'],
  request: body(
    z
      .object({
        answer: z.string().max(8000).openapi({ description: 'the query that the provider sent back' }),
        bannerAccepted: z.boolean(),
      })
      .strict(),
  ),
  responses: { 200: json(sessionSchema, 'signed in; the cookie is set'), ...errors },
})
/** A form, as SAML's POST binding has it; below the limit of a body of this door. */
const responseForm = z.object({
  SAMLResponse: z.string().max(60_000),
  RelayState: z.string().max(200),
})
export const samlResponseRoute = createRoute({
  method: 'post',
  path: '/api/sign-in/saml',
  operationId: 'samlResponse',
  tags: ['session'],
  request: {
    body: { required: true, content: { 'application/x-www-form-urlencoded': { schema: responseForm } } },
  },
  responses: { 303: { description: 'to the sign-in page, which finishes' }, ...errors },
})
export const samlSignInRoute = createRoute({
  method: 'post',
  path: '/api/sign-in/saml/finish',
  operationId: 'samlSignIn',
  tags: ['session'],
  request: body(z.object({ arrival: z.string().max(200), bannerAccepted: z.boolean() }).strict()),
  responses: { 200: json(sessionSchema, 'signed in; the cookie is set'), ...errors },
})
