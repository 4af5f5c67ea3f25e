import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/use.ts'
import { errors, json } from './route-parts.ts'

export const useRoute = createRoute({
  ...{ method: 'get', path: '/api/oversight/use', operationId: 'useFigures', tags: ['oversight'] },
  responses: { 200: json(s.useSchema, 'how this system is used in the agency'), ...errors },
})
