import { z } from '@hono/zod-openapi'
import { isIsoDate } from '../../kernel/index.ts'
import { isoDateText, pointSchema, refusalSchema, sha256Text, shortText } from './basic.ts'
import { copyProposalSchema } from './examiner-bench.ts'
import { recipeWith } from './preparation.ts'

const orderSchema = z
  .object({
    kind: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
    number: z.string().trim().min(1).max(100),
    issuedBy: z.string().trim().min(1).max(200),
    issuedOn: isoDateText.refine(isIsoDate, 'must be a calendar date'),
    validTo: isoDateText.refine(isIsoDate, 'must be a calendar date'),
  })
  .strict()
  .refine(({ issuedOn, validTo }) => issuedOn <= validTo, 'the order ends before it was issued')

const placePart = z.string().trim().max(100).optional()
const incidentPlaceSchema = z
  .object({
    ...{ municipality: placePart, county: placePart, state: placePart },
    postalCode: z.string().trim().max(20).optional(),
  })
  .strict()

export const requestDetailsSchema = z
  .object({
    caseNumber: shortText.optional(),
    crime: shortText.optional(),
    purpose: shortText.optional(),
    narrative: z.string().trim().max(2_000).optional(),
    incidentPlace: incidentPlaceSchema
      .optional()
      .openapi({ description: 'where it happened, all at once; without any part it is not said' }),
    source: shortText.optional(),
    imageKind: shortText
      .optional()
      .openapi({ description: 'what the requester declares the image to show; left out is not said' }),
    howObtained: z.string().trim().max(500).optional(),
    protectedActivity: z.boolean().optional(),
    onBehalfOf: shortText
      .optional()
      .openapi({ description: 'agency code the search is for; your own unless said' }),
    emergency: z.boolean().optional(),
    answers: z
      .record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), z.boolean())
      .refine((answers) => Object.keys(answers).length <= 50, 'at most 50 answers')
      .optional()
      .openapi({
        description: 'answers to the questions of the policy in force, by their codes; all at once',
      }),
    statute: z
      .string()
      .trim()
      .max(200)
      .optional()
      .openapi({ description: 'statute of the offence; an empty text names none' }),
    orders: z.array(orderSchema).max(5).optional().openapi({
      description: 'court orders and the like, of kinds that the policy in force knows; all at once',
    }),
    outsideRequest: z
      .number()
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .openapi({ description: 'number at the desk of the other agency’s request that this search serves' }),
    candidateLimit: z.number().int().min(1).max(200).optional(),
    faceIndex: z.number().int().min(0).max(200).optional(),
  })
  .strict()
  .openapi('RequestDetails')

export const qualityMeasureSchema = z.object({
  name: z.string(),
  value: z.number(),
  limit: z.number().openapi({ description: 'what is recommended, in the unit of the value' }),
  ok: z.boolean(),
  words: z.string(),
  quality: z
    .number()
    .int()
    .min(0)
    .max(100)
    .optional()
    .openapi({ description: 'higher is better; drafts of an earlier version have none' }),
  standard: z.enum(['ISO/IEC 29794-5', 'ISO/IEC 29794-5, approximated', 'ours']).optional(),
})

export const faceSchema = z
  .object({
    index: z.number().int(),
    box: z.object({ x: z.number(), y: z.number(), widthPx: z.number(), heightPx: z.number() }),
    confidence: z.number(),
    eyeDistancePx: z.number(),
    eyes: z
      .object({ left: pointSchema, right: pointSchema })
      .openapi({ description: 'eye centres; left is the viewer’s left' }),
    quality: z.array(qualityMeasureSchema),
    placedByHand: z.literal(true).optional().openapi({ description: 'a person marked the eyes' }),
  })
  .openapi('Face')

export const recipeSchema = recipeWith(faceSchema)

export const probeSchema = z
  .object({
    sha256: sha256Text,
    bytes: z.number().int(),
    widthPx: z.number().int(),
    heightPx: z.number().int(),
    faces: z.array(faceSchema),
  })
  .openapi('Probe')

