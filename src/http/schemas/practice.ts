import { z } from '@hono/zod-openapi'

export const practiceSchema = z
  .object({
    state: z.enum(['none', 'absent', 'preparing', 'ready', 'failed']).openapi({
      description:
        'none: this house has no practice gallery; absent: it is prepared when somebody asks for it',
    }),
    done: z.number().int().optional().openapi({ description: 'photographs enrolled so far' }),
    total: z.number().int().optional(),
    reason: z.string().optional().openapi({ description: 'why it failed' }),
    searches: z.number().int().optional().openapi({
      description: 'practice searches so far, which no other count contains',
    }),
    url: z.string().optional().openapi({ description: 'opens the practice gallery, once' }),
  })
  .openapi('Practice')
