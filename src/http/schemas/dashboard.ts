import { z } from '@hono/zod-openapi'
import { isoDateText } from './basic.ts'

const spread = z.object({ count: z.number().int(), medianHours: z.number(), p90Hours: z.number() })
const stand = z.enum([
  ...(['failed', 'open', 'second', 'conflict', 'withdrawn'] as const),
  ...(['lead', 'no-lead', 'inconclusive'] as const),
])

export const dashboardSchema = z
  .object({
    since: isoDateText,
    until: isoDateText,
    figures: z.object({
      weeks: z.array(
        z.object({ week: z.string(), searches: z.number().int(), turnaround: spread.optional() }),
      ),
      stands: z.array(z.object({ stand, searches: z.number().int() })),
      turnaround: spread.optional(),
      examinedTwice: z.number().int(),
      disagreements: z.number().int(),
      overdueOutcomes: z.number().int(),
    }),
    searches: z
      .array(
        z.object({
          logIndex: z.number().int(),
          week: z.string(),
          stand,
          hours: z.number().optional(),
          leadLogIndex: z.number().int().optional(),
          disagreed: z.boolean(),
          outcomeOverdue: z.boolean(),
        }),
      )
      .openapi({ description: 'what the figures add up, newest first, each with its places in the log' }),
  })
  .openapi('Dashboard')
