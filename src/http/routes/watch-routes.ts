import { createRoute } from '@hono/zod-openapi'
import { loggedSchema } from '../schemas/oversight.ts'
import * as area from '../schemas/service-area.ts'
import * as s from '../schemas/watch.ts'
import { body, errors, idParams, json, upload } from './route-parts.ts'

const tags = ['oversight']

export const alarmsRoute = createRoute({
  method: 'get',
  path: '/api/oversight/alarms',
  operationId: 'alarms',
  tags,
  responses: { 200: json(s.alarmsSchema, 'alarms of the agency, the newest first'), ...errors },
})
export const settleAlarmRoute = createRoute({
  method: 'post',
  path: '/api/oversight/alarms/{id}/settle',
  operationId: 'settleAlarm',
  tags,
  request: { params: idParams, ...body(s.settleAlarmSchema) },
  responses: {
    201: json(s.settledSchema, 'settled and logged; found to be misuse, with the case that it opened'),
    ...errors,
  },
})
export const wiresRoute = createRoute({
  method: 'get',
  path: '/api/oversight/wires',
  operationId: 'wires',
  tags,
  responses: { 200: json(s.wiresSchema, 'which tripwires are strung'), ...errors },
})
export const stringWiresRoute = createRoute({
  method: 'post',
  path: '/api/oversight/wires',
  operationId: 'stringWires',
  tags,
  request: body(s.wiresDraftSchema),
  responses: { 201: json(loggedSchema, 'strung, and public in the log'), ...errors },
})
export const canariesRoute = createRoute({
  method: 'get',
  path: '/api/oversight/canaries',
  operationId: 'canaries',
  tags,
  responses: { 200: json(s.canariesSchema, 'synthetic persons in the gallery, the newest first'), ...errors },
})
export const plantCanaryRoute = createRoute({
  method: 'post',
  path: '/api/oversight/canaries',
  operationId: 'plantCanary',
  tags,
  request: upload(s.canaryFieldsSchema.shape),
  responses: { 201: json(s.plantedSchema, 'marked, enrolled and logged'), ...errors },
})
export const neighboursRoute = createRoute({
  method: 'get',
  path: '/api/oversight/neighbours',
  operationId: 'neighbours',
  tags,
  responses: { 200: json(s.neighboursSchema, 'how requests of other agencies look'), ...errors },
})
export const setNeighbourRoute = createRoute({
  method: 'post',
  path: '/api/oversight/neighbours',
  operationId: 'setNeighbour',
  tags,
  request: body(s.neighbourSchema),
  responses: { 201: json(loggedSchema, 'told and logged; the last word of a code counts'), ...errors },
})
export const areaRoute = createRoute({
  ...{ method: 'get', path: '/api/oversight/area', operationId: 'serviceArea', tags },
  responses: { 200: json(area.areaSchema, 'the area that the agency serves'), ...errors },
})
export const setAreaRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/area', operationId: 'setServiceArea', tags },
  request: body(area.areaDraftSchema),
  responses: { 201: json(loggedSchema, 'set anew, whole, and logged'), ...errors },
})
export const portraitsRoute = createRoute({
  ...{ method: 'get', path: '/api/oversight/portraits', operationId: 'portraits', tags },
  responses: { 200: json(s.portraitsSchema, 'reference portraits by name, without the pictures'), ...errors },
})
export const registerFigureRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/portraits', operationId: 'registerFigure', tags },
  request: upload(s.figureFieldsSchema.shape),
  responses: { 201: json(loggedSchema, 'a public figure was registered'), ...errors },
})
export const deletePortraitRoute = createRoute({
  ...{ method: 'post', path: '/api/oversight/portraits/{id}/delete', operationId: 'deletePortrait', tags },
  request: { params: idParams, ...body(s.deletePortraitSchema) },
  responses: { 201: json(loggedSchema, 'deleted with its picture'), ...errors },
})
export const ownPortraitRoute = createRoute({
  ...{ method: 'get', path: '/api/account/portrait', operationId: 'ownPortrait', tags: ['account'] },
  responses: {
    200: json(s.ownPortraitSchema, 'whether a staff photograph is asked for and held'),
    ...errors,
  },
})
export const registerOwnPortraitRoute = createRoute({
  ...{ method: 'put', path: '/api/account/portrait', operationId: 'registerOwnPortrait', tags: ['account'] },
  request: upload({}),
  responses: { 200: json(s.ownPortraitSchema, 'registered'), ...errors },
})
export const deleteOwnPortraitRoute = createRoute({
  ...{ method: 'delete', path: '/api/account/portrait', operationId: 'deleteOwnPortrait', tags: ['account'] },
  responses: { 200: json(s.ownPortraitSchema, 'taken back'), ...errors },
})
