import type { OpenAPIHono } from '@hono/zod-openapi'
import { encodePhoto, stripePhoto } from '../../face/index.ts'
import { bookingById } from '../../gallery/index.ts'
import { Refused, type SearchId } from '../../kernel/index.ts'
import {
  caseFor,
  conclude,
  noteRankView,
  type OpenConflict,
  openConflict,
  openConflicts,
  recordResolution,
  signResolution,
} from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { probeForDisplay, requestById, searchById } from '../../search/index.ts'
import { checkRole } from '../check-role.ts'
import { confirmed } from '../confirmed.ts'
import { conflictAnswer, conflictRow } from '../conflict-answer.ts'
import { imageAnswer } from '../image-answer.ts'
import { knownTask } from '../known-task.ts'
import * as routes from '../routes/conflict-routes.ts'
import type { Env, Services } from '../services.ts'

/** Searches whose two conclusions contradict each other: what a meeting came to, and the signatures of the two. */
export function conflictHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  const open = (user: User, id: string) => visibleConflict(services, { user, id })
  app.openapi(routes.conflictsRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'conflict')
    const found = (await openConflicts(house, user.agency.id)).filter((one) => mayLook(one, user))
    return context.json({ conflicts: found.map((one) => conflictRow(one, user)) }, 200)
  })
  app.openapi(routes.conflictRoute, async (context) => {
    const { user } = confirmed(services, context)
    const conflict = await open(user, context.req.valid('param').id)
    // Who reads whom two people supported is not blind to another try of the picture.
    await noteRankView(house, { searchId: conflict.search.id, userId: user.id })
    return context.json(await conflictAnswer(services, { conflict, user }), 200)
  })
  app.openapi(routes.conflictProbeRoute, async (context) => {
    const { search } = await open(context.get('session').user, context.req.valid('param').id)
    return imageAnswer(await probeForDisplay(house, await requestById(house.storage.db, search.requestId)))
  })
  app.openapi(routes.conflictCandidateRoute, async (context) => {
    const { user } = context.get('session')
    const { id, position } = context.req.valid('param')
    const conflict = await open(user, id)
    const { bookingId } = position === '1' ? conflict.first : conflict.second
    if (bookingId === undefined) throw nobodySupported()
    await noteRankView(house, { searchId: conflict.search.id, userId: user.id })
    const { photoBlobId } = await bookingById(house.storage, bookingId)
    const photo = await house.face.readPhoto(await house.storage.blobs.get(photoBlobId))
    return imageAnswer(await encodePhoto(stripePhoto(photo)))
  })
  app.openapi(routes.recordResolutionRoute, async (context) => {
    const { user } = confirmed(services, context)
    const searchId = await known(services, { user, id: context.req.valid('param').id })
    await recordResolution(house, { user, searchId, draft: context.req.valid('json') })
    return context.json(await endAnswer(services, searchId), 201)
  })
  app.openapi(routes.signResolutionRoute, async (context) => {
    const { user } = confirmed(services, context)
    const searchId = await known(services, { user, id: context.req.valid('param').id })
    await signResolution(house, { user, searchId, ...context.req.valid('json') })
    return context.json(await endAnswer(services, searchId), 201)
  })
}

/** Refuses SEARCH_UNKNOWN, ROLE_MISSING. */
async function known({ house }: Services, of: { user: User; id: string }): Promise<SearchId> {
  const id = await knownTask(house, of)
  checkRole(of.user, 'conflict')
  return id
}

/** Refuses SEARCH_UNKNOWN, ROLE_MISSING, NO_CONFLICT. */
async function visibleConflict(services: Services, of: { user: User; id: string }): Promise<OpenConflict> {
  const { house } = services
  const id = await known(services, of)
  const search = (await caseFor(house, of)) ? undefined : await searchById(house.storage.db, id)
  const conflict = search && (await openConflict(house, search))
  if (conflict && mayLook(conflict, of.user)) return conflict
  throw new Refused({
    code: 'NO_CONFLICT',
    reason: 'No conflict of this search waits that you may see.',
    needed: 'Open one from the list.',
  })
}

/** The requester learns what his search came to when it has its end, and not before. */
const mayLook = ({ search }: OpenConflict, user: User) =>
  search.agencyId === user.agency.id && search.requesterId !== user.id

async function endAnswer({ house }: Services, searchId: SearchId) {
  const lead = await conclude(house, searchId)
  return { concluded: lead !== undefined, ...(lead ? { leadId: lead.id } : {}) }
}

const nobodySupported = () =>
  new Refused({
    code: 'CANDIDATE_UNKNOWN',
    reason: 'This examination supports nobody.',
    needed: 'Look at the other one.',
  })
