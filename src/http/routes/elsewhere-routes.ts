import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/elsewhere.ts'
import { body, errors, json } from './route-parts.ts'

const tags = ['leads']

export const elsewhereNamesRoute = createRoute({
  method: 'get',
  path: '/api/elsewhere',
  operationId: 'elsewhereNames',
  tags,
  request: { query: s.elsewhereQuerySchema },
  responses: {
    200: json(s.elsewhereNamesSchema, 'names that face searches elsewhere produced in a case'),
    ...errors,
  },
})
export const declareElsewhereRoute = createRoute({
  method: 'post',
  path: '/api/elsewhere',
  operationId: 'declareElsewhere',
  tags,
  request: body(s.elsewhereDraftSchema),
  responses: { 201: json(s.declaredElsewhereSchema, 'on record for good, and logged'), ...errors },
})
