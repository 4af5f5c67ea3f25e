import { z } from '@hono/zod-openapi'
import { isoDateText } from './basic.ts'
import { keptFindingSchema } from './oversight.ts'

const text = z.string().trim().max(5_000)

export const attestationAnswerSchema = z
  .object({
    used: z.boolean(),
    ...{ forCase: text.default(''), onBehalfOf: text.default(''), ledTo: text.default('') },
    words: text.default(''),
  })
  .strict()
  .openapi('AttestationAnswer')

export const myAttestationsSchema = z
  .object({
    attestations: z.array(
      keptFindingSchema
        .pick({ service: true, uses: true, firstSeen: true, lastSeen: true, confidence: true, cases: true })
        .extend({
          ...{ id: z.string(), dueOn: z.string(), overdue: z.boolean(), askedAt: z.string() },
          ...{ answer: attestationAnswerSchema.optional(), answeredAt: z.string().optional() },
        }),
    ),
    declaration: z
      .object({ year: z.number().int(), dueOn: z.string(), given: z.boolean() })
      .optional()
      .openapi({ description: 'the newest yearly declaration; none before the first is opened' }),
    suspended: z
      .boolean()
      .openapi({ description: 'whether an answer is overdue, so that nothing else opens' }),
  })
  .openapi('MyAttestations')

export const declareSchema = z
  .object({ used: z.boolean(), words: text.default('') })
  .strict()
  .openapi('Declare')

export const openRoundSchema = z
  .object({ year: z.number().int().min(2000).max(2999), dueOn: isoDateText })
  .strict()
  .openapi('OpenDeclaration')

export const roundSchema = z
  .object({
    round: z
      .object({
        ...{ year: z.number().int(), dueOn: z.string(), missing: z.array(z.string()) },
        given: z.array(z.object({ name: z.string(), used: z.boolean(), words: z.string(), on: z.string() })),
      })
      .optional(),
  })
  .openapi('DeclarationRound')
