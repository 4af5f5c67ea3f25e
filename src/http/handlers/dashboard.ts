import type { OpenAPIHono } from '@hono/zod-openapi'
import { isoDate, isoWeek } from '../../kernel/index.ts'
import { supervisedSearches, supervisionFigures } from '../../lead/index.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/dashboard-routes.ts'
import type { Env, Services } from '../services.ts'

const dayMs = 86_400_000

/** The figures of an agency for its supervisors. No name and no case is in them: only where each search stands in the log. */
export function dashboardHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.dashboardRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'supervise')
    const { weeks } = context.req.valid('query')
    const until = house.clock.now()
    const since = new Date(Date.parse(isoDate(until)) - (7 * weeks - 1) * dayMs)
    const searches = await supervisedSearches(house, {
      ...{ agencyId: user.agency.id, since, today: isoDate(until) },
    })
    const { weeks: byWeek, stands, turnaround, ...figures } = supervisionFigures(searches, { since, until })
    return context.json(
      {
        ...{ since: isoDate(since), until: isoDate(until) },
        figures: {
          ...figures,
          ...(turnaround ? { turnaround } : {}),
          weeks: byWeek.map(defined),
          stands: stands.map((one) => ({ ...one })),
        },
        searches: searches.map(({ searchedAt, examinedTwice: _, ...one }) => ({
          ...defined(one),
          week: isoWeek(searchedAt),
        })),
      },
      200,
    )
  })
}
