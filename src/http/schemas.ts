import { z } from '@hono/zod-openapi'

// What the doors accept and give. Bytes from outside are hostile: nothing passes these schemas unparsed.

const shortText = z.string().trim().min(1).max(200)
const isoDateText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const sha256Text = z.string().regex(/^[0-9a-f]{64}$/)

export const refusalSchema = z
  .object({
    code: z.string().openapi({ example: 'NO_CASE' }),
    rule: z.string().optional().openapi({ example: 'LA-CASE-1' }),
    reason: z.string(),
    needed: z.string(),
    source: z.string().optional(),
    evidence: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]))
      .optional(),
  })
  .openapi('Refusal')

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      needed: z.string().optional(),
      reference: z.string().optional().openapi({ description: 'quote this to the administrator' }),
    }),
    refusals: z.array(refusalSchema).optional(),
    logIndex: z.number().int().optional().openapi({ description: 'where the refusal stands in the log' }),
  })
  .openapi('Error')

export const certificateSchema = z
  .object({
    id: z.string(),
    course: z.string(),
    issuer: z.string(),
    validFrom: isoDateText,
    validTo: isoDateText,
    daysLeft: z.number().int(),
    inDate: z.boolean(),
  })
  .openapi('TrainingCertificate')

export const sessionSchema = z
  .object({
    user: z.object({ id: z.string(), login: z.string(), name: z.string(), roles: z.array(z.string()) }),
    agency: z.object({ id: z.string(), name: z.string(), demonstration: z.boolean() }),
    certificate: certificateSchema.optional(),
    may: z.record(z.string(), z.object({ allowed: z.boolean(), why: z.string() })).openapi({
      description:
        'acts by name (request, examine, lead, outcome, gallery, enrol, oversight): allowed, or why not',
    }),
    expiresAt: z.string(),
    sessionToken: z
      .string()
      .optional()
      .openapi({ description: 'only in the answer to a sign-in that asked for it' }),
  })
  .openapi('Session')

const codeTitle = z.object({ code: z.string(), title: z.string() })

export const policySchema = z
  .object({
    packId: z.string(),
    packVersion: z.string(),
    packSha256: sha256Text,
    title: z.string(),
    jurisdiction: z.string(),
    validFrom: isoDateText,
    validTo: isoDateText.optional(),
    crimes: z.array(codeTitle),
    purposes: z.array(codeTitle),
    probeSources: z.array(codeTitle),
    candidatesDefault: z.number().int(),
    candidatesMax: z.number().int(),
    reviewersRequired: z.number().int(),
    rules: z.array(
      z.object({
        id: z.string(),
        sentence: z.string(),
        imposedBy: z.string(),
        section: z.string(),
        confidence: z.string(),
        code: z.string(),
      }),
    ),
    unknown: z.array(z.string()),
  })
  .openapi('Policy')

export const logStateSchema = z
  .object({
    origin: z.string(),
    size: z.number().int(),
    checkpoint: z.string().openapi({ description: 'the signed note, verbatim' }),
    verifierKey: z.string(),
  })
  .openapi('LogState')

export const requestDetailsSchema = z
  .object({
    caseNumber: shortText.optional(),
    crime: shortText.optional(),
    purpose: shortText.optional(),
    narrative: z.string().trim().max(2_000).optional(),
    source: shortText.optional(),
    howObtained: z.string().trim().max(500).optional(),
    protectedActivity: z.boolean().optional(),
    onBehalfOf: shortText
      .optional()
      .openapi({ description: 'agency code the search is for; your own unless said' }),
    emergency: z.boolean().optional(),
    candidateLimit: z.number().int().min(1).max(200).optional(),
    faceIndex: z.number().int().min(0).max(200).optional(),
  })
  .strict()
  .openapi('RequestDetails')

export const qualityMeasureSchema = z.object({
  name: z.string(),
  value: z.number(),
  limit: z.number(),
  ok: z.boolean(),
  words: z.string(),
})

const pointSchema = z.object({ x: z.number(), y: z.number() })

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
  })
  .openapi('Face')

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
    examinations: z.object({ sealed: z.number().int(), required: z.number().int() }),
    leadId: z.string().optional(),
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

