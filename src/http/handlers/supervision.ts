import type { OpenAPIHono } from '@hono/zod-openapi'
import { asId, must, type SearchId, type UserId } from '../../kernel/index.ts'
import {
  awaitedFirsts,
  reassignVerifier,
  type WaitingSecond,
  waitingSeconds,
  withdrawSearch,
} from '../../lead/index.ts'
import { userById } from '../../people/index.ts'
import { requestById } from '../../search/index.ts'
import { checkRole } from '../check-role.ts'
import { knownTask } from '../known-task.ts'
import * as routes from '../routes/supervision-routes.ts'
import type { Env, Services } from '../services.ts'

/** What supervisors see of examinations while these are open: who is waited for, and never what was concluded. */
export function supervisionHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.waitingSecondsRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'supervise')
    const waiting = await waitingSeconds(house, user.agency.id)
    return context.json(
      {
        waiting: await Promise.all(waiting.map((one) => waitingAnswer(services, one))),
        first: (await awaitedFirsts(house, user.agency.id)).map(({ searchedAt, ...one }) => ({
          ...{ ...one, searchedAt: searchedAt.toISOString() },
        })),
      },
      200,
    )
  })
  app.openapi(routes.withdrawRoute, async (context) => {
    const { user } = context.get('session')
    const searchId = asId<SearchId>(context.req.valid('param').id)
    const { reason } = context.req.valid('json')
    const withdrawn = await withdrawSearch(house, { user, searchId, reason })
    const { index } = must(await house.ledger.find(withdrawn.entryId), 'entry of a withdrawal')
    return context.json({ searchId, withdrawnAt: withdrawn.withdrawnAt.toISOString(), logIndex: index }, 201)
  })
  app.openapi(routes.reassignRoute, async (context) => {
    const { user } = context.get('session')
    const searchId = await knownTask(house, { user, id: context.req.valid('param').id })
    checkRole(user, 'supervise')
    const { reason } = context.req.valid('json')
    const made = await reassignVerifier(house, { user, searchId, reason })
    const { index } = must(await house.ledger.find(made.entryId), 'entry of an assignment')
    return context.json(
      {
        examiner: await nameOf(services, made.examinerId),
        dueAt: made.dueAt.toISOString(),
        logIndex: index,
      },
      201,
    )
  })
}

async function waitingAnswer(services: Services, one: WaitingSecond) {
  const { house } = services
  const { search, assignment, somebodyFree } = one
  const { details } = await requestById(house.storage.db, search.requestId)
  return {
    ...{ searchId: search.id, caseNumber: details.caseNumber ?? '', somebodyFree },
    firstSealedAt: one.firstSealedAt.toISOString(),
    ...(assignment
      ? {
          assigned: {
            examiner: await nameOf(services, assignment.examinerId),
            ...{ n: assignment.n, cause: assignment.cause, dueAt: assignment.dueAt.toISOString() },
            overdue: assignment.dueAt <= house.clock.now(),
          },
        }
      : {}),
  }
}

const nameOf = async ({ house }: Services, id: UserId) =>
  must(await userById(house.storage.db, id), 'examiner who is assigned').name
