import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/decisions.ts'
import { body, errors, idParams, json } from './route-parts.ts'

export const awaitedRoute = createRoute({
  method: 'get',
  path: '/api/approvals',
  operationId: 'awaitedDecisions',
  tags: ['policy'],
  responses: { 200: json(s.awaitedSchema, 'emergencies and held requests that wait'), ...errors },
})
export const decideRoute = createRoute({
  method: 'post',
  path: '/api/approvals',
  operationId: 'decideApproval',
  tags: ['policy'],
  request: body(s.decideSchema),
  responses: { 201: json(z.object({ logIndex: z.number().int() }), 'decided and logged'), ...errors },
})
export const outsideListRoute = createRoute({
  method: 'get',
  path: '/api/outside',
  operationId: 'outsideRequests',
  tags: ['outside'],
  responses: { 200: json(s.outsideListSchema, 'what other agencies asked, counted'), ...errors },
})
export const outsideRoute = createRoute({
  method: 'get',
  path: '/api/outside/{id}',
  operationId: 'outsideRequest',
  tags: ['outside'],
  request: { params: idParams },
  responses: { 200: json(s.outsideSchema, 'one of them, as the written answer shows it'), ...errors },
})
export const enterOutsideRoute = createRoute({
  method: 'post',
  path: '/api/outside',
  operationId: 'enterOutsideRequest',
  tags: ['outside'],
  request: body(s.enterOutsideSchema),
  responses: { 201: json(s.outsideSchema, 'entered, decided and logged; nothing is searched'), ...errors },
})
