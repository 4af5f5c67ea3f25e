import type { OpenAPIHono } from '@hono/zod-openapi'
import { serviceArea, setServiceArea } from '../../lead/index.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/watch-routes.ts'
import type { Env, Services } from '../services.ts'

/** The area that an agency serves, by which an incident elsewhere is told. */
export function areaHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.areaRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    const area = await serviceArea(house.storage.db, user.agency.id)
    const places = (area?.places ?? []).map((one) => defined({ ...one }))
    return context.json(defined({ places, words: area?.words, since: area?.since.toISOString() }), 200)
  })
  app.openapi(routes.setAreaRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'oversight')
    const { places, words } = context.req.valid('json')
    return context.json(await setServiceArea(house, { user, places, words }), 201)
  })
}
