import { createRoute, z } from '@hono/zod-openapi'
import { isoDateText } from '../schemas/basic.ts'
import * as s from '../schemas/policy.ts'
import { body, errors, idParams, json } from './route-parts.ts'

const tags = ['policy']

export const versionsRoute = createRoute({
  method: 'get',
  path: '/api/policy/versions',
  operationId: 'policyVersions',
  tags,
  responses: {
    200: json(s.policyVersionsSchema, 'what was adopted, what is proposed and what is offered'),
    ...errors,
  },
})
export const policyTextRoute = createRoute({
  method: 'get',
  path: '/api/policy/versions/{n}/text',
  operationId: 'policyText',
  tags,
  request: { params: z.object({ n: z.string().max(10) }) },
  responses: { 200: json(s.policyTextSchema, 'the adopted text whose hash the log names'), ...errors },
})
export const acceptPolicyRoute = createRoute({
  method: 'post',
  path: '/api/policy/accept',
  operationId: 'acceptPolicy',
  tags,
  responses: { 204: { description: 'you accepted the text in force' }, ...errors },
})
export const proposePolicyRoute = createRoute({
  method: 'post',
  path: '/api/policy/proposals',
  operationId: 'proposePolicy',
  tags,
  request: body(z.object({ pack: s.packReferenceSchema, inForceFrom: isoDateText }).strict()),
  responses: { 201: json(z.object({ id: z.string() }), 'proposed; somebody else adopts it'), ...errors },
})
export const adoptPolicyRoute = createRoute({
  method: 'post',
  path: '/api/policy/proposals/{id}/adopt',
  operationId: 'adoptPolicy',
  tags,
  request: { params: idParams },
  responses: {
    200: json(z.object({ n: z.number().int(), logIndex: z.number().int() }), 'adopted, signed and logged'),
    ...errors,
  },
})
export const withdrawPolicyRoute = createRoute({
  method: 'delete',
  path: '/api/policy/proposals/{id}',
  operationId: 'withdrawPolicy',
  tags,
  request: { params: idParams },
  responses: { 204: { description: 'withdrawn' }, ...errors },
})
export const diffPolicyRoute = createRoute({
  method: 'post',
  path: '/api/policy/diff',
  operationId: 'diffPolicies',
  tags,
  request: body(z.object({ before: s.packReferenceSchema, after: s.packReferenceSchema }).strict()),
  responses: { 200: json(s.diffSchema, 'every difference, in words'), ...errors },
})
export const replayPolicyRoute = createRoute({
  method: 'post',
  path: '/api/policy/replay',
  operationId: 'replayPolicy',
  tags,
  request: body(z.object({ pack: s.packReferenceSchema, from: isoDateText, to: isoDateText }).strict()),
  responses: {
    200: json(s.replaySchema, 'what the proposed pack would have changed; nothing is touched'),
    ...errors,
  },
})
