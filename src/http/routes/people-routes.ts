import { createRoute } from '@hono/zod-openapi'
import * as s from '../schemas/account.ts'
import { body, errors, idParams, json } from './route-parts.ts'

export const peopleRoute = createRoute({
  method: 'get',
  path: '/api/people',
  operationId: 'people',
  tags: ['people'],
  responses: { 200: json(s.peopleSchema, 'accounts, and the roles that may be given'), ...errors },
})
export const addPersonRoute = createRoute({
  method: 'post',
  path: '/api/people',
  operationId: 'addPerson',
  tags: ['people'],
  request: body(s.addPersonSchema),
  responses: { 201: json(s.enrolmentLinkSchema, 'added; hand the link over'), ...errors },
})
export const importPeopleRoute = createRoute({
  method: 'post',
  path: '/api/people/import',
  operationId: 'importPeople',
  tags: ['people'],
  request: body(s.importPeopleSchema),
  responses: { 200: json(s.importLinesSchema, 'read line by line; added when `apply` says so'), ...errors },
})
export const changeRolesRoute = createRoute({
  method: 'put',
  path: '/api/people/{id}/roles',
  operationId: 'changeRoles',
  tags: ['people'],
  request: { params: idParams, ...body(s.rolesSchema) },
  responses: { 204: { description: 'changed, at once' }, ...errors },
})
export const changeUnitRoute = createRoute({
  method: 'put',
  path: '/api/people/{id}/unit',
  operationId: 'changeUnit',
  tags: ['people'],
  request: { params: idParams, ...body(s.unitSchema) },
  responses: { 204: { description: 'changed; an empty unit takes it away' }, ...errors },
})
export const closeAccountRoute = createRoute({
  method: 'post',
  path: '/api/people/{id}/close',
  operationId: 'closeAccount',
  tags: ['people'],
  request: { params: idParams, ...body(s.reasonSchema) },
  responses: { 204: { description: 'closed, with every session' }, ...errors },
})
export const reopenAccountRoute = createRoute({
  method: 'post',
  path: '/api/people/{id}/reopen',
  operationId: 'reopenAccount',
  tags: ['people'],
  request: { params: idParams, ...body(s.reasonSchema) },
  responses: { 204: { description: 'open again' }, ...errors },
})
export const revalidateAccountRoute = createRoute({
  method: 'post',
  path: '/api/people/{id}/revalidate',
  operationId: 'revalidateAccount',
  tags: ['people'],
  request: { params: idParams, ...body(s.reasonSchema) },
  responses: { 204: { description: 'needed for another year' }, ...errors },
})
export const resetFactorsRoute = createRoute({
  method: 'post',
  path: '/api/people/{id}/reset',
  operationId: 'resetFactors',
  tags: ['people'],
  request: { params: idParams, ...body(s.reasonSchema) },
  responses: { 200: json(s.enrolmentLinkSchema, 'all factors are gone; hand the link over'), ...errors },
})
