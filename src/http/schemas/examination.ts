import { z } from '@hono/zod-openapi'
import { conclusions } from '../../examination/index.ts'
import { isoDateText, pointSchema } from './basic.ts'
import { comparedPictureSchema, examinerRecipeSchema, searchedCopySchema } from './examiner-bench.ts'

export const examinationTaskSchema = z
  .object({
    searchId: z.string(),
    position: z.union([z.literal(1), z.literal(2)]),
    waitingSince: z.string(),
    candidateCount: z.number().int(),
  })
  .openapi('ExaminationTask')

export const featureRelation = z.enum(['similar', 'different', 'not-comparable'])

export const examinationViewSchema = z
  .object({
    searchId: z.string(),
    position: z.union([z.literal(1), z.literal(2)]),
    probe: comparedPictureSchema.openapi({ description: 'the untouched original' }),
    searchedCopy: searchedCopySchema
      .optional()
      .openapi({ description: 'absent where the original was searched as it came' }),
    recipes: z.array(examinerRecipeSchema).openapi({ description: 'your own, nobody else’s' }),
    candidates: z.array(
      z.object({
        letter: z.string(),
        bookedOn: isoDateText,
        ageWords: z.string().openapi({ example: '5 y 7 m old' }),
        imageUrl: z.string(),
        eyes: z.object({ left: pointSchema, right: pointSchema }),
        widthPx: z.number(),
        heightPx: z.number(),
      }),
    ),
    features: z.array(z.object({ code: z.string(), title: z.string(), look: z.string() })),
    conclusions: z.array(
      z.object({ code: z.enum(conclusions), title: z.string(), needsCandidate: z.boolean() }),
    ),
  })
  .openapi('ExaminationView')

export const sealExaminationSchema = z
  .object({
    conclusion: z.enum(conclusions),
    letter: z
      .string()
      .regex(/^[A-Z]{1,2}$/)
      .optional(),
    features: z.record(
      z.string().max(40),
      z.object({ relation: featureRelation, note: z.string().trim().max(500).optional() }),
    ),
    reason: z.string().trim().min(10).max(2_000),
  })
  .strict()
  .openapi('SealExamination')

export const sealedExaminationSchema = z
  .object({
    searchId: z.string(),
    position: z.number().int(),
    logIndex: z.number().int(),
    conclusion: z.enum(conclusions),
    revealed: z.array(z.object({ letter: z.string(), rank: z.number().int(), similarity: z.number() })),
    concluded: z
      .boolean()
      .openapi({ description: 'true when this was the second seal and the search is now concluded' }),
    leadId: z.string().optional(),
  })
  .openapi('SealedExamination')
