import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/planting.ts'
import { body, errors, json } from './route-parts.ts'

const tags = ['supervision']

export const plantingRoute = createRoute({
  method: 'get',
  path: '/api/planting',
  operationId: 'planting',
  tags,
  responses: {
    200: json(s.plantingSchema, 'how many faces are planted in each list, and the error rates you may see'),
    ...errors,
  },
})
export const setPlantingRoute = createRoute({
  method: 'post',
  path: '/api/planting',
  operationId: 'setPlanting',
  tags,
  request: body(s.setPlantingSchema),
  responses: { 201: json(s.plantingSetSchema, 'set for lists opened from now on, in public'), ...errors },
})
export const publishPlantedRoute = createRoute({
  method: 'post',
  path: '/api/planting/totals',
  operationId: 'publishPlanted',
  tags,
  responses: { 201: json(s.plantedTotalsSchema, 'published in the log: numbers and no names'), ...errors },
})
