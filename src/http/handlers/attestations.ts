import type { OpenAPIHono } from '@hono/zod-openapi'
import { isoDate } from '../../kernel/index.ts'
import {
  answerAttestation,
  attestationsOf,
  declarationOf,
  declareUse,
  openDeclarationRound,
  roundView,
} from '../../oversight/index.ts'
import { dutiesOf } from '../../people/index.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/attestation-routes.ts'
import type { Env, Services } from '../services.ts'

/** What a person is asked about outside face search, and the yearly declaration of all. */
export function attestationHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.myAttestationsRoute, async (context) => {
    const { user } = context.get('session')
    const today = isoDate(house.clock.now())
    const attestations = (await attestationsOf(house, user)).map(({ askedAt, answeredAt, cases, ...one }) =>
      defined({
        ...{ ...one, cases: cases.map((touched) => ({ ...touched })), askedAt: askedAt.toISOString() },
        overdue: one.answer === undefined && one.dueOn < today,
        answeredAt: answeredAt?.toISOString(),
      }),
    )
    const round = await declarationOf(house, user)
    const duties = await dutiesOf(house.storage.db, { user, clock: house.clock })
    const declaration = round && { year: round.year, dueOn: round.dueOn, given: round.given }
    const suspended = duties.some(({ overdue }) => overdue)
    return context.json(defined({ attestations, declaration, suspended }), 200)
  })
  app.openapi(routes.declareRoute, async (context) => {
    const { user } = context.get('session')
    return context.json(await declareUse(house, { user, ...context.req.valid('json') }), 201)
  })
  app.openapi(routes.answerAttestationRoute, async (context) => {
    const { user } = context.get('session')
    const { id } = context.req.valid('param')
    return context.json(await answerAttestation(house, { user, id, answer: context.req.valid('json') }), 201)
  })
  app.openapi(routes.declarationsRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    const view = await roundView(house, user)
    if (!view) return context.json({}, 200)
    const { year, dueOn, given, missing } = view
    return context.json(
      { round: { year, dueOn, given: given.map((one) => ({ ...one })), missing: [...missing] } },
      200,
    )
  })
  app.openapi(routes.openDeclarationsRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    const { logIndex } = await openDeclarationRound(house, { user, ...context.req.valid('json') })
    return context.json({ logIndex }, 201)
  })
}
