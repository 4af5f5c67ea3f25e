import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/request.ts'
import { body, errors, idParams, image, json, upload } from './route-parts.ts'

export const createRequestRoute = createRoute({
  method: 'post',
  path: '/api/requests',
  operationId: 'createRequest',
  tags: ['request'],
  request: body(s.requestDetailsSchema),
  responses: { 201: json(s.requestSchema, 'a draft'), ...errors },
})
export const listRequestsRoute = createRoute({
  method: 'get',
  path: '/api/requests',
  operationId: 'listRequests',
  tags: ['request'],
  responses: {
    200: json(z.object({ requests: z.array(s.requestSummarySchema) }), 'your own, newest first'),
    ...errors,
  },
})
export const getRequestRoute = createRoute({
  method: 'get',
  path: '/api/requests/{id}',
  operationId: 'getRequest',
  tags: ['request'],
  request: { params: idParams },
  responses: { 200: json(s.requestSchema, 'one of your own'), ...errors },
})
export const saveRequestRoute = createRoute({
  method: 'patch',
  path: '/api/requests/{id}',
  operationId: 'saveRequest',
  tags: ['request'],
  request: { params: idParams, ...body(s.requestDetailsSchema) },
  responses: { 200: json(s.requestSchema, 'saved; fields not sent stay'), ...errors },
})
export const putProbeRoute = createRoute({
  method: 'put',
  path: '/api/requests/{id}/probe',
  operationId: 'putProbe',
  tags: ['request'],
  request: { params: idParams, ...upload({}) },
  responses: { 200: json(s.requestSchema, 'the probe was read; its faces are listed'), ...errors },
})
export const probeImageRoute = createRoute({
  method: 'get',
  path: '/api/requests/{id}/probe',
  operationId: 'probeImage',
  tags: ['request'],
  request: { params: idParams },
  responses: { 200: image('the original as a JPEG for display'), ...errors },
})
export const reviewRequestRoute = createRoute({
  method: 'get',
  path: '/api/requests/{id}/review',
  operationId: 'reviewRequest',
  tags: ['request'],
  request: { params: idParams },
  responses: {
    200: json(s.reviewSchema, 'what the policy would say, and what would become public'),
    ...errors,
  },
})
export const submitRequestRoute = createRoute({
  method: 'post',
  path: '/api/requests/{id}/submit',
  operationId: 'submitRequest',
  tags: ['request'],
  request: { params: idParams, query: z.object({ candidates: z.enum(['yes', 'no']).optional() }) },
  responses: { 201: json(s.searchOutcomeSchema, 'logged, searched, logged again'), ...errors },
})
export const rankedCandidatesRoute = createRoute({
  method: 'get',
  path: '/api/searches/{id}/candidates',
  operationId: 'rankedCandidates',
  tags: ['search'],
  request: { params: idParams },
  responses: {
    200: json(
      z.object({ candidates: z.array(s.candidateSchema) }),
      'ranked; who looks is recorded and may not examine',
    ),
    ...errors,
  },
})
