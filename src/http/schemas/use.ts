import { z } from '@hono/zod-openapi'

const count = z.number().int()

export const useSchema = z
  .object({
    cells: z
      .array(
        z.object({
          ...{
            month: z.string(),
            crime: z.string(),
            purpose: z.string(),
            stand: z.string(),
            searches: count,
          },
        }),
      )
      .openapi({ description: 'searches of the agency as the public log counts them' }),
    refusals: z.array(z.object({ month: z.string(), act: z.string(), codes: z.string(), refusals: count })),
    logSize: count.openapi({ description: 'entries of the log that these were counted from' }),
    firstUses: z.array(z.object({ month: z.string(), people: count })),
    ...{ openAttestations: count, overdueAttestations: count, openMisuseCases: count },
    alarms: z.array(z.object({ rule: z.string(), title: z.string(), raised: count, open: count })),
    officers: z
      .array(
        z.object({
          ...{ name: z.string(), login: z.string(), searches: count, refusals: count },
          ...{ firstOn: z.string(), lastOn: z.string() },
        }),
      )
      .optional()
      .openapi({ description: 'for auditors' }),
    hours: z.array(count).optional().openapi({ description: 'for auditors; searches by hour, 0 to 23' }),
    zone: z.string(),
  })
  .openapi('UseFigures')
