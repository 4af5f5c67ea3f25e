import type { OpenAPIHono } from '@hono/zod-openapi'
import { Refused } from '../../kernel/index.ts'
import {
  deleteOwnPortrait,
  deletePortrait,
  mostFigures,
  ownPortrait,
  portraitsOf,
  registerFigure,
  registerOwnPortrait,
} from '../../oversight/index.ts'
import type { User } from '../../people/index.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/watch-routes.ts'
import { figureFieldsSchema } from '../schemas/watch.ts'
import type { Env, Services } from '../services.ts'
import { uploadedPhoto } from './uploaded-photo.ts'

/** Reference portraits of the wires that guard staff and public figures. No answer ever holds a picture. */
export function portraitHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  app.openapi(routes.portraitsRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'watch')
    const portraits = (await portraitsOf(house, user.agency.id)).map(({ addedAt, ...one }) => ({
      ...{ ...one, addedAt: addedAt.toISOString() },
    }))
    return context.json({ portraits, mostFigures }, 200)
  })
  app.openapi(routes.registerFigureRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'watch')
    const { photo, fields } = await uploadedPhoto(context)
    const parsed = figureFieldsSchema.safeParse(fields)
    if (!parsed.success) throw fieldsInvalid()
    return context.json(await registerFigure(house, { user, photo, ...parsed.data }), 201)
  })
  app.openapi(routes.deletePortraitRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'watch')
    const of = { user, ...context.req.valid('param'), ...context.req.valid('json') }
    return context.json(await deletePortrait(house, of), 201)
  })
  const own = async (user: User) => {
    const { asked, addedAt } = await ownPortrait(house, user)
    return defined({ asked, addedAt: addedAt?.toISOString() })
  }
  app.openapi(routes.ownPortraitRoute, async (context) =>
    context.json(await own(context.get('session').user), 200),
  )
  app.openapi(routes.registerOwnPortraitRoute, async (context) => {
    const { user } = context.get('session')
    const { photo } = await uploadedPhoto(context)
    await registerOwnPortrait(house, { user, photo })
    return context.json(await own(user), 200)
  })
  app.openapi(routes.deleteOwnPortraitRoute, async (context) => {
    const { user } = context.get('session')
    await deleteOwnPortrait(house, user)
    return context.json(await own(user), 200)
  })
}

const fieldsInvalid = () =>
  new Refused({
    code: 'BODY_INVALID',
    reason: 'The name or the reason is missing or too long.',
    needed: 'Send name, words and photo.',
  })
