import { createRoute } from '@hono/zod-openapi'
import { practiceSchema } from '../schemas/practice.ts'
import { errors, json } from './route-parts.ts'

export const practiceRoute = createRoute({
  method: 'get',
  path: '/api/practice',
  operationId: 'practice',
  tags: ['practice'],
  responses: { 200: json(practiceSchema, 'how far the practice gallery is'), ...errors },
})
export const enterPracticeRoute = createRoute({
  method: 'post',
  path: '/api/practice',
  operationId: 'enterPractice',
  tags: ['practice'],
  responses: {
    200: json(practiceSchema, 'ready, with an address that opens it once; or being prepared from now on'),
    ...errors,
  },
})
