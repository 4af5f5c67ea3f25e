import { z } from '@hono/zod-openapi'
import { errorSchema } from '../schemas/basic.ts'

// Pieces that every route is described with.

export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
export const body = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})
export const errors = {
  400: json(errorSchema, 'the request could not be understood'),
  401: json(errorSchema, 'nobody is signed in'),
  403: json(errorSchema, 'refused, with the reason'),
  404: json(errorSchema, 'there is no such thing, or it is not yours to see'),
  409: json(errorSchema, 'refused in the present state'),
  413: json(errorSchema, 'too large'),
  422: json(errorSchema, 'refused for what was sent'),
  423: json(errorSchema, 'locked: confirm that it is you, or wait'),
  429: json(errorSchema, 'too many tries; wait'),
  500: json(errorSchema, 'a fault in Casebound, with a reference'),
  503: json(errorSchema, 'the log is not available; no record, no search'),
} as const
export const idParams = z.object({ id: z.string().max(64) })
export const image = (description: string) => ({
  description,
  content: { 'image/jpeg': { schema: z.string().openapi({ type: 'string', format: 'binary' }) } },
})
export const losslessImage = (description: string) => ({
  description,
  content: { 'image/png': { schema: z.string().openapi({ type: 'string', format: 'binary' }) } },
})
export const upload = (extra: z.ZodRawShape) => ({
  body: {
    required: true,
    content: {
      'multipart/form-data': {
        schema: z.object({ ...extra, photo: z.any().openapi({ type: 'string', format: 'binary' }) }),
      },
    },
  },
})
