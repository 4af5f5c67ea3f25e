import { z } from '@hono/zod-openapi'
import { isoDateText, sha256Text } from './basic.ts'

export const certificateSchema = z
  .object({
    id: z.string(),
    course: z.string(),
    issuer: z.string(),
    validFrom: z.string().openapi({ description: 'a day, or an instant in UTC' }),
    validTo: z.string().openapi({ description: 'the last day, or the instant at which it ends' }),
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
    via: z
      .string()
      .openapi({ description: 'how it was opened; enrolment-link opens nothing but your account' }),
    suspended: z.boolean().optional().openapi({
      description: 'an answer about outside face search is overdue; nothing else opens until it is given',
    }),
    locked: z.boolean().openapi({ description: 'nothing was done for too long; confirm that it is you' }),
    confirmedUntil: z.string().openapi({ description: 'until then the last proof of presence counts' }),
    idleMinutes: z.number().int(),
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
    imageKinds: z.array(codeTitle),
    questions: z.array(codeTitle).openapi({ description: 'what a requester is asked, yes or no' }),
    orderKinds: z.array(codeTitle).openapi({ description: 'kinds of court order that a requester can name' }),
    statutes: z
      .array(z.object({ crime: z.string(), statutes: z.array(z.string()) }))
      .openapi({ description: 'statutes that fall under a class of crime, where the policy lists them' }),
    approvals: z.array(codeTitle).openapi({ description: 'kinds of approval that somebody else can give' }),
    outsideForm: z.boolean().openapi({ description: 'whether another agency’s request is served on a form' }),
    emergencies: z.boolean().openapi({ description: 'whether the policy knows an emergency path' }),
    asksPlace: z
      .boolean()
      .openapi({ description: 'whether the policy decides by whether the place of the incident is said' }),
    candidatesMin: z.number().int(),
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
    witnessPolicy: z.string().optional().openapi({
      description: 'who must cosign (C2SP tlog-policy), verbatim; absent where nobody must',
    }),
  })
  .openapi('LogState')

export const countsSchema = z
  .object({
    searches: z.number().int(),
    refusedByCode: z.array(z.object({ code: z.string(), words: z.string(), count: z.number().int() })),
    leads: z.number().int(),
    leadsWithoutOutcome: z.number().int(),
    interrupted: z.number().int(),
  })
  .openapi('Counts')

const stateSchema = z.object({ size: z.number().int(), note: z.string() })

export const publicationSchema = z
  .object({
    origin: z.string(),
    verifierKey: z.string(),
    open: stateSchema.openapi({ description: 'newest signed state that is old enough' }),
    live: stateSchema,
    policies: z.array(z.object({ sha256: z.string(), text: z.string() })),
    codes: z.array(z.object({ sha256: z.string(), text: z.string() })).openapi({
      description: 'what the codes mean, as it was put on record',
    }),
    imports: z.array(z.object({ n: z.number().int(), text: z.string() })),
  })
  .openapi('Publication')
