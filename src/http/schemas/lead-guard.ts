import { z } from '@hono/zod-openapi'
import { evidenceKinds } from '../../lead/index.ts'
import { isoDateText, shortText } from './basic.ts'

export const evidenceSchema = z
  .object({
    kind: z.enum(evidenceKinds),
    obtainedOn: isoDateText,
    by: shortText,
    words: z.string().trim().max(500).optional(),
  })
  .strict()
  .openapi('Evidence')

export const recordedEvidenceSchema = evidenceSchema
  .extend({
    beforeLead: z.boolean().openapi({ description: 'whether it was obtained before the day of the lead' }),
  })
  .openapi('RecordedEvidence')

const answer = z.object({ against: z.boolean(), words: z.string().trim().max(500) }).strict()

export const checkAnswersSchema = z
  .object({ custody: answer, height: answer, marks: answer, elsewhere: answer })
  .strict()
  .openapi('CheckAnswers')

export const lineUpDraftSchema = z
  .object({
    heldOn: isoDateText,
    picture: z.enum(['another-photograph', 'surfaced-photograph']),
    blind: z.boolean(),
    fillers: z.number().int().min(0).max(100),
    note: z.string().trim().max(1_000),
  })
  .strict()
  .openapi('LineUpDraft')

export const closeInquirySchema = z
  .object({ findings: z.string().trim().max(5_000) })
  .strict()
  .openapi('CloseInquiry')

export const guardSchema = z
  .object({
    evidence: z.array(recordedEvidenceSchema),
    points: z.array(z.object({ code: z.string(), words: z.string() })),
    check: z
      .object({
        answers: checkAnswersSchema,
        against: z.boolean(),
        recordedAt: z.string(),
        logIndex: z.number().int(),
      })
      .optional(),
    lineUps: z.array(
      lineUpDraftSchema
        .omit({ picture: true })
        .extend({ recordedAt: z.string(), logIndex: z.number().int() }),
    ),
    inquiry: z.array(
      z.object({
        step: z.enum(['opened', 'closed']),
        findings: z.string(),
        recordedAt: z.string(),
        logIndex: z.number().int(),
      }),
    ),
    ready: z
      .boolean()
      .openapi({ description: 'whether evidence is on record and nothing known speaks against the person' }),
  })
  .openapi('LeadGuard')
