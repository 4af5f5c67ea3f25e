import { z } from '@hono/zod-openapi'
import { certificateActs, coverable, parts, practicalAnswers } from '../../training/index.ts'
import { pointSchema, sha256Text, shareSchema, shortText } from './basic.ts'

// Courses, exams and certificates as the doors take and give them.

const span = z.object({ text: z.string(), style: z.enum(['strong', 'emphasis', 'code']).optional() })
const spans = z.array(span)

export const blockSchema = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('heading'), spans }),
    z.object({ kind: z.literal('paragraph'), spans }),
    z.object({ kind: z.literal('note'), spans }),
    z.object({ kind: z.literal('list'), ordered: z.boolean(), items: z.array(spans) }),
    z.object({ kind: z.literal('table'), head: z.array(spans), rows: z.array(z.array(spans)) }),
    z.object({
      kind: z.literal('pictures'),
      pictures: z.array(z.object({ name: z.string(), caption: z.string() })),
    }),
  ])
  .openapi('LessonBlock')

export const lessonSchema = z
  .object({ code: z.string(), title: z.string(), blocks: z.array(blockSchema) })
  .openapi('Lesson')

const partSchema = z
  .object({
    is: z.enum(['open', 'running', 'passed', 'closed']),
    why: z.string().optional(),
    opensAt: z.string().optional(),
    attemptId: z.string().optional(),
    endsAt: z.string().optional(),
    holdsUntil: z.string().optional(),
  })
  .openapi('CoursePart')

export const ownCertificateSchema = z
  .object({
    id: z.string(),
    course: z.string(),
    title: z.string(),
    issuer: z.string(),
    validFrom: z.string(),
    validTo: z.string(),
    covers: z.array(z.enum(coverable)),
    standing: z.enum(['issued', 'suspended', 'revoked']),
    standingReason: z.string().optional(),
    inDate: z.boolean(),
    daysLeft: z.number().int(),
    expiring: z.boolean().openapi({ description: 'it ends soon, and no other one follows' }),
    origin: z.enum(['recorded', 'course', 'imported']),
    signed: z.boolean().openapi({ description: 'there is a credential and a PDF of it' }),
  })
  .openapi('OwnCertificate')

export const courseSchema = z
  .object({
    code: z.string(),
    version: z.string(),
    title: z.string(),
    summary: z.string(),
    hours: z.number().int(),
    forYou: z.boolean(),
    covers: z.array(z.enum(coverable)),
    issued: z.enum(['automatic', 'training-officer']),
    validDays: z.number().int(),
    waitHoursAfterFailures: z.array(z.number().int()),
    lessons: z.array(z.object({ code: z.string(), title: z.string(), read: z.boolean() })),
    exam: z.object({
      state: partSchema,
      questions: z.number().int(),
      minutes: z.number().int(),
      passPercent: z.number().int(),
    }),
    practical: z
      .object({
        state: partSchema,
        pairs: z.number().int(),
        minutes: z.number().int(),
        leastSupportedSamePercent: z.number().int(),
        mostSupportedDifferent: z.number().int(),
      })
      .optional(),
    earned: z.boolean(),
    certificateId: z.string().optional(),
    attempts: z.array(
      z.object({
        id: z.string(),
        part: z.enum(parts),
        startedAt: z.string(),
        passed: z.boolean().optional().openapi({ description: 'missing while it runs' }),
      }),
    ),
  })
  .openapi('Course')

export const trainingSchema = z
  .object({ courses: z.array(courseSchema), certificates: z.array(ownCertificateSchema) })
  .openapi('Training')

const pairPicture = z.object({
  imageUrl: z.string(),
  eyes: z.object({ left: pointSchema, right: pointSchema }),
  widthPx: z.number(),
  heightPx: z.number(),
})

export const attemptSchema = z
  .object({
    id: z.string(),
    course: z.string(),
    courseTitle: z.string(),
    part: z.enum(parts),
    startedAt: z.string(),
    endsAt: z.string(),
    over: z.boolean().openapi({ description: 'its time is over and nothing was handed in' }),
    questions: z
      .array(z.object({ asks: z.string(), options: z.array(z.string()), several: z.boolean() }))
      .optional(),
    pairs: z
      .array(z.object({ probe: pairPicture, candidate: pairPicture.extend({ bookedOn: z.string() }) }))
      .optional(),
    result: z
      .object({
        passed: z.boolean(),
        endedAt: z.string(),
        exam: z
          .object({
            right: z.number().int(),
            of: z.number().int(),
            neverWrong: z.number().int(),
            items: z.array(
              z.object({
                right: z.boolean(),
                never: z.boolean(),
                chosen: z.array(z.number().int()),
                rightOptions: z.array(z.number().int()),
                why: z.string(),
              }),
            ),
          })
          .optional(),
        practical: z
          .object({
            sensitivity: shareSchema,
            falsePositives: shareSchema,
            inconclusive: z.number().int(),
            items: z.array(z.object({ same: z.boolean(), answer: z.enum(practicalAnswers) })),
          })
          .optional(),
      })
      .optional()
      .openapi({ description: 'only after handing in; before it no right answer leaves the server' }),
  })
  .openapi('TrainingAttempt')

export const beginPartSchema = z.strictObject({ part: z.enum(parts) })
const places = z.array(z.number().int().min(0).max(9)).max(10)
export const handInSchema = z
  .union([
    z.strictObject({ exam: z.array(places).max(100) }),
    z.strictObject({ practical: z.array(z.enum(practicalAnswers)).max(200) }),
  ])
  .openapi('HandIn')

export const certificateDetailSchema = ownCertificateSchema
  .extend({ holder: z.string(), credential: z.string().optional(), addresses: z.array(z.string()) })
  .openapi('CertificateDetail')

export const changeCertificateSchema = z.strictObject({
  act: z.enum(certificateActs),
  reason: z.string().trim().max(500),
})
export const issueCertificateSchema = z.strictObject({ userId: z.string().max(64), course: shortText })
export const decideImportSchema = z.strictObject({
  approved: z.boolean(),
  reason: z.string().trim().max(500),
})
export const offerFieldsSchema = z.object({
  userId: z.string().max(64).optional(),
  course: z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/),
  issuer: z.string().regex(/^[A-Za-z][A-Za-z0-9._-]{0,63}$/),
  validFrom: z.string().max(30),
  validTo: z.string().max(30),
  covers: z.string().regex(/^(search|examine)(,(search|examine))?$/),
})

export const importSchema = z
  .object({
    id: z.string(),
    holder: z.string(),
    holderIsYou: z.boolean(),
    course: z.string(),
    issuer: z.string(),
    validFrom: z.string(),
    validTo: z.string(),
    covers: z.array(z.enum(coverable)),
    evidenceSha256: sha256Text,
    offeredAt: z.string(),
    decision: z
      .object({ approved: z.boolean(), reason: z.string(), by: z.string(), at: z.string() })
      .optional(),
  })
  .openapi('CertificateImport')

export const officeSchema = z
  .object({
    earned: z.array(
      z.object({
        userId: z.string(),
        name: z.string(),
        course: z.string(),
        title: z.string(),
        isYou: z.boolean(),
      }),
    ),
    certificates: z.array(ownCertificateSchema.extend({ holder: z.string(), isYou: z.boolean() })),
    imports: z.array(importSchema),
    people: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .openapi('TrainingOffice')
