import type { OpenAPIHono } from '@hono/zod-openapi'
import { type House, practiceDetails } from '../../lead/index.ts'
import * as routes from '../routes/practice-routes.ts'
import type { Env, Services } from '../services.ts'

const prefix = '/practice'

type Fetch = { fetch(request: Request): Response | Promise<Response> }

/**
 * Everything below /practice/ is answered by the practice house, through an app of its own: another database, another log, another
 * cookie. Nothing here hands a session or a record from one to the other.
 */
export function servePractice(
  app: OpenAPIHono<Env>,
  services: Services,
  createApp: (services: Services) => Fetch,
): void {
  const { practice } = services
  if (practice === undefined) return
  const apps = new WeakMap<House, Fetch>()
  app.mount(prefix, async (request) => {
    const { house, logDir } = await practice.opened()
    const inside = apps.get(house) ?? createApp(practiceServices(services, { house, logDir }))
    apps.set(house, inside)
    return inside.fetch(request)
  })
}

const practiceServices = (services: Services, of: { house: House; logDir: string }): Services => ({
  ...services,
  ...of,
  practice: undefined,
  inside: {
    cookie: { name: 'casebound_practice', path: `${prefix}/` },
    newRequest: practiceDetails,
  },
})

/** From the real house: how far the practice gallery is, and the way in. */
export function practiceHandlers(app: OpenAPIHono<Env>, { practice }: Services): void {
  app.openapi(routes.practiceRoute, async (context) =>
    context.json(practice === undefined ? { state: 'none' as const } : await practice.state(), 200),
  )
  app.openapi(routes.enterPracticeRoute, async (context) => {
    if (practice === undefined) return context.json({ state: 'none' as const }, 200)
    const { login, name } = context.get('session').user
    const { state } = await practice.state()
    if (state === 'ready') {
      const token = await practice.enter({ login, name })
      return context.json({ ...(await practice.state()), url: `${prefix}/sign-in#token=${token}` }, 200)
    }
    practice.prepare()
    return context.json(await practice.state(), 200)
  })
}
