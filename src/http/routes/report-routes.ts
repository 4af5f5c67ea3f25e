import { createRoute, z } from '@hono/zod-openapi'
import { reportListSchema, reportQuery } from '../schemas/report.ts'
import { errors, json } from './route-parts.ts'

export const reportsRoute = createRoute({
  method: 'get',
  path: '/api/reports',
  operationId: 'reports',
  tags: ['log'],
  responses: { 200: json(reportListSchema, 'the reports that can be made, and when each is due'), ...errors },
})

const file = { schema: z.string().openapi({ type: 'string', format: 'binary' }) }

export const reportFileRoute = createRoute({
  method: 'get',
  path: '/api/reports/{name}',
  operationId: 'reportFile',
  tags: ['log'],
  request: { params: z.object({ name: z.string().max(64) }), query: reportQuery },
  responses: {
    200: {
      description: 'a report counted from the verified log, each figure with how it is derived',
      content: { 'text/html': file, 'text/csv': file, 'application/pdf': file },
    },
    ...errors,
  },
})
