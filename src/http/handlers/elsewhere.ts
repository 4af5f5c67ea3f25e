import type { OpenAPIHono } from '@hono/zod-openapi'
import { must } from '../../kernel/index.ts'
import { declareElsewhere, elsewhereKinds, elsewhereNames } from '../../lead/index.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/elsewhere-routes.ts'
import type { Env, Services } from '../services.ts'

/** Names that some face search elsewhere produced in a case. */
export function elsewhereHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.elsewhereNamesRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'elsewhere')
    const { caseNumber } = context.req.valid('query')
    const found = await elsewhereNames(house.storage.db, { agencyId: user.agency.id, caseNumber })
    const names = await Promise.all(
      found.map(async ({ id: _, entryId, declaredAt, ...one }) =>
        defined({
          ...{ ...one, kindTitle: elsewhereKinds[one.kind], declaredAt: declaredAt.toISOString() },
          logIndex: must(await house.ledger.find(entryId), 'entry of a declaration').index,
        }),
      ),
    )
    return context.json({ names }, 200)
  })
  app.openapi(routes.declareElsewhereRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'elsewhere')
    const { person, ...draft } = context.req.valid('json')
    return context.json(defined(await declareElsewhere(house, { user, draft: { ...draft, person } })), 201)
  })
}
