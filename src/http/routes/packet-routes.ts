import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/packet.ts'
import { body, errors, idParams, json } from './route-parts.ts'

export const listPacketsRoute = createRoute({
  method: 'get',
  path: '/api/searches/{id}/packets',
  operationId: 'listPackets',
  tags: ['packet'],
  request: { params: idParams },
  responses: {
    200: json(
      z.object({ packets: z.array(s.packetSchema) }),
      'disclosure packets of a search that were given out',
    ),
    ...errors,
  },
})
export const takePacketRoute = createRoute({
  method: 'post',
  path: '/api/searches/{id}/packets',
  operationId: 'takePacket',
  tags: ['packet'],
  request: { params: idParams, ...body(s.takePacketSchema) },
  responses: { 201: json(s.packetSchema, 'made and logged; the file is at fileUrl'), ...errors },
})
export const packetFileRoute = createRoute({
  method: 'get',
  path: '/api/searches/{id}/packets/{packetId}',
  operationId: 'packetFile',
  tags: ['packet'],
  request: { params: idParams.extend({ packetId: z.string().max(64) }) },
  responses: {
    200: {
      description: 'the packet as a zip file, for whoever took it',
      content: { 'application/zip': { schema: z.string().openapi({ type: 'string', format: 'binary' }) } },
    },
    ...errors,
  },
})
