import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/conflict.ts'
import { body, errors, idParams, image, json } from './route-parts.ts'

const path = '/api/conflicts/{id}'
const tags = ['conflict']

export const conflictsRoute = createRoute({
  method: 'get',
  path: '/api/conflicts',
  operationId: 'conflicts',
  tags,
  responses: {
    200: json(
      z.object({ conflicts: z.array(s.conflictRowSchema) }),
      'searches whose two conclusions contradict each other and wait for an end',
    ),
    ...errors,
  },
})
export const conflictRoute = createRoute({
  method: 'get',
  path,
  operationId: 'conflict',
  tags,
  request: { params: idParams },
  responses: { 200: json(s.conflictSchema, 'both conclusions, and what was recorded so far'), ...errors },
})
export const conflictProbeRoute = createRoute({
  method: 'get',
  path: `${path}/probe`,
  operationId: 'conflictProbe',
  tags,
  request: { params: idParams },
  responses: { 200: image('the probe, other faces blurred'), ...errors },
})
export const conflictCandidateRoute = createRoute({
  method: 'get',
  path: `${path}/candidates/{position}`,
  operationId: 'conflictCandidate',
  tags,
  request: { params: idParams.extend({ position: z.enum(['1', '2']) }) },
  responses: { 200: image('whom this examination supports; striped, as a lead shows him'), ...errors },
})
export const recordResolutionRoute = createRoute({
  method: 'post',
  path: `${path}/resolutions`,
  operationId: 'recordResolution',
  tags,
  request: { params: idParams, ...body(s.resolutionDraftSchema) },
  responses: { 201: json(s.conflictEndSchema, 'recorded and logged'), ...errors },
})
export const signResolutionRoute = createRoute({
  method: 'post',
  path: `${path}/signature`,
  operationId: 'signResolution',
  tags,
  request: { params: idParams, ...body(s.signatureSchema) },
  responses: { 201: json(s.conflictEndSchema, 'signed or declined, and logged'), ...errors },
})
