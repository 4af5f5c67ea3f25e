import { z } from '@hono/zod-openapi'

const outcome = z.enum(['lead', 'no-lead', 'inconclusive'])

export const conflictRowSchema = z
  .object({
    searchId: z.string(),
    sealedAt: z.string(),
    waitsFor: z.enum(['meeting', 'signatures']),
    mine: z.boolean().openapi({ description: 'yours is one of the two conclusions' }),
    maySign: z.boolean(),
  })
  .openapi('ConflictRow')

export const conflictSchema = z
  .object({
    searchId: z.string(),
    probeImageUrl: z.string(),
    mine: z.boolean(),
    maySign: z.boolean(),
    examinations: z.array(
      z.object({
        position: z.number().int(),
        examiner: z.string(),
        conclusion: z.string(),
        reason: z.string(),
        supports: z
          .object({ bookingId: z.string(), bookingNumber: z.string(), imageUrl: z.string() })
          .optional(),
      }),
    ),
    resolutions: z.array(
      z.object({
        n: z.number().int(),
        outcome,
        bookingNumber: z.string().optional(),
        reason: z.string(),
        tookPart: z.string(),
        recordedBy: z.string(),
        recordedAt: z.string(),
        logIndex: z.number().int(),
        signatures: z.array(z.object({ examiner: z.string(), agrees: z.boolean(), signedAt: z.string() })),
      }),
    ),
  })
  .openapi('Conflict')

export const resolutionDraftSchema = z
  .object({
    outcome,
    bookingId: z.string().max(64).optional(),
    reason: z.string().trim().max(5_000),
    tookPart: z.string().trim().max(500),
  })
  .strict()
  .openapi('ResolutionDraft')

export const signatureSchema = z.object({ agrees: z.boolean() }).strict().openapi('Signature')

export const conflictEndSchema = z
  .object({
    concluded: z.boolean().openapi({ description: 'true when the search has its end now' }),
    leadId: z.string().optional(),
  })
  .openapi('ConflictEnd')
