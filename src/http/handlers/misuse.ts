import type { OpenAPIHono } from '@hono/zod-openapi'
import { type EntryId, must } from '../../kernel/index.ts'
import {
  addMisuseEvidence,
  closeMisuse,
  type MisuseCase,
  misuseCaseFor,
  misuseCasesOf,
  openMisuseCase,
  turnHold,
} from '../../oversight/index.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/audit-routes.ts'
import type { Env, Services } from '../services.ts'

/** Cases of misuse, from their opening to their end. */
export function misuseHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.misusesRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    const cases = await Promise.all((await misuseCasesOf(house, user)).map((one) => answer(services, one)))
    return context.json({ cases }, 200)
  })
  app.openapi(routes.openMisuseRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    const { caseId: id } = await openMisuseCase(house, { user, ...context.req.valid('json') })
    return context.json(await answer(services, await misuseCaseFor(house, { user, id })), 201)
  })
  app.openapi(routes.misuseRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'oversight')
    return context.json(await answer(services, await misuseCaseFor(house, of)), 200)
  })
  app.openapi(routes.misuseEvidenceRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'oversight')
    await addMisuseEvidence(house, { ...of, ...context.req.valid('json') })
    return context.json(await answer(services, await misuseCaseFor(house, of)), 201)
  })
  app.openapi(routes.misuseHoldRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'oversight')
    await turnHold(house, { ...of, ...context.req.valid('json') })
    return context.json(await answer(services, await misuseCaseFor(house, of)), 201)
  })
  app.openapi(routes.closeMisuseRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'oversight')
    await closeMisuse(house, { ...of, ...context.req.valid('json') })
    return context.json(await answer(services, await misuseCaseFor(house, of)), 201)
  })
}

async function answer({ house }: Services, found: MisuseCase) {
  const { entryId, openedBy: _, openedByName, openedAt, steps, ...plain } = found
  const indexOf = async (entry: EntryId) =>
    must(await house.ledger.find(entry), 'entry of a case of misuse').index
  return defined({
    ...{ ...plain, openedBy: openedByName, openedAt: openedAt.toISOString() },
    logIndex: await indexOf(entryId),
    steps: await Promise.all(
      steps.map(async ({ at, entryId: entry, ...step }) =>
        defined({ ...step, at: at.toISOString(), logIndex: await indexOf(entry) }),
      ),
    ),
  })
}
