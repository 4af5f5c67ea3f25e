import { z } from '@hono/zod-openapi'
import { shareSchema } from './basic.ts'

const errorRateSchema = z
  .object({
    answers: z.number().int(),
    supported: z.number().int(),
    undecided: z.number().int(),
    falseSupport: shareSchema.optional(),
    inconclusive: shareSchema.optional(),
  })
  .openapi('ErrorRate', {
    description: 'answers about planted faces; the shares are absent while there are too few answers',
  })

export const plantingSchema = z
  .object({
    setting: z.object({
      faces: z.number().int(),
      words: z.string().optional(),
      since: z.string().optional(),
      logIndex: z.number().int().optional(),
    }),
    fewestAnswers: z.number().int(),
    fewestExaminers: z.number().int(),
    maySet: z.boolean(),
    own: errorRateSchema.optional().openapi({ description: 'of whoever asks, where he is an examiner' }),
    totals: errorRateSchema
      .optional()
      .openapi({ description: 'of all examiners together; absent where that would tell of one of them' }),
    examiners: z
      .array(z.object({ name: z.string(), rate: errorRateSchema }))
      .optional()
      .openapi({ description: 'by name, to those who answer for examiners, and never to requesters' }),
  })
  .openapi('Planting')

export const setPlantingSchema = z
  .object({ faces: z.number().int(), words: z.string().max(2_000) })
  .strict()
  .openapi('SetPlanting')

export const plantingSetSchema = z.object({ logIndex: z.number().int() }).openapi('PlantingSet')

export const plantedTotalsSchema = z
  .object({ logIndex: z.number().int(), totals: errorRateSchema })
  .openapi('PlantedTotals')
