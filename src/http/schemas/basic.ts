import { z } from '@hono/zod-openapi'

// What the doors accept and give. Bytes from outside are hostile: nothing passes these schemas unparsed.

export const shortText = z.string().trim().min(1).max(200)
export const isoDateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
export const sha256Text = z.string().regex(/^[0-9a-f]{64}$/)

export const refusalSchema = z
  .object({
    code: z.string().openapi({ example: 'NO_CASE' }),
    rule: z.string().optional().openapi({ example: 'LA-CASE-1' }),
    reason: z.string(),
    needed: z.string(),
    source: z.string().optional(),
    evidence: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
      .optional(),
  })
  .openapi('Refusal')

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      needed: z.string().optional(),
      reference: z.string().optional().openapi({ description: 'quote this to the administrator' }),
    }),
    refusals: z.array(refusalSchema).optional(),
    logIndex: z.number().int().optional().openapi({ description: 'where the refusal stands in the log' }),
  })
  .openapi('Error')

export const pointSchema = z.object({ x: z.number(), y: z.number() })

export const shareSchema = z
  .object({
    value: z.number(),
    count: z.number().int(),
    of: z.number().int(),
    low: z.number(),
    high: z.number(),
  })
  .openapi('Share', { description: 'a share with its Wilson interval of 95 percent' })
