import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/examination.ts'
import { body, errors, idParams, image, json } from './route-parts.ts'

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
  responses: {
    200: json(
      s.examinationViewSchema,
      'blind: the probe alone until its analysis is sealed, then the candidates by letter too',
    ),
    ...errors,
  },
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
export const sealAnalysisRoute = createRoute({
  method: 'post',
  path: '/api/examinations/{id}/analysis',
  operationId: 'sealAnalysis',
  tags: ['examination'],
  request: { params: idParams, ...body(s.analysisSchema) },
  responses: {
    201: json(
      s.sealedAnalysisSchema,
      'sealed and logged; candidates can be asked for now, unless the probe is unfit, which ends the examination',
    ),
    ...errors,
  },
})
export const sealExaminationRoute = createRoute({
  method: 'post',
  path: '/api/examinations/{id}',
  operationId: 'sealExamination',
  tags: ['examination'],
  request: { params: idParams, ...body(s.sealExaminationSchema) },
  responses: { 201: json(s.sealedExaminationSchema, 'sealed and logged'), ...errors },
})
