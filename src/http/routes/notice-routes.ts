import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/notice.ts'
import { body, errors, json } from './route-parts.ts'

export const noticesRoute = createRoute({
  method: 'get',
  path: '/api/notices',
  operationId: 'notices',
  tags: ['notice'],
  responses: { 200: json(s.noticesSchema, 'what waits for you; it is sent nowhere else'), ...errors },
})
export const seenNoticesRoute = createRoute({
  method: 'post',
  path: '/api/notices/seen',
  operationId: 'seenNotices',
  tags: ['notice'],
  request: body(s.seenNoticesSchema),
  responses: { 204: { description: 'marked as looked at, for you alone' }, ...errors },
})
