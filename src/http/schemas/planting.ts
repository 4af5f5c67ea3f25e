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

const caseRateSchema = z
  .object({
    cases: z.number().int(),
    mates: z.number().int(),
    missed: z.number().int(),
    undecided: z.number().int(),
    wrong: z.number().int(),
    unfit: z.number().int(),
    missedRate: shareSchema.optional().openapi({ description: 'of all mates, those that were ruled out' }),
    wrongRate: shareSchema
      .optional()
      .openapi({ description: 'of all cases, those in which another was supported' }),
  })
  .openapi('CaseRate', {
    description: 'sealed planted cases; the shares are absent while there are too few',
  })

export const plantingSchema = z
  .object({
    setting: z.object({
      faces: z.number().int(),
      cases: z
        .number()
        .int()
        .openapi({ description: 'one planted case for so many searches; 0 plants none' }),
      words: z.string().optional(),
      since: z.string().optional(),
      logIndex: z.number().int().optional(),
    }),
    fewestAnswers: z.number().int(),
    fewestExaminers: z.number().int(),
    maySet: z.boolean(),
    own: errorRateSchema.optional().openapi({ description: 'of whoever asks, where he is an examiner' }),
    ownCases: caseRateSchema.optional(),
    totals: errorRateSchema
      .optional()
      .openapi({ description: 'of all examiners together; absent where that would tell of one of them' }),
    totalCases: caseRateSchema.optional(),
    fault: z
      .string()
      .optional()
      .openapi({ description: 'why the last case was not planted, to whoever may set it' }),
    examiners: z
      .array(z.object({ name: z.string(), rate: errorRateSchema, cases: caseRateSchema }))
      .optional()
      .openapi({ description: 'by name, to those who answer for examiners, and never to requesters' }),
  })
  .openapi('Planting')

export const setPlantingSchema = z
  .object({
    faces: z.number().int(),
    cases: z.number().int().optional().openapi({ description: 'left out, it stays as it is' }),
    words: z.string().max(2_000),
  })
  .strict()
  .openapi('SetPlanting')

export const plantingSetSchema = z.object({ logIndex: z.number().int() }).openapi('PlantingSet')

export const plantedTotalsSchema = z
  .object({
    logIndex: z.number().int(),
    totals: errorRateSchema.optional(),
    cases: caseRateSchema.optional(),
  })
  .openapi('PlantedTotals')
