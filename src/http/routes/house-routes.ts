import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/house.ts'
import { body, errors, json } from './route-parts.ts'

export const healthRoute = createRoute({
  method: 'get',
  path: '/api/health',
  operationId: 'health',
  tags: ['service'],
  responses: { 200: json(z.object({ status: z.literal('ok'), version: z.string() }), 'alive') },
})
export const signInRoute = createRoute({
  method: 'post',
  path: '/api/session',
  operationId: 'signIn',
  tags: ['session'],
  request: body(
    z.object({ token: z.string().min(10).max(200), returnToken: z.boolean().optional() }).strict(),
  ),
  responses: { 200: json(s.sessionSchema, 'signed in; the cookie is set'), ...errors },
})
export const sessionRoute = createRoute({
  method: 'get',
  path: '/api/session',
  operationId: 'session',
  tags: ['session'],
  responses: { 200: json(s.sessionSchema, 'who is signed in'), ...errors },
})
export const signOutRoute = createRoute({
  method: 'delete',
  path: '/api/session',
  operationId: 'signOut',
  tags: ['session'],
  responses: { 204: { description: 'signed out' }, ...errors },
})
export const policyRoute = createRoute({
  method: 'get',
  path: '/api/policy',
  operationId: 'policy',
  tags: ['policy'],
  responses: { 200: json(s.policySchema, 'the pack in force'), ...errors },
})
export const logStateRoute = createRoute({
  method: 'get',
  path: '/api/log',
  operationId: 'logState',
  tags: ['log'],
  responses: {
    200: json(s.logStateSchema, 'size and newest checkpoint; the files lie under /log/'),
    ...errors,
  },
})
export const publicationRoute = createRoute({
  method: 'get',
  path: '/api/publication',
  operationId: 'publication',
  tags: ['log'],
  request: {
    query: z.object({
      delayDays: z.coerce.number().int().min(0).max(3650).default(30),
      clockMinutes: z.coerce.number().int().min(0).max(1440).default(60).openapi({
        description: 'the newest state shown is that of the last full so many minutes; 0 shows it at once',
      }),
    }),
  },
  responses: {
    200: json(s.publicationSchema, 'what casebound log publish writes beside the files under /log/'),
    ...errors,
  },
})
export const countsRoute = createRoute({
  method: 'get',
  path: '/api/counts',
  operationId: 'counts',
  tags: ['oversight'],
  responses: { 200: json(s.countsSchema, 'counts over all time'), ...errors },
})
