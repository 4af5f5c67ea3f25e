import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/audit.ts'
import { body, errors, idParams, json } from './route-parts.ts'

const tags = ['oversight']
const params = { params: idParams }
const audit = { 201: json(s.auditDetailSchema, 'recorded and logged; how it stands now'), ...errors }
const misuse = { 201: json(s.misuseSchema, 'recorded and logged; how it stands now'), ...errors }

export const auditsRoute = createRoute({
  ...{ method: 'get', path: '/api/oversight/audits', operationId: 'audits', tags },
  responses: { 200: json(s.auditsSchema, 'audits of the agency, the newest first'), ...errors },
})
export const announceAuditRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/audits', operationId: 'announceAudit', tags },
  ...{ request: body(s.announceSchema), responses: audit },
})
export const auditRoute = createRoute({
  ...{ method: 'get', path: '/api/oversight/audits/{id}', operationId: 'audit', tags, request: params },
  responses: { 200: json(s.auditDetailSchema, 'one audit with the searches that it drew'), ...errors },
})
export const drawAuditRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/audits/{id}/draw', operationId: 'drawAudit', tags },
  ...{ request: params, responses: audit },
})
export const checkDrawnRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/audits/{id}/checks', operationId: 'checkDrawn', tags },
  ...{ request: { ...params, ...body(s.checkDrawnSchema) }, responses: audit },
})
export const signAuditRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/audits/{id}/sign', operationId: 'signAudit', tags },
  ...{ request: { ...params, ...body(s.wordsSchema) }, responses: audit },
})

export const misusesRoute = createRoute({
  ...{ method: 'get', path: '/api/oversight/misuse', operationId: 'misuseCases', tags },
  responses: { 200: json(s.misusesSchema, 'cases of misuse, the newest first'), ...errors },
})
export const openMisuseRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/misuse', operationId: 'openMisuse', tags },
  ...{ request: body(s.openMisuseSchema), responses: misuse },
})
export const misuseRoute = createRoute({
  ...{ method: 'get', path: '/api/oversight/misuse/{id}', operationId: 'misuseCase', tags, request: params },
  responses: { 200: json(s.misuseSchema, 'one case of misuse with its steps'), ...errors },
})
export const misuseEvidenceRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/misuse/{id}/evidence', operationId: 'addMisuseEvidence', tags },
  ...{ request: { ...params, ...body(s.wordsSchema) }, responses: misuse },
})
export const misuseHoldRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/misuse/{id}/hold', operationId: 'turnMisuseHold', tags },
  ...{ request: { ...params, ...body(s.holdSchema) }, responses: misuse },
})
export const closeMisuseRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/misuse/{id}/close', operationId: 'closeMisuse', tags },
  ...{ request: { ...params, ...body(s.closeMisuseSchema) }, responses: misuse },
})
