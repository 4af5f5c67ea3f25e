import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/dashboard.ts'
import { errors, json } from './route-parts.ts'

export const dashboardRoute = createRoute({
  method: 'get',
  path: '/api/dashboard',
  operationId: 'dashboard',
  tags: ['supervision'],
  request: { query: z.object({ weeks: z.coerce.number().int().min(1).max(104).default(12) }) },
  responses: {
    200: json(s.dashboardSchema, 'volumes, turnaround, conclusions and disagreements of your agency'),
    ...errors,
  },
})
