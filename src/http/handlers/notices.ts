import type { OpenAPIHono } from '@hono/zod-openapi'
import { markSeen, noticesOf } from '../../lead/index.ts'
import { oversightNotices } from '../../oversight/index.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/notice-routes.ts'
import type { Env, Services } from '../services.ts'

/** What waits for whoever asks; and that he has looked at it. */
export function noticeHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.noticesRoute, async (context) => {
    const notices = await noticesOf(house, context.get('session').user, oversightNotices)
    const unseen = notices.filter(({ seen }) => !seen).length
    return context.json({ notices: notices.map(defined), unseen }, 200)
  })
  app.openapi(routes.seenNoticesRoute, async (context) => {
    const { keys } = context.req.valid('json')
    await markSeen(house, { user: context.get('session').user, keys })
    return context.body(null, 204)
  })
}
