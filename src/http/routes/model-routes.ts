import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/models.ts'
import { body, errors, json } from './route-parts.ts'

export const modelsRoute = createRoute({
  method: 'get',
  path: '/api/models',
  operationId: 'models',
  tags: ['models'],
  responses: {
    200: json(s.modelsSchema, 'the face models, the one in use, and what is under way'),
    ...errors,
  },
})
export const useModelRoute = createRoute({
  method: 'post',
  path: '/api/models/use',
  operationId: 'useModel',
  tags: ['models'],
  request: body(z.object({ name: z.string().max(64) }).strict()),
  responses: { 200: json(s.modelsSchema, 'begun; the gallery is coded in the background'), ...errors },
})
export const measureStrangersRoute = createRoute({
  method: 'post',
  path: '/api/models/strangers',
  operationId: 'measureStrangers',
  tags: ['models'],
  request: body(
    z.object({ strangers: z.number().int().min(s.fewestStrangers).max(s.mostStrangers).optional() }).strict(),
  ),
  responses: { 200: json(s.modelsSchema, 'begun; the study follows in GET /api/models'), ...errors },
})
export const testModelRoute = createRoute({
  method: 'post',
  path: '/api/models/test',
  operationId: 'testModel',
  tags: ['models'],
  responses: { 200: json(s.modelsSchema, 'begun; the report follows in GET /api/models'), ...errors },
})
