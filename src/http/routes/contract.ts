import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas.ts'

// Every HTTP operation of Casebound, as OpenAPI 3.1. Handlers live beside this file; the description is served at /openapi.json.

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const body = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})
const errors = {
  400: json(s.errorSchema, 'the request could not be understood'),
  401: json(s.errorSchema, 'nobody is signed in'),
  403: json(s.errorSchema, 'refused, with the reason'),
  404: json(s.errorSchema, 'there is no such thing, or it is not yours to see'),
  409: json(s.errorSchema, 'refused in the present state'),
  413: json(s.errorSchema, 'too large'),
  422: json(s.errorSchema, 'refused for what was sent'),
  500: json(s.errorSchema, 'a fault in Casebound, with a reference'),
  503: json(s.errorSchema, 'the log is not available; no record, no search'),
} as const
const idParams = z.object({ id: z.string().max(64) })
const image = (description: string) => ({
  description,
  content: { 'image/jpeg': { schema: z.string().openapi({ type: 'string', format: 'binary' }) } },
})
const upload = (extra: z.ZodRawShape) => ({
  body: {
    required: true,
    content: {
      'multipart/form-data': {
        schema: z.object({ ...extra, photo: z.any().openapi({ type: 'string', format: 'binary' }) }),
      },
    },
  },
})

export const healthRoute = createRoute({
  method: 'get',
  path: '/api/health',
  operationId: 'health',
  tags: ['service'],
  responses: { 200: json(z.object({ status: z.literal('ok'), version: z.string() }), 'alive') },
})
export const signInRoute = createRoute({
  method: 'post',
  path: '/api/session',
  operationId: 'signIn',
  tags: ['session'],
  request: body(
    z.object({ token: z.string().min(10).max(200), returnToken: z.boolean().optional() }).strict(),
  ),
  responses: { 200: json(s.sessionSchema, 'signed in; the cookie is set'), ...errors },
})
export const sessionRoute = createRoute({
  method: 'get',
  path: '/api/session',
  operationId: 'session',
  tags: ['session'],
  responses: { 200: json(s.sessionSchema, 'who is signed in'), ...errors },
})
export const signOutRoute = createRoute({
  method: 'delete',
  path: '/api/session',
  operationId: 'signOut',
  tags: ['session'],
  responses: { 204: { description: 'signed out' }, ...errors },
})
export const policyRoute = createRoute({
  method: 'get',
  path: '/api/policy',
  operationId: 'policy',
  tags: ['policy'],
  responses: { 200: json(s.policySchema, 'the pack in force'), ...errors },
})
export const logStateRoute = createRoute({
  method: 'get',
  path: '/api/log',
  operationId: 'logState',
  tags: ['log'],
  responses: {
    200: json(s.logStateSchema, 'size and newest checkpoint; the files lie under /log/'),
    ...errors,
  },
})
export const countsRoute = createRoute({
  method: 'get',
  path: '/api/counts',
  operationId: 'counts',
  tags: ['oversight'],
  responses: { 200: json(s.countsSchema, 'counts over all time'), ...errors },
})

export const createRequestRoute = createRoute({
  method: 'post',
  path: '/api/requests',
  operationId: 'createRequest',
  tags: ['request'],
  request: body(s.requestDetailsSchema),
  responses: { 201: json(s.requestSchema, 'a draft'), ...errors },
})
export const listRequestsRoute = createRoute({
  method: 'get',
  path: '/api/requests',
  operationId: 'listRequests',
  tags: ['request'],
  responses: {
    200: json(z.object({ requests: z.array(s.requestSchema) }), 'your own, newest first'),
    ...errors,
  },
})
export const getRequestRoute = createRoute({
  method: 'get',
  path: '/api/requests/{id}',
  operationId: 'getRequest',
  tags: ['request'],
  request: { params: idParams },
  responses: { 200: json(s.requestSchema, 'one of your own'), ...errors },
})
export const saveRequestRoute = createRoute({
  method: 'patch',
  path: '/api/requests/{id}',
  operationId: 'saveRequest',
  tags: ['request'],
  request: { params: idParams, ...body(s.requestDetailsSchema) },
  responses: { 200: json(s.requestSchema, 'saved; fields not sent stay'), ...errors },
})
export const putProbeRoute = createRoute({
  method: 'put',
  path: '/api/requests/{id}/probe',
  operationId: 'putProbe',
  tags: ['request'],
  request: { params: idParams, ...upload({}) },
  responses: { 200: json(s.requestSchema, 'the probe was read; its faces are listed'), ...errors },
})
export const probeImageRoute = createRoute({
  method: 'get',
  path: '/api/requests/{id}/probe',
  operationId: 'probeImage',
  tags: ['request'],
  request: { params: idParams },
  responses: { 200: image('the original as a JPEG for display'), ...errors },
})
export const reviewRequestRoute = createRoute({
  method: 'get',
  path: '/api/requests/{id}/review',
  operationId: 'reviewRequest',
  tags: ['request'],
  request: { params: idParams },
  responses: {
    200: json(s.reviewSchema, 'what the policy would say, and what would become public'),
    ...errors,
  },
})
export const submitRequestRoute = createRoute({
  method: 'post',
  path: '/api/requests/{id}/submit',
  operationId: 'submitRequest',
  tags: ['request'],
  request: { params: idParams, query: z.object({ candidates: z.enum(['yes', 'no']).optional() }) },
  responses: { 201: json(s.searchOutcomeSchema, 'logged, searched, logged again'), ...errors },
})
export const rankedCandidatesRoute = createRoute({
  method: 'get',
  path: '/api/searches/{id}/candidates',
  operationId: 'rankedCandidates',
  tags: ['search'],
  request: { params: idParams },
  responses: {
    200: json(
      z.object({ candidates: z.array(s.candidateSchema) }),
      'ranked; who looks is recorded and may not examine',
    ),
    ...errors,
  },
})

