import type { OpenAPIHono } from '@hono/zod-openapi'
import {
  carryOutErasure,
  discloseEntry,
  listDisclosures,
  listErasures,
  lookAtEntry,
  proposeErasure,
  withdrawErasure,
} from '../../archive/index.ts'
import { checkRole } from '../check-role.ts'
import { confirmed } from '../confirmed.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/archive-routes.ts'
import type { Env, Services } from '../services.ts'

/** What is done with the record afterwards: looking an entry up, opening hidden values for somebody. */
export function archiveHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.lookAtEntryRoute, async (context) => {
    const { user } = context.get('session')
    const look = await lookAtEntry(house, { user, id: context.req.valid('param').id })
    checkRole(user, 'disclose')
    const { entry, hidden, together } = look
    const { tlogProof, entryBytes } = await house.ledger.prove(entry.entryId)
    const { index, entryId, value } = entry
    return context.json(
      {
        ...{ index, entryId, type: value.t, week: value.w, unit: value.u },
        ...{ entry: new TextDecoder().decode(entryBytes), tlogProof },
        hidden: hidden.map((one) => defined({ ...one })),
        together: together.map((one) => ({ index: one.index, type: one.value.t, week: one.value.w })),
      },
      200,
    )
  })
  app.openapi(routes.discloseRoute, async (context) => {
    const { user } = context.get('session')
    const { id } = context.req.valid('param')
    await lookAtEntry(house, { user, id })
    checkRole(user, 'disclose')
    confirmed(services, context)
    const { file, logIndex } = await discloseEntry(house, {
      user,
      draft: { id, ...context.req.valid('json') },
    })
    const open = ({ entry, tlogProof, disclosures, rows }: typeof file.opened) => ({
      ...{ entry, tlogProof },
      disclosures: [...disclosures],
      ...(rows && { rows: rows.map((row) => ({ ...row, proof: [...row.proof] })) }),
    })
    return context.json(
      {
        logIndex,
        file: {
          verifierKey: file.verifierKey,
          opened: open(file.opened),
          onRecord: open(file.onRecord),
        },
      },
      201,
    )
  })
  app.openapi(routes.disclosuresRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'disclose')
    const disclosures = (await listDisclosures(house, user)).map((one) =>
      defined({ ...one, fields: [...one.fields], openedAt: one.openedAt.toISOString() }),
    )
    return context.json({ disclosures }, 200)
  })
}

/** Erasures: one person proposes, another approves. */
export function erasureHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.erasuresRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'disclose')
    const erasures = (await listErasures(house, user)).map(({ closedAt, ...one }) =>
      defined({
        ...{ ...one, entries: [...one.entries], proposedAt: one.proposedAt.toISOString() },
        closedAt: closedAt?.toISOString(),
      }),
    )
    return context.json({ erasures }, 200)
  })
  app.openapi(routes.proposeErasureRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'erase')
    const { id, items, values } = await proposeErasure(house, { user, draft: context.req.valid('json') })
    return context.json({ id, entries: items.length, values }, 201)
  })
  app.openapi(routes.approveErasureRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'erase')
    confirmed(services, context)
    const { logIndices, values } = await carryOutErasure(house, { user, ...context.req.valid('param') })
    return context.json({ logIndices: [...logIndices], values }, 200)
  })
  app.openapi(routes.withdrawErasureRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'erase')
    await withdrawErasure(house, { user, ...context.req.valid('param') })
    return context.body(null, 204)
  })
}
