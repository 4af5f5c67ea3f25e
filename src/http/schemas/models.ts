import { z } from '@hono/zod-openapi'
import { sha256Text } from './basic.ts'

export { fewestStrangers, mostStrangers } from '../../lead/index.ts'

const refusal = z.object({ code: z.string(), reason: z.string(), needed: z.string() })

const work = z
  .object({
    running: z.boolean(),
    done: z.number().int(),
    total: z.number().int(),
    fault: refusal.optional(),
  })
  .openapi('BackgroundWork')

export const modelTestSchema = z
  .object({
    modelId: z.string(),
    name: z.string(),
    answers: z.object({
      recorded: z.number().int(),
      leastSimilarity: z.union([z.number(), z.literal('none recorded')]),
    }),
    people: z.object({
      gallery: z.number().int(),
      probes: z.number().int(),
      unseen: z.number().int(),
      rankOne: z.number().int(),
      rankOneLimit: z.number(),
    }),
    faults: z.array(z.string()),
    passed: z.boolean(),
  })
  .openapi('ModelTest', {
    description: 'a self-test on synthetic people: that a model works here, not how well it knows real ones',
  })

export const modelsSchema = z
  .object({
    inUse: z.object({ name: z.string(), id: z.string(), tested: z.boolean() }),
    models: z.array(
      z.object({
        folder: z.string(),
        name: z.string().optional(),
        id: z.string().optional(),
        dimension: z.number().int().optional(),
        licence: z.string().optional(),
        origin: z.string().optional(),
        fault: z.string().optional().openapi({ description: 'why this folder cannot be used' }),
      }),
    ),
    change: z
      .object({
        name: z.string(),
        id: z.string(),
        begunAt: z.string(),
        work,
        failed: z.array(z.object({ bookingId: z.string(), code: z.string(), reason: z.string() })),
      })
      .optional()
      .openapi({ description: 'the gallery is being coded with another model; the one in use answers' }),
    strangers: z
      .object({
        work: work.optional(),
        study: z
          .object({
            modelId: z.string(),
            persons: z.number().int(),
            strangers: z.number().int(),
            measuredOn: z.string(),
            logIndex: z.number().int(),
            bands: z.array(
              z.object({
                fromPx: z.number().int().openapi({ description: 'pixels between the centres of the eyes' }),
                unseen: z.number().int(),
                similarities: z.array(z.number()).openapi({ description: 'highest similarities, rising' }),
              }),
            ),
          })
          .optional(),
      })
      .openapi({
        description: 'how high strangers score in this gallery; says nothing about any one person',
      }),
    test: z
      .object({
        work,
        report: modelTestSchema.optional(),
        reportSha256: sha256Text.optional(),
        logIndex: z.number().int().optional(),
      })
      .optional(),
  })
  .openapi('Models')