export const searchReceiptSchema = z
  .object({
    id: z.string(),
    status: z.enum(['searching', 'done', 'refused', 'interrupted', 'failed']),
    logIndex: z.number().int(),
    resultIndex: z.number().int().optional(),
    candidateCount: z.number().int().optional(),
    certificate: z.unknown().optional().openapi({ description: 'certificate of exactness' }),
    certificateWords: z.string().optional(),
    decision: z
      .object({ packId: z.string(), packVersion: z.string(), rulesApplied: z.array(z.string()) })
      .optional(),
    conditions: z
      .array(z.object({ id: z.string(), words: z.string(), source: z.string().optional() }))
      .optional()
      .openapi({
        description:
          'what the permit asks for: list size, examiners, duties; searches of an earlier version have none',
      }),
    examinations: z.object({ sealed: z.number().int(), required: z.number().int() }),
    leadId: z.string().optional(),
    withdrawnAt: z
      .string()
      .optional()
      .openapi({ description: 'when it was withdrawn; nobody examines it any more' }),
    createdAt: z.string(),
    refusal: refusalSchema.optional(),
  })
  .openapi('SearchReceipt')

export const requestSchema = z
  .object({
    id: z.string(),
    status: z.enum(['draft', 'refused', 'searched']),
    details: requestDetailsSchema,
    probe: probeSchema.optional(),
    qualityWarnings: z
      .array(z.string())
      .optional()
      .openapi({ description: 'where the searched face is below what the policy in force asks of a probe' }),
    recipes: z
      .array(recipeSchema)
      .optional()
      .openapi({ description: 'ways of preparing the probe, oldest first' }),
    chosenRecipeId: z
      .string()
      .optional()
      .openapi({ description: 'its working copy is searched; without one, the original' }),
    tries: z
      .number()
      .int()
      .optional()
      .openapi({ description: 'which try of its picture within the agency the search was' }),
    proposals: z
      .array(copyProposalSchema)
      .optional()
      .openapi({ description: 'copies that examiners propose for a further try' }),
    search: searchReceiptSchema.optional(),
    refusals: z
      .array(refusalSchema)
      .optional()
      .openapi({ description: 'of the last try, when it was refused' }),
    refusalLogIndex: z.number().int().optional(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('Request')

export const requestSummarySchema = z
  .object({
    id: z.string(),
    status: z.enum(['draft', 'refused', 'searched']),
    details: requestDetailsSchema.pick({ caseNumber: true, crime: true }),
    probeSha256: sha256Text
      .optional()
      .openapi({ description: 'requests with the same one are tries of one file' }),
    preparedBy: z
      .array(z.string())
      .optional()
      .openapi({ description: 'steps of the working copy in words; left out, the original is searched' }),
    tries: z.number().int().optional(),
    search: searchReceiptSchema
      .pick({ id: true, status: true, examinations: true, leadId: true, withdrawnAt: true })
      .optional(),
    createdAt: z.string(),
    updatedAt: z.string(),
  })
  .openapi('RequestSummary')

export const reviewSchema = z
  .object({
    permitted: z.boolean(),
    refusals: z.array(refusalSchema),
    rulesApplied: z.array(z.string()),
    becomesPublic: z.array(z.object({ field: z.string(), value: z.string(), words: z.string() })),
    staysSealed: z.array(z.object({ field: z.string(), words: z.string() })),
  })
  .openapi('RequestReview')

export const candidateSchema = z
  .object({
    rank: z.number().int(),
    personId: z.string(),
    bookingId: z.string(),
    bookingNumber: z.string(),
    bookingDate: isoDateText,
    similarity: z.number().openapi({ description: 'a ranking aid, never a probability of identity' }),
  })
  .openapi('Candidate')

export const searchOutcomeSchema = z
  .object({
    request: requestSchema,
    search: searchReceiptSchema,
    candidates: z.array(candidateSchema).optional(),
  })
  .openapi('SearchOutcome')
