import type { OpenAPIHono } from '@hono/zod-openapi'
import { discloseEntry, listDisclosures, lookAtEntry } from '../../archive/index.ts'
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
    const open = ({ entry, tlogProof, disclosures }: typeof file.opened) => ({
      ...{ entry, tlogProof },
      disclosures: [...disclosures],
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