export const examinationQueueRoute = createRoute({
  method: 'get',
  path: '/api/examinations',
  operationId: 'examinationQueue',
  tags: ['examination'],
  responses: {
    200: json(z.object({ tasks: z.array(s.examinationTaskSchema) }), 'what waits for you'),
    ...errors,
  },
})
export const examinationViewRoute = createRoute({
  method: 'get',
  path: '/api/examinations/{id}',
  operationId: 'examinationView',
  tags: ['examination'],
  request: { params: idParams },
  responses: { 200: json(s.examinationViewSchema, 'probe and candidates by letter, blind'), ...errors },
})
export const examinationProbeRoute = createRoute({
  method: 'get',
  path: '/api/examinations/{id}/probe',
  operationId: 'examinationProbe',
  tags: ['examination'],
  request: { params: idParams },
  responses: { 200: image('the probe, other faces blurred'), ...errors },
})
export const examinationCandidateRoute = createRoute({
  method: 'get',
  path: '/api/examinations/{id}/candidates/{letter}',
  operationId: 'examinationCandidate',
  tags: ['examination'],
  request: { params: idParams.extend({ letter: z.string().regex(/^[A-Z]{1,2}$/) }) },
  responses: { 200: image('the booking photograph'), ...errors },
})
export const sealExaminationRoute = createRoute({
  method: 'post',
  path: '/api/examinations/{id}',
  operationId: 'sealExamination',
  tags: ['examination'],
  request: { params: idParams, ...body(s.sealExaminationSchema) },
  responses: { 201: json(s.sealedExaminationSchema, 'sealed and logged'), ...errors },
})

export const listLeadsRoute = createRoute({
  method: 'get',
  path: '/api/leads',
  operationId: 'listLeads',
  tags: ['lead'],
  responses: {
    200: json(z.object({ leads: z.array(s.leadRowSchema) }), 'leads of your agency that you may see'),
    ...errors,
  },
})
export const getLeadRoute = createRoute({
  method: 'get',
  path: '/api/leads/{id}',
  operationId: 'getLead',
  tags: ['lead'],
  request: { params: idParams },
  responses: { 200: json(s.leadSchema, 'the lead with its limits and its proof'), ...errors },
})
export const leadSheetRoute = createRoute({
  method: 'get',
  path: '/api/leads/{id}/sheet.pdf',
  operationId: 'leadSheet',
  tags: ['lead'],
  request: { params: idParams },
  responses: {
    200: {
      description: 'the lead sheet',
      content: { 'application/pdf': { schema: z.string().openapi({ type: 'string', format: 'binary' }) } },
    },
    ...errors,
  },
})
export const leadProbeImageRoute = createRoute({
  method: 'get',
  path: '/api/leads/{id}/probe',
  operationId: 'leadProbeImage',
  tags: ['lead'],
  request: { params: idParams },
  responses: { 200: image('the probe'), ...errors },
})
export const leadBookingImageRoute = createRoute({
  method: 'get',
  path: '/api/leads/{id}/booking',
  operationId: 'leadBookingImage',
  tags: ['lead'],
  request: { params: idParams },
  responses: { 200: image('the booking photograph'), ...errors },
})
export const recordOutcomeRoute = createRoute({
  method: 'post',
  path: '/api/leads/{id}/outcomes',
  operationId: 'recordOutcome',
  tags: ['lead'],
  request: { params: idParams, ...body(s.recordOutcomeSchema) },
  responses: { 201: json(s.outcomeSchema, 'recorded and logged'), ...errors },
})

export const galleryRoute = createRoute({
  method: 'get',
  path: '/api/gallery',
  operationId: 'gallery',
  tags: ['gallery'],
  responses: { 200: json(s.galleryStateSchema, 'the gallery and its committed state'), ...errors },
})
export const listBookingsRoute = createRoute({
  method: 'get',
  path: '/api/gallery/bookings',
  operationId: 'listBookings',
  tags: ['gallery'],
  request: {
    query: z.object({
      page: z.coerce.number().int().min(1).max(1_000_000).default(1),
      find: z.string().max(100).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        bookings: z.array(s.bookingRowSchema),
        total: z.number().int(),
        pageSize: z.number().int(),
      }),
      'newest first',
    ),
    ...errors,
  },
})
export const bookingImageRoute = createRoute({
  method: 'get',
  path: '/api/gallery/bookings/{id}/photo',
  operationId: 'bookingImage',
  tags: ['gallery'],
  request: { params: idParams },
  responses: { 200: image('the booking photograph'), ...errors },
})
export const enrolBookingRoute = createRoute({
  method: 'post',
  path: '/api/gallery/bookings',
  operationId: 'enrolBooking',
  tags: ['gallery'],
  request: upload(s.bookingFieldsSchema.shape),
  responses: {
    200: json(s.enrolledSchema, 'was there already'),
    201: json(s.enrolledSchema, 'enrolled'),
    ...errors,
  },
})
export const commitGalleryRoute = createRoute({
  method: 'post',
  path: '/api/gallery/commit',
  operationId: 'commitGallery',
  tags: ['gallery'],
  responses: { 200: json(s.galleryStateSchema, 'the state is numbered and in the log'), ...errors },
})
export const enrolmentRefusalsRoute = createRoute({
  method: 'get',
  path: '/api/gallery/refusals',
  operationId: 'enrolmentRefusals',
  tags: ['gallery'],
  responses: {
    200: json(z.object({ refusals: z.array(s.enrolmentRefusalSchema) }), 'newest first, at most 500'),
    ...errors,
  },
})
