import type { OpenAPIHono } from '@hono/zod-openapi'
import { Refused } from '../../kernel/index.ts'
import { type Wire, wireTitles } from '../../lead/index.ts'
import { recountLogFolder } from '../../ledger/index.ts'
import { figuresOfUse } from '../../oversight/index.ts'
import { mayDo } from '../abilities.ts'
import { checkRole } from '../check-role.ts'
import { keepCount } from '../keep-count.ts'
import * as routes from '../routes/use-routes.ts'
import type { Env, Services } from '../services.ts'

/** Use of this system: what the public log counts, and what only the agency knows. */
export function usageHandlers(app: OpenAPIHono<Env>, { house, logDir }: Services): void {
  const counted = keepCount({
    clock: house.clock,
    checkpoint: () => house.ledger.checkpoint(),
    count: async () => {
      const { report, recount } = await recountLogFolder(logDir, { vkey: house.ledger.vkey })
      if (recount === undefined) throw damaged(report.problems[0]?.what ?? 'unknown')
      return recount
    },
  })
  app.openapi(routes.useRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    const recount = await counted()
    const { officers, hours, alarms, firstUses, ...figures } = await figuresOfUse(house, user)
    const own = <T extends { unit: string }>(cells: readonly T[]) =>
      cells.filter(({ unit }) => unit === user.agency.id)
    // Who it was is an auditor's to know; everybody else sees how many.
    const named = mayDo(user, 'watch')
      ? { officers: officers.map((one) => ({ ...one })), hours: [...hours] }
      : {}
    return context.json(
      {
        cells: own(recount.cells).map(({ unit: _, ...cell }) => cell),
        refusals: own(recount.refusalCells).map(({ unit: _, ...cell }) => cell),
        logSize: Object.values(recount.entries).reduce((sum, entries) => sum + entries, 0),
        ...{ ...figures, ...named, firstUses: firstUses.map((one) => ({ ...one })) },
        alarms: alarms.map((one) => ({ ...one, title: wireTitles[one.rule as Wire] })),
      },
      200,
    )
  })
}

const damaged = (what: string) =>
  new Refused<'LOG_DAMAGED'>({
    code: 'LOG_DAMAGED',
    reason: `The log does not hold, so nothing is counted from it: ${what}.`,
    needed: 'See all findings: casebound log verify.',
  })
