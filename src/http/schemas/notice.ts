import { z } from '@hono/zod-openapi'
import { isoDateText } from './basic.ts'

export const noticesSchema = z
  .object({
    notices: z.array(
      z.object({
        key: z.string(),
        kind: z.enum([
          ...(['assigned', 'sign', 'meeting', 'second', 'approval'] as const),
          ...(['outcome', 'returned', 'attestation', 'declaration', 'alarm', 'service', 'portrait'] as const),
        ]),
        words: z.string(),
        to: z.string().openapi({ description: 'page on which it is done' }),
        dueOn: isoDateText.optional(),
        overdue: z.boolean(),
        seen: z.boolean(),
      }),
    ),
    unseen: z.number().int(),
  })
  .openapi('Notices')

export const seenNoticesSchema = z
  .object({ keys: z.array(z.string().min(1).max(200)).max(1_000) })
  .strict()
  .openapi('SeenNotices')
