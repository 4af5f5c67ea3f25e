import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/supervision.ts'
import { body, errors, idParams, json } from './route-parts.ts'

export const waitingSecondsRoute = createRoute({
  method: 'get',
  path: '/api/second-examinations',
  operationId: 'waitingSeconds',
  tags: ['supervision'],
  responses: {
    200: json(
      z.object({ waiting: z.array(s.waitingSecondSchema), first: z.array(s.waitingFirstSchema) }),
      'examinations of your agency that are waited for: second ones and who is assigned, and first ones, which are free',
    ),
    ...errors,
  },
})
export const reassignRoute = createRoute({
  method: 'post',
  path: '/api/second-examinations/{id}/reassignment',
  operationId: 'reassignVerifier',
  tags: ['supervision'],
  request: { params: idParams, ...body(s.reasonSchema) },
  responses: { 201: json(s.reassignedSchema, 'assigned anew by the system, and logged'), ...errors },
})
export const withdrawRoute = createRoute({
  method: 'post',
  path: '/api/searches/{id}/withdrawal',
  operationId: 'withdrawSearch',
  tags: ['supervision'],
  request: { params: idParams, ...body(s.reasonSchema) },
  responses: { 201: json(s.withdrawnSchema, 'withdrawn and logged; nobody examines it any more'), ...errors },
})
