import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/oversight.ts'
import { body, errors, idParams, json } from './route-parts.ts'

const tags = ['oversight']

export const conductRulesRoute = createRoute({
  method: 'get',
  path: '/api/oversight/rules',
  operationId: 'conductRules',
  tags,
  responses: { 200: json(s.rulesSchema, 'rules against outside face search, the oldest first'), ...errors },
})
export const recordConductRuleRoute = createRoute({
  method: 'post',
  path: '/api/oversight/rules',
  operationId: 'recordConductRule',
  tags,
  request: body(s.ruleDraftSchema),
  responses: { 201: json(s.loggedSchema, 'on record and logged'), ...errors },
})
export const serviceRegisterRoute = createRoute({
  method: 'get',
  path: '/api/oversight/register',
  operationId: 'serviceRegister',
  tags,
  responses: {
    200: json(s.registerSchema, 'outside face-search services, and what the agency has with each'),
    ...errors,
  },
})
export const recordContractRoute = createRoute({
  method: 'post',
  path: '/api/oversight/contracts',
  operationId: 'recordContract',
  tags,
  request: body(s.contractDraftSchema),
  responses: { 201: json(s.loggedSchema, 'on record and logged'), ...errors },
})
export const keepReviewRoute = createRoute({
  method: 'post',
  path: '/api/oversight/reviews',
  operationId: 'keepReview',
  tags,
  request: body(s.reviewDraftSchema),
  responses: { 201: json(s.keptReviewSchema, 'kept and logged with its counts'), ...errors },
})
export const findingsRoute = createRoute({
  method: 'get',
  path: '/api/oversight/findings',
  operationId: 'findings',
  tags,
  responses: { 200: json(s.findingsSchema, 'findings of the agency, those with most uses first'), ...errors },
})
export const findingRoute = createRoute({
  method: 'get',
  path: '/api/oversight/findings/{id}',
  operationId: 'finding',
  tags,
  request: { params: idParams },
  responses: { 200: json(s.findingDetailSchema, 'one finding with its lines and steps'), ...errors },
})

const stands = { 201: json(s.findingDetailSchema, 'recorded and logged; how it stands now'), ...errors }

export const askPersonRoute = createRoute({
  method: 'post',
  path: '/api/oversight/findings/{id}/ask',
  operationId: 'askPerson',
  tags,
  request: { params: idParams, ...body(s.askSchema) },
  responses: stands,
})
export const assessFindingRoute = createRoute({
  method: 'post',
  path: '/api/oversight/findings/{id}/assess',
  operationId: 'assessFinding',
  tags,
  request: { params: idParams, ...body(s.assessSchema) },
  responses: stands,
})
export const settleCaseRoute = createRoute({
  method: 'post',
  path: '/api/oversight/findings/{id}/cases',
  operationId: 'settleCase',
  tags,
  request: { params: idParams, ...body(s.settleSchema) },
  responses: stands,
})
export const dismissFindingRoute = createRoute({
  method: 'post',
  path: '/api/oversight/findings/{id}/dismiss',
  operationId: 'dismissFinding',
  tags,
  request: { params: idParams, ...body(s.dismissSchema) },
  responses: stands,
})
export const closeFindingRoute = createRoute({
  method: 'post',
  path: '/api/oversight/findings/{id}/close',
  operationId: 'closeFinding',
  tags,
  request: { params: idParams, ...body(s.closeSchema) },
  responses: stands,
})
