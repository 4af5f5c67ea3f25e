import type { OpenAPIHono } from '@hono/zod-openapi'
import { asId, must } from '../../kernel/index.ts'
import {
  awaitedDecisions,
  decideApproval,
  enterOutsideRequest,
  type House,
  listOutsideRequests,
  type OutsideRequest,
  outsideRequest,
} from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/decision-routes.ts'
import type { Env, Services } from '../services.ts'

/** What people decide beside searches: approvals, and the answers to other agencies. */
export function decisionHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.awaitedRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'decide')
    const awaited = (await awaitedDecisions(house, user)).map(({ dueAt, authority, ...one }) => ({
      ...one,
      authority: authority.map((each) => ({ ...each })),
      ...(dueAt ? { dueAt: dueAt.toISOString() } : {}),
    }))
    return context.json({ awaited }, 200)
  })
  app.openapi(routes.decideRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'decide')
    const { requestId, ...draft } = context.req.valid('json')
    return context.json(await decideApproval(house, { user, requestId: asId(requestId), ...draft }), 201)
  })
  app.openapi(routes.outsideListRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'outside')
    const found = await listOutsideRequests(house, user)
    const requests = await Promise.all(found.map((one) => answer(house, { user, one })))
    const form = (house.policy.pack.outsideForm ?? []).map(({ code, title }) => ({ code, title }))
    return context.json({ requests, form, byAgency: countByAgency(found) }, 200)
  })
  app.openapi(routes.outsideRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'outside')
    const one = await outsideRequest(house, { user, id: context.req.valid('param').id })
    return context.json(await answer(house, { user, one }), 200)
  })
  app.openapi(routes.enterOutsideRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'outside')
    const one = await enterOutsideRequest(house, { user, draft: context.req.valid('json') })
    return context.json(await answer(house, { user, one }), 201)
  })
}

async function answer(house: House, { user, one }: { user: User; one: OutsideRequest }) {
  const { entryId, enteredAt, policyN, refusals, ...rest } = one
  const { pack } = must(
    house.policies.versions().find(({ n }) => n === policyN),
    'policy of an answer',
  )
  return {
    ...rest,
    refusals: refusals.map(({ code, rule, reason, needed, source }) =>
      defined({ code, rule, reason, needed, source }),
    ),
    policy: { n: policyN, title: pack.title, packId: pack.id, packVersion: pack.version },
    agency: { id: user.agency.id, name: user.agency.name },
    enteredAt: enteredAt.toISOString(),
    logIndex: must(await house.ledger.find(entryId), 'entry of an answer').index,
  }
}

function countByAgency(requests: readonly OutsideRequest[]) {
  const byAgency = new Map<string, { asked: number; refused: number }>()
  for (const { askingAgency, decision } of requests) {
    const sum = byAgency.get(askingAgency) ?? { asked: 0, refused: 0 }
    sum.asked += 1
    if (decision !== 'may-be-served') sum.refused += 1
    byAgency.set(askingAgency, sum)
  }
  return [...byAgency].sort().map(([askingAgency, sum]) => ({ askingAgency, ...sum }))
}
