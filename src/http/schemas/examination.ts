import { z } from '@hono/zod-openapi'
import { candidateConclusions, conclusions, displayMeans, mostPins } from '../../examination/index.ts'
import { isoDateText, pointSchema } from './basic.ts'
import { comparedPictureSchema, examinerRecipeSchema, searchedCopySchema } from './examiner-bench.ts'

export const examinationTaskSchema = z
  .object({
    searchId: z.string(),
    position: z.union([z.literal(1), z.literal(2)]),
    waitingSince: z.string(),
    candidateCount: z.number().int(),
    dueAt: z
      .string()
      .optional()
      .openapi({ description: 'of a second examination, which is assigned to you: when it is due' }),
    overdue: z.boolean().optional(),
    reservedUntil: z
      .string()
      .optional()
      .openapi({ description: 'of a first examination that you began: until when nobody else takes it' }),
  })
  .openapi('ExaminationTask')

const fitness = ['fit', 'limited', 'unfit'] as const

export const analysisSchema = z
  .object({
    suitability: z.enum(fitness),
    visible: z.array(z.string().max(40)).max(40),
    partly: z.array(z.string().max(40)).max(40),
    limits: z.string().trim().min(10).max(2_000),
  })
  .strict()
  .openapi('ProbeAnalysis')

const plantedCaseSchema = z
  .object({
    mate: z.enum(['supported', 'missed', 'inconclusive', 'none', 'unseen']).openapi({
      description: 'what you said of the person of the still; none where he was not in the list',
    }),
    mateLetter: z.string().optional(),
    othersSupported: z.array(z.string()).openapi({ description: 'letters of others whom you supported' }),
  })
  .openapi('PlantedCase', {
    description: 'absent for a search; told of a planted case only now that it is sealed',
  })

export const sealedAnalysisSchema = z
  .object({
    searchId: z.string(),
    suitability: z.enum(fitness),
    logIndex: z
      .number()
      .int()
      .optional()
      .openapi({ description: 'of an examination that ended; while you go on to compare, no place is told' }),
    plantedCase: plantedCaseSchema.optional(),
    ended: z
      .boolean()
      .openapi({ description: 'true when the probe is unfit: the examination is sealed with it' }),
    concluded: z.boolean(),
    leadId: z.string().optional(),
  })
  .openapi('SealedAnalysis')

export const featureRelation = z.enum(['similar', 'different', 'not-comparable'])

export const examinationViewSchema = z
  .object({
    searchId: z.string(),
    position: z.union([z.literal(1), z.literal(2)]),
    stage: z
      .enum(['analysis', 'comparison'])
      .openapi({ description: 'no candidate is given before the analysis of the probe is sealed' }),
    analysis: analysisSchema.extend({ sealedAt: z.string() }).optional(),
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
    suitabilities: z.array(z.object({ code: z.enum(fitness), title: z.string() })),
    conclusions: z
      .array(
        z.object({
          code: z.enum(candidateConclusions),
          title: z.string(),
          needsFeatures: z.boolean(),
          together: z.boolean(),
        }),
      )
      .openapi({ description: 'on the scale of the policy that permitted the search' }),
  })
  .openapi('ExaminationView')

const pinPlace = z
  .object({ xPx: z.number().int().min(0).max(100_000), yPx: z.number().int().min(0).max(100_000) })
  .strict()

export const pinSchema = z
  .object({
    number: z.number().int().min(1).max(9_999),
    feature: z.string().max(40),
    probe: pinPlace.optional().openapi({ description: 'in pixels of the untouched original' }),
    candidate: pinPlace.optional().openapi({ description: 'in pixels of the booking photograph' }),
  })
  .strict()

const reason = z.string().trim().min(10).max(2_000)
const conclusion = z.enum(candidateConclusions)

export const sealExaminationSchema = z
  .object({
    answers: z
      .array(
        z
          .object({
            letter: z.string().regex(/^[A-Z]{1,2}$/),
            conclusion,
            features: z.record(
              z.string().max(40),
              z.object({ relation: featureRelation, note: z.string().trim().max(500).optional() }),
            ),
            pins: z.array(pinSchema).max(mostPins).optional(),
            reason,
          })
          .strict(),
      )
      .max(1_000),
    others: z
      .object({ conclusion, reason })
      .strict()
      .optional()
      .openapi({ description: 'one answer for every candidate that has none of its own' }),
    display: z
      .array(z.enum(displayMeans))
      .max(displayMeans.length)
      .optional()
      .openapi({ description: 'means of display that were used while comparing' }),
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
    planted: z
      .array(
        z.object({
          letter: z.string(),
          conclusion: z.enum(candidateConclusions),
          outcome: z.enum(['right', 'wrong', 'inconclusive']),
        }),
      )
      .openapi({ description: 'faces of nobody that stood among the candidates, and how you answered them' }),
    plantedCase: plantedCaseSchema.optional(),
    concluded: z
      .boolean()
      .openapi({ description: 'true when nobody else is waited for and the search is now concluded' }),
    leadId: z.string().optional(),
  })
  .openapi('SealedExamination')
