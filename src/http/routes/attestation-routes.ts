import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/attestation.ts'
import { loggedSchema } from '../schemas/oversight.ts'
import { body, errors, idParams, json } from './route-parts.ts'

const tags = ['oversight']
const logged = { 201: json(loggedSchema, 'on record and logged'), ...errors }

export const myAttestationsRoute = createRoute({
  method: 'get',
  path: '/api/attestations',
  operationId: 'myAttestations',
  tags,
  responses: { 200: json(s.myAttestationsSchema, 'what you were asked, and what you owe'), ...errors },
})
export const answerAttestationRoute = createRoute({
  method: 'post',
  path: '/api/attestations/{id}',
  operationId: 'answerAttestation',
  tags,
  request: { params: idParams, ...body(s.attestationAnswerSchema) },
  responses: logged,
})
export const declareRoute = createRoute({
  method: 'post',
  path: '/api/attestations/declaration',
  operationId: 'declareUse',
  tags,
  request: body(s.declareSchema),
  responses: logged,
})
export const declarationsRoute = createRoute({
  method: 'get',
  path: '/api/oversight/declarations',
  operationId: 'declarations',
  tags,
  responses: { 200: json(s.roundSchema, 'who has given the newest declaration, and who has not'), ...errors },
})
export const openDeclarationsRoute = createRoute({
  method: 'post',
  path: '/api/oversight/declarations',
  operationId: 'openDeclarations',
  tags,
  request: body(s.openRoundSchema),
  responses: logged,
})
