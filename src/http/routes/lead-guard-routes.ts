import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/lead-guard.ts'
import { body, errors, idParams, json } from './route-parts.ts'

const responses = { 201: json(s.guardSchema, 'recorded and logged; all that now stands'), ...errors }

export const addEvidenceRoute = createRoute({
  method: 'post',
  path: '/api/leads/{id}/evidence',
  operationId: 'addEvidence',
  tags: ['lead'],
  request: { params: idParams, ...body(s.evidenceSchema) },
  responses,
})
export const checkLeadRoute = createRoute({
  method: 'post',
  path: '/api/leads/{id}/checks',
  operationId: 'checkLead',
  tags: ['lead'],
  request: { params: idParams, ...body(s.checkAnswersSchema) },
  responses,
})
export const addLineUpRoute = createRoute({
  method: 'post',
  path: '/api/leads/{id}/line-ups',
  operationId: 'addLineUp',
  tags: ['lead'],
  request: { params: idParams, ...body(s.lineUpDraftSchema) },
  responses,
})
export const closeInquiryRoute = createRoute({
  method: 'post',
  path: '/api/leads/{id}/inquiry',
  operationId: 'closeInquiry',
  tags: ['lead'],
  request: { params: idParams, ...body(s.closeInquirySchema) },
  responses,
})
