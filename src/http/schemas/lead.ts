import { z } from '@hono/zod-openapi'
import { outcomeKinds } from '../../lead/index.ts'
import { isoDateText, sha256Text } from './basic.ts'
import { featureRelation, pinSchema } from './examination.ts'
import { evidenceSchema, guardSchema, recordedEvidenceSchema } from './lead-guard.ts'

export const recordOutcomeSchema = z
  .object({
    outcome: z.enum(outcomeKinds),
    evidence: z.array(evidenceSchema).max(50),
    note: z.string().trim().max(2_000),
  })
  .strict()
  .openapi('RecordOutcome')

export const outcomeSchema = z
  .object({
    id: z.string(),
    outcome: z.enum(outcomeKinds),
    evidence: z.array(recordedEvidenceSchema),
    note: z.string(),
    recordedBy: z.string(),
    recordedAt: z.string(),
    logIndex: z.number().int(),
  })
  .openapi('Outcome')

const comparisonSchema = z
  .object({
    features: z.array(
      z.object({
        ...{ code: z.string(), title: z.string(), relation: featureRelation, note: z.string().optional() },
        pins: z.array(z.number().int()),
      }),
    ),
    pins: z.array(pinSchema),
  })
  .openapi('Comparison', {
    description: 'how one examiner compared the probe with the candidate of the lead',
  })

export const leadSchema = z
  .object({
    id: z.string(),
    decision: z.enum(['lead', 'no-lead', 'inconclusive']),
    sentence: z.string(),
    caseNumber: z.string(),
    crime: z.string(),
    purpose: z.string(),
    requester: z.string(),
    searchId: z.string(),
    searchLogIndex: z.number().int(),
    resultLogIndex: z.number().int(),
    logIndex: z.number().int(),
    issuedAt: z.string(),
    person: z.object({ personId: z.string(), bookingNumber: z.string(), bookedOn: isoDateText }).optional(),
    probeImageUrl: z.string(),
    bookingImageUrl: z.string().optional(),
    sheetUrl: z.string().optional(),
    sheetSha256: sha256Text.optional(),
    sheetPages: z.number().int().optional(),
    examiners: z.array(
      z.object({
        ...{ name: z.string(), conclusion: z.string(), reason: z.string(), sealedAt: z.string() },
        plantedLetters: z
          .array(z.string())
          .readonly()
          .optional()
          .openapi({ description: 'faces of nobody in the list of this examiner' }),
        comparison: comparisonSchema.optional(),
      }),
    ),
    beforeAnyArrest: z.array(z.object({ code: z.string(), words: z.string() })),
    limits: z.array(z.string()),
    outcomeDueOn: isoDateText.optional(),
    outcomes: z.array(outcomeSchema),
    guard: guardSchema,
    proof: z.object({ checkpoint: z.string(), tlogProof: z.string(), entry: z.string() }),
  })
  .openapi('Lead')

export const leadRowSchema = z
  .object({
    id: z.string(),
    caseNumber: z.string(),
    decision: z.enum(['lead', 'no-lead', 'inconclusive']),
    issuedAt: z.string(),
    outcome: z.string().optional(),
    outcomeDueOn: isoDateText.optional(),
    overdue: z.boolean(),
  })
  .openapi('LeadRow')