export const examinationTaskSchema = z
  .object({
    searchId: z.string(),
    position: z.union([z.literal(1), z.literal(2)]),
    waitingSince: z.string(),
    candidateCount: z.number().int(),
  })
  .openapi('ExaminationTask')

export const conclusions = [
  'supports-same-source',
  'inconclusive',
  'supports-different-sources',
  'none-of-these',
  'not-suitable',
] as const

export const featureRelation = z.enum(['similar', 'different', 'not-comparable'])

export const examinationViewSchema = z
  .object({
    searchId: z.string(),
    position: z.union([z.literal(1), z.literal(2)]),
    probe: z.object({
      imageUrl: z.string(),
      eyes: z.object({ left: pointSchema, right: pointSchema }),
      widthPx: z.number(),
      heightPx: z.number(),
    }),
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

export const outcomeKinds = [
  'no-action',
  'excluded',
  'interviewed',
  'arrest',
  'charge',
  'dismissed',
  'acquitted',
  'conviction',
  'misidentified',
] as const

export const evidenceKinds = [
  'physical',
  'phone-or-location',
  'records',
  'eyewitness-before-lead',
  'admission',
  'property',
] as const

const evidenceSchema = z
  .object({
    kind: z.enum(evidenceKinds),
    obtainedOn: isoDateText,
    by: shortText,
    words: z.string().trim().max(500).optional(),
  })
  .strict()

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
    evidence: z.array(evidenceSchema),
    note: z.string(),
    recordedBy: z.string(),
    recordedAt: z.string(),
    logIndex: z.number().int(),
  })
  .openapi('Outcome')

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
      z.object({ name: z.string(), conclusion: z.string(), reason: z.string(), sealedAt: z.string() }),
    ),
    beforeAnyArrest: z.array(z.object({ code: z.string(), words: z.string() })),
    limits: z.array(z.string()),
    outcomeDueOn: isoDateText.optional(),
    outcomes: z.array(outcomeSchema),
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

export const bookingFieldsSchema = z
  .object({
    booking_number: z.string().max(200),
    person_id: z.string().max(200),
    booked_on: z.string().max(40),
    birth_date: z.string().max(40).optional(),
    age_at_booking: z.string().max(10).optional(),
    sex: z.string().max(40).optional(),
    agency: z.string().max(200),
    file: z
      .string()
      .max(1_000)
      .openapi({ description: 'name of the photograph in the import, for the report' }),
    run: z.string().max(64).openapi({ description: 'id of the import run' }),
  })
  .openapi('BookingFields')

export const enrolledSchema = z
  .object({
    status: z.enum(['enrolled', 'already-enrolled']),
    bookingId: z.string(),
    bookingNumber: z.string(),
    personId: z.string(),
  })
  .openapi('Enrolled')

export const galleryStateSchema = z
  .object({
    persons: z.number().int(),
    bookings: z.number().int(),
    uncommitted: z
      .number()
      .int()
      .openapi({ description: 'bookings enrolled since the last committed state' }),
    n: z.number().int().optional(),
    root: sha256Text.optional(),
    logIndex: z.number().int().optional(),
    modelName: z.string(),
    modelId: z.string(),
    oldestBooking: isoDateText.optional(),
    newestBooking: isoDateText.optional(),
  })
  .openapi('GalleryState')

export const bookingRowSchema = z
  .object({
    bookingId: z.string(),
    bookingNumber: z.string(),
    personId: z.string(),
    agency: z.string(),
    bookedOn: isoDateText,
    ageAtBooking: z.number().int(),
    enrolledAt: z.string(),
    imageUrl: z.string(),
  })
  .openapi('BookingRow')

export const enrolmentRefusalSchema = z
  .object({
    id: z.string(),
    file: z.string(),
    bookingNumber: z.string().optional(),
    code: z.string(),
    reason: z.string(),
    needed: z.string(),
    refusedAt: z.string(),
  })
  .openapi('EnrolmentRefusal')

export const countsSchema = z
  .object({
    searches: z.number().int(),
    refusedByCode: z.array(z.object({ code: z.string(), count: z.number().int() })),
    leads: z.number().int(),
    leadsWithoutOutcome: z.number().int(),
    interrupted: z.number().int(),
  })
  .openapi('Counts')
