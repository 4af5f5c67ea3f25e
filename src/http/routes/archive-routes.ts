import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/archive.ts'
import { body, errors, idParams, json } from './route-parts.ts'

export const lookAtEntryRoute = createRoute({
  method: 'get',
  path: '/api/record/{id}',
  operationId: 'lookAtEntry',
  tags: ['log'],
  request: { params: idParams },
  responses: {
    200: json(s.entryLookSchema, 'an entry by its index or by the id of a record, with its proof'),
    ...errors,
  },
})
export const discloseRoute = createRoute({
  method: 'post',
  path: '/api/record/{id}/disclosures',
  operationId: 'disclose',
  tags: ['log'],
  request: { params: idParams, ...body(s.discloseSchema) },
  responses: { 201: json(s.disclosureSchema, 'logged, and then opened'), ...errors },
})
export const disclosuresRoute = createRoute({
  method: 'get',
  path: '/api/disclosures',
  operationId: 'disclosures',
  tags: ['log'],
  responses: { 200: json(s.disclosuresSchema, 'what was opened for whom, the newest first'), ...errors },
})

export const erasuresRoute = createRoute({
  method: 'get',
  path: '/api/erasures',
  operationId: 'erasures',
  tags: ['log'],
  responses: { 200: json(s.erasuresSchema, 'what was proposed and erased, the newest first'), ...errors },
})
export const proposeErasureRoute = createRoute({
  method: 'post',
  path: '/api/erasures',
  operationId: 'proposeErasure',
  tags: ['log'],
  request: body(s.proposeErasureSchema),
  responses: { 201: json(s.proposedErasureSchema, 'proposed; somebody else approves it'), ...errors },
})
export const approveErasureRoute = createRoute({
  method: 'post',
  path: '/api/erasures/{id}/approve',
  operationId: 'approveErasure',
  tags: ['log'],
  request: { params: idParams },
  responses: { 200: json(s.erasedSchema, 'destroyed, and logged'), ...errors },
})
export const withdrawErasureRoute = createRoute({
  method: 'delete',
  path: '/api/erasures/{id}',
  operationId: 'withdrawErasure',
  tags: ['log'],
  request: { params: idParams },
  responses: { 204: { description: 'withdrawn' }, ...errors },
})
