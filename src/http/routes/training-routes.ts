import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/training.ts'
import { body, errors, idParams, image, json } from './route-parts.ts'

const tags = ['training']
const code = z.string().max(64)
const bytes = z.string().openapi({ type: 'string', format: 'binary' })
const id = z.object({ id: z.string() })

export const trainingRoute = createRoute({
  method: 'get',
  path: '/api/training',
  operationId: 'training',
  tags,
  responses: { 200: json(s.trainingSchema, 'courses with your progress, and your certificates'), ...errors },
})
export const lessonRoute = createRoute({
  method: 'get',
  path: '/api/training/courses/{course}/lessons/{lesson}',
  operationId: 'lesson',
  tags,
  request: { params: z.object({ course: code, lesson: code }) },
  responses: { 200: json(s.lessonSchema, 'the lesson'), ...errors },
})
export const readLessonRoute = createRoute({
  method: 'post',
  path: '/api/training/courses/{course}/lessons/{lesson}/read',
  operationId: 'readLesson',
  tags,
  request: { params: z.object({ course: code, lesson: code }) },
  responses: { 204: { description: 'recorded as read' }, ...errors },
})
export const trainingPictureRoute = createRoute({
  method: 'get',
  path: '/api/training/pictures/{name}',
  operationId: 'trainingPicture',
  tags,
  request: { params: z.object({ name: code }) },
  responses: { 200: image('a synthetic person of a lesson'), ...errors },
})
export const beginPartRoute = createRoute({
  method: 'post',
  path: '/api/training/courses/{course}/attempts',
  operationId: 'beginPart',
  tags,
  request: { params: z.object({ course: code }), ...body(s.beginPartSchema) },
  responses: { 201: json(s.attemptSchema, 'drawn, or the one that runs'), ...errors },
})
export const attemptRoute = createRoute({
  method: 'get',
  path: '/api/training/attempts/{id}',
  operationId: 'attempt',
  tags,
  request: { params: idParams },
  responses: {
    200: json(s.attemptSchema, 'the exam or exercise, with its result after handing in'),
    ...errors,
  },
})
export const handInRoute = createRoute({
  method: 'post',
  path: '/api/training/attempts/{id}/answers',
  operationId: 'handIn',
  tags,
  request: { params: idParams, ...body(s.handInSchema) },
  responses: { 200: json(s.attemptSchema, 'marked, with explanations'), ...errors },
})
export const attemptPictureRoute = createRoute({
  method: 'get',
  path: '/api/training/attempts/{id}/pairs/{n}/{side}',
  operationId: 'attemptPicture',
  tags,
  request: {
    params: idParams.extend({
      n: z.coerce.number().int().min(0).max(200),
      side: z.enum(['probe', 'candidate']),
    }),
  },
  responses: { 200: image('one side of a pair'), ...errors },
})
export const certificateRoute = createRoute({
  method: 'get',
  path: '/api/training/certificates/{id}',
  operationId: 'certificate',
  tags,
  request: { params: idParams },
  responses: {
    200: json(s.certificateDetailSchema, 'a certificate of yours, or any for a training officer'),
    ...errors,
  },
})
export const certificatePdfRoute = createRoute({
  method: 'get',
  path: '/api/training/certificates/{id}/certificate.pdf',
  operationId: 'certificatePdf',
  tags,
  request: { params: idParams },
  responses: {
    200: {
      description: 'with the credential as QR code and attachment',
      content: { 'application/pdf': { schema: bytes } },
    },
    ...errors,
  },
})
export const offerCertificateRoute = createRoute({
  method: 'post',
  path: '/api/training/imports',
  operationId: 'offerCertificate',
  tags,
  request: {
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: s.offerFieldsSchema.extend({
            evidence: z.any().openapi({ type: 'string', format: 'binary' }),
          }),
        },
      },
    },
  },
  responses: { 201: json(id, 'offered; it counts when somebody else approves it'), ...errors },
})
export const importEvidenceRoute = createRoute({
  method: 'get',
  path: '/api/training/imports/{id}/evidence',
  operationId: 'importEvidence',
  tags,
  request: { params: idParams },
  responses: {
    200: { description: 'the evidence', content: { 'application/octet-stream': { schema: bytes } } },
    ...errors,
  },
})
export const officeRoute = createRoute({
  method: 'get',
  path: '/api/training/office',
  operationId: 'trainingOffice',
  tags,
  responses: {
    200: json(s.officeSchema, 'what waits for a training officer, and all certificates'),
    ...errors,
  },
})
export const issueCertificateRoute = createRoute({
  method: 'post',
  path: '/api/training/office/certificates',
  operationId: 'issueCertificate',
  tags,
  request: body(s.issueCertificateSchema),
  responses: { 201: json(id, 'issued, signed and logged'), ...errors },
})
export const changeCertificateRoute = createRoute({
  method: 'post',
  path: '/api/training/office/certificates/{id}/acts',
  operationId: 'changeCertificate',
  tags,
  request: { params: idParams, ...body(s.changeCertificateSchema) },
  responses: { 204: { description: 'done, logged, and published in the status lists' }, ...errors },
})
export const decideImportRoute = createRoute({
  method: 'post',
  path: '/api/training/office/imports/{id}/decision',
  operationId: 'decideImport',
  tags,
  request: { params: idParams, ...body(s.decideImportSchema) },
  responses: { 204: { description: 'decided' }, ...errors },
})
