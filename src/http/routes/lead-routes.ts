import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/lead.ts'
import { body, errors, idParams, image, json } from './route-parts.ts'

export const listLeadsRoute = createRoute({
  method: 'get',
  path: '/api/leads',
  operationId: 'listLeads',
  tags: ['lead'],
  responses: {
    200: json(z.object({ leads: z.array(s.leadRowSchema) }), 'leads of your agency that you may see'),
    ...errors,
  },
})
export const getLeadRoute = createRoute({
  method: 'get',
  path: '/api/leads/{id}',
  operationId: 'getLead',
  tags: ['lead'],
  request: { params: idParams },
  responses: { 200: json(s.leadSchema, 'the lead with its limits and its proof'), ...errors },
})
export const leadSheetRoute = createRoute({
  method: 'get',
  path: '/api/leads/{id}/sheet.pdf',
  operationId: 'leadSheet',
  tags: ['lead'],
  request: { params: idParams },
  responses: {
    200: {
      description: 'the lead sheet',
      content: { 'application/pdf': { schema: z.string().openapi({ type: 'string', format: 'binary' }) } },
    },
    ...errors,
  },
})
export const leadProbeImageRoute = createRoute({
  method: 'get',
  path: '/api/leads/{id}/probe',
  operationId: 'leadProbeImage',
  tags: ['lead'],
  request: { params: idParams },
  responses: { 200: image('the probe'), ...errors },
})
export const leadBookingImageRoute = createRoute({
  method: 'get',
  path: '/api/leads/{id}/booking',
  operationId: 'leadBookingImage',
  tags: ['lead'],
  request: { params: idParams },
  responses: { 200: image('the booking photograph'), ...errors },
})
export const recordOutcomeRoute = createRoute({
  method: 'post',
  path: '/api/leads/{id}/outcomes',
  operationId: 'recordOutcome',
  tags: ['lead'],
  request: { params: idParams, ...body(s.recordOutcomeSchema) },
  responses: { 201: json(s.outcomeSchema, 'recorded and logged'), ...errors },
})
