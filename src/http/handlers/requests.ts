import type { OpenAPIHono } from '@hono/zod-openapi'
import { bookingById } from '../../gallery/index.ts'
import { asId } from '../../kernel/index.ts'
import {
  caseFor,
  loggedCandidates,
  noteRankView,
  refusalsTo,
  request as requestSearch,
  requestSummaries,
  whoAsks,
} from '../../lead/index.ts'
import { decide } from '../../policy/index.ts'
import {
  attachProbe,
  type Candidate,
  createRequest,
  probeOf,
  saveRequest,
  searchById,
} from '../../search/index.ts'
import { checkRole } from '../check-role.ts'
import { confirmed } from '../confirmed.ts'
import { imageAnswer, wholeJpeg } from '../image-answer.ts'
import { publicFields, sealedFields } from '../public-fields.ts'
import { defined, requestAnswer, searchReceipt, summaryAnswer } from '../request-answer.ts'
import * as routes from '../routes/request-routes.ts'
import type { Env, Services } from '../services.ts'
import { type Own, ownOf } from './own-request.ts'
import { uploadedPhoto } from './uploaded-photo.ts'

export function requestHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  const own = ownOf(services)

  app.openapi(routes.createRequestRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'request')
    const made = await createRequest(house, {
      agencyId: user.agency.id,
      requesterId: user.id,
      details: { ...services.inside?.newRequest, ...context.req.valid('json') },
    })
    return context.json(await requestAnswer(house, made), 201)
  })
  app.openapi(routes.listRequestsRoute, async (context) => {
    const summaries = await requestSummaries(house.storage.db, context.get('session').user.id)
    return context.json({ requests: summaries.map((one) => summaryAnswer(house, one)) }, 200)
  })
  app.openapi(routes.getRequestRoute, async (context) => {
    const request = await own(context.req.valid('param').id, context.get('session').user)
    return context.json(await requestAnswer(house, request), 200)
  })
  app.openapi(routes.saveRequestRoute, async (context) => {
    const request = await own(context.req.valid('param').id, context.get('session').user)
    const saved = await saveRequest(house, { request, details: context.req.valid('json') })
    return context.json(await requestAnswer(house, saved), 200)
  })
  // The photograph is read by hand: a schema would copy it.
  app.openapi(routes.putProbeRoute, async (context) => {
    const request = await own(context.req.param('id'), context.get('session').user)
    const { photo } = await uploadedPhoto(context)
    return context.json(await requestAnswer(house, await attachProbe(house, { request, image: photo })), 200)
  })
  app.openapi(routes.probeImageRoute, async (context) => {
    const request = await own(context.req.valid('param').id, context.get('session').user)
    const original = await house.storage.blobs.get(probeOf(request).blobId)
    return imageAnswer(await wholeJpeg(house.face, original))
  })
  submitHandlers(app, services, own)
}

/** From the review to the candidates: where a draft becomes a search. */
function submitHandlers(app: OpenAPIHono<Env>, services: Services, own: Own): void {
  const { house } = services
  app.openapi(routes.reviewRequestRoute, async (context) => {
    const { user } = context.get('session')
    const request = await own(context.req.valid('param').id, user)
    const facts = await whoAsks(house, { user, request })
    const decision = decide(house.policy.pack, facts)
    const refusals = refusalsTo(house.policy, { facts, decision })
    return context.json(
      {
        permitted: refusals.length === 0,
        refusals: refusals.map(defined),
        rulesApplied: [...decision.rulesApplied],
        becomesPublic: publicFields(house, { request, tries: facts.tries }),
        staysSealed: [...sealedFields],
      },
      200,
    )
  })
  app.openapi(routes.submitRequestRoute, async (context) => {
    const show = context.req.valid('query').candidates === 'yes'
    const { user } = show ? confirmed(services, context) : context.get('session')
    const request = await own(context.req.valid('param').id, user)
    const revealed = await requestSearch(house, { user, request })
    if (show) await noteRankView(house, { searchId: revealed.searchId, userId: user.id })
    const done = await own(request.id, user)
    return context.json(
      {
        request: await requestAnswer(house, done),
        search: await searchReceipt(house, await searchById(house.storage.db, revealed.searchId)),
        ...(show ? { candidates: await candidateAnswers(services, revealed.candidates) } : {}),
      },
      201,
    )
  })
  app.openapi(routes.rankedCandidatesRoute, async (context) => {
    const { user } = confirmed(services, context)
    const { id } = context.req.valid('param')
    // A planted case is nobody's request, as little as a search of somebody else's is his.
    if (await caseFor(house, { user, id })) await own(id, user)
    const search = await searchById(house.storage.db, asId(id))
    await own(search.requestId, user)
    const candidates = await loggedCandidates(house, search)
    await noteRankView(house, { searchId: search.id, userId: user.id })
    return context.json({ candidates: await candidateAnswers(services, candidates) }, 200)
  })
}

const candidateAnswers = ({ house }: Services, candidates: readonly Candidate[]) =>
  Promise.all(
    candidates.map(async ({ rank, personId, bookingId, bookedOn, similarity }) => ({
      rank,
      personId,
      bookingId,
      bookingNumber: (await bookingById(house.storage, bookingId)).bookingNumber,
      bookingDate: bookedOn,
      similarity,
    })),
  )
