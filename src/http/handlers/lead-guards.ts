import type { OpenAPIHono } from '@hono/zod-openapi'
import { type EntryId, must } from '../../kernel/index.ts'
import {
  checkOf,
  checkPoints,
  closeInquiry,
  evidenceOf,
  inquiryOf,
  type Lead,
  lineUpsOf,
  recordCheck,
  recordEvidence,
  recordLineUp,
} from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/lead-guard-routes.ts'
import type { Env, Services } from '../services.ts'

/** What must stand between a lead and an act on it. `open` gives a lead to whoever may see it. */
export function leadGuardHandlers(
  app: OpenAPIHono<Env>,
  services: Services,
  open: (user: User, id: string) => Promise<Lead>,
): void {
  const { house } = services
  app.openapi(routes.addEvidenceRoute, async (context) => {
    const { user } = context.get('session')
    const lead = await open(user, context.req.valid('param').id)
    await recordEvidence(house, { user, leadId: lead.id, evidence: context.req.valid('json') })
    return context.json(await guardAnswer(services, lead), 201)
  })
  app.openapi(routes.checkLeadRoute, async (context) => {
    const { user } = context.get('session')
    const lead = await open(user, context.req.valid('param').id)
    await recordCheck(house, { user, leadId: lead.id, answers: context.req.valid('json') })
    return context.json(await guardAnswer(services, lead), 201)
  })
  app.openapi(routes.addLineUpRoute, async (context) => {
    const { user } = context.get('session')
    const lead = await open(user, context.req.valid('param').id)
    await recordLineUp(house, { user, leadId: lead.id, draft: context.req.valid('json') })
    return context.json(await guardAnswer(services, lead), 201)
  })
  app.openapi(routes.closeInquiryRoute, async (context) => {
    const { user } = context.get('session')
    const lead = await open(user, context.req.valid('param').id)
    await closeInquiry(house, { user, leadId: lead.id, ...context.req.valid('json') })
    return context.json(await guardAnswer(services, lead), 201)
  })
}

/** Everything on record between a lead and an act on it. */
export async function guardAnswer({ house }: Services, lead: Lead) {
  const evidence = await evidenceOf(house, lead.id)
  const check = await checkOf(house, lead.id)
  const logged = async <T extends { entryId: EntryId; recordedAt: Date }>({
    entryId,
    recordedAt,
    ...rest
  }: T) => ({
    ...rest,
    recordedAt: recordedAt.toISOString(),
    logIndex: must(await house.ledger.find(entryId), 'entry of a step').index,
  })
  return {
    evidence: evidence.map(defined),
    points: checkPoints.map((point) => ({ ...point })),
    ...(check ? { check: await logged(check) } : {}),
    lineUps: await Promise.all((await lineUpsOf(house, lead.id)).map(logged)),
    inquiry: await Promise.all((await inquiryOf(house, lead.id)).map(logged)),
    ready: evidence.length > 0 && check !== undefined && !check.against,
  }
}
