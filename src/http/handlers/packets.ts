import type { OpenAPIHono } from '@hono/zod-openapi'
import { must, type SearchId } from '../../kernel/index.ts'
import { noteRankView } from '../../lead/index.ts'
import { type GivenPacket, makePacket, packetFile, packetsOf } from '../../packet/index.ts'
import type { User } from '../../people/index.ts'
import { checkRole } from '../check-role.ts'
import { confirmed } from '../confirmed.ts'
import { imageAnswer } from '../image-answer.ts'
import { knownTask } from '../known-task.ts'
import * as routes from '../routes/packet-routes.ts'
import type { Env, Services } from '../services.ts'

/** Disclosure packets of searches: who takes one stands in the log before he has it. */
export function packetHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  /** The search first, so that another agency hears that there is none, whatever its roles. */
  const open = async (user: User, id: string): Promise<SearchId> => {
    const known = await knownTask(house, { user, id })
    checkRole(user, 'packet')
    return known
  }
  app.openapi(routes.listPacketsRoute, async (context) => {
    const { user } = context.get('session')
    const searchId = await open(user, context.req.valid('param').id)
    const packets = await packetsOf(house, { user, searchId })
    return context.json(
      { packets: await Promise.all(packets.map((one) => answer(services, one, user))) },
      200,
    )
  })
  app.openapi(routes.takePacketRoute, async (context) => {
    const { user } = context.get('session')
    const searchId = await open(user, context.req.valid('param').id)
    confirmed(services, context)
    const packet = await makePacket(house, { user, searchId, ...context.req.valid('json') })
    return context.json(await answer(services, packet, user), 201)
  })
  app.openapi(routes.packetFileRoute, async (context) => {
    const { user } = context.get('session')
    const { id, packetId } = context.req.valid('param')
    const searchId = await open(user, id)
    const bytes = await packetFile(house, { user, packetId, searchId })
    await noteRankView(house, { searchId, userId: user.id })
    return imageAnswer(bytes, 'application/zip')
  })
}

async function answer({ house }: Services, packet: GivenPacket, user: User) {
  const { id, madeBy, madeFor, madeAt, sha256, sizeBytes, entryId } = packet
  const { index } = must(await house.ledger.find(entryId), 'entry of a packet')
  return {
    ...{ id, madeBy, madeFor, sha256, sizeBytes, madeAt: madeAt.toISOString(), logIndex: index },
    ...(packet.takenBy === user.id ? { fileUrl: `/api/searches/${packet.searchId}/packets/${id}` } : {}),
  }
}
