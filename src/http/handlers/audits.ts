import type { OpenAPIHono } from '@hono/zod-openapi'
import { must } from '../../kernel/index.ts'
import {
  type Audit,
  announceAudit,
  auditCounts,
  auditFor,
  auditsOf,
  checkDrawn,
  drawAudit,
  drawnSearches,
  signAudit,
} from '../../oversight/index.ts'
import type { User } from '../../people/index.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/audit-routes.ts'
import type { Env, Services } from '../services.ts'

/** Audits by samples that nobody could choose. */
export function auditHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.auditsRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'watch')
    const audits = await Promise.all((await auditsOf(house, user)).map((one) => auditAnswer(services, one)))
    return context.json({ audits }, 200)
  })
  app.openapi(routes.announceAuditRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'watch')
    const { auditId } = await announceAudit(house, { user, ...context.req.valid('json') })
    return context.json(await auditDetail(services, { user, id: auditId }), 201)
  })
  app.openapi(routes.auditRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'watch')
    return context.json(await auditDetail(services, of), 200)
  })
  app.openapi(routes.drawAuditRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'watch')
    await drawAudit(house, of)
    return context.json(await auditDetail(services, of), 201)
  })
  app.openapi(routes.checkDrawnRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'watch')
    await checkDrawn(house, { ...of, ...context.req.valid('json') })
    return context.json(await auditDetail(services, of), 201)
  })
  app.openapi(routes.signAuditRoute, async (context) => {
    const of = { user: context.get('session').user, ...context.req.valid('param') }
    checkRole(of.user, 'watch')
    await signAudit(house, { ...of, ...context.req.valid('json') })
    return context.json(await auditDetail(services, of), 201)
  })
}

async function auditAnswer({ house }: Services, audit: Audit) {
  const { draw, agencyId: _, entryId, announcedAt, result, ...plain } = audit
  return defined({
    ...{ ...plain, ...(await auditCounts(house, audit)), announcedAt: announcedAt.toISOString() },
    logIndex: must(await house.ledger.find(entryId), 'entry of an audit').index,
    draw: draw && { seed: draw.seed, seedSize: draw.seedSize, searches: draw.searchIds.length },
    result: result && { ...result, at: result.at.toISOString() },
  })
}

async function auditDetail(services: Services, of: { user: User; id: string }) {
  const audit = await auditFor(services.house, of)
  const searches = (await drawnSearches(services.house, audit)).map(({ details, searchedAt, ...one }) => {
    const { caseNumber = '', crime = '', purpose = '', source = '', narrative = '' } = details
    const said = { caseNumber, crime, purpose, source, narrative }
    return defined({ ...one, ...said, searchedAt: searchedAt.toISOString() })
  })
  return { ...(await auditAnswer(services, audit)), searches }
}
