import type { OpenAPIHono } from '@hono/zod-openapi'
import { reportDigest } from '../../face/index.ts'
import type { ModelsStatus } from '../../lead/index.ts'
import { checkRole } from '../check-role.ts'
import * as routes from '../routes/model-routes.ts'
import type { Env, Services } from '../services.ts'

const failuresShown = 100
const usualStrangers = 200

/** The agency's face models: which is in use, the change to another, and the self-test. Administrators change them. */
export function modelHandlers(app: OpenAPIHono<Env>, { house }: Services): void {
  const { models } = house
  app.openapi(routes.modelsRoute, async (context) => {
    checkRole(context.get('session').user, 'gallery')
    return context.json(answer(await models.status()), 200)
  })
  app.openapi(routes.useModelRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'models')
    await models.use({ name: context.req.valid('json').name, userId: user.id })
    return context.json(answer(await models.status()), 200)
  })
  app.openapi(routes.measureStrangersRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'models')
    const { strangers = usualStrangers } = context.req.valid('json')
    await models.measureStrangers({ userId: user.id, strangers })
    return context.json(answer(await models.status()), 200)
  })
  app.openapi(routes.testModelRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'models')
    await models.test({ userId: user.id })
    return context.json(answer(await models.status()), 200)
  })
}

function answer({ inUse, models, change, test, strangers }: ModelsStatus) {
  return {
    inUse,
    models: models.map((one) => {
      if ('fault' in one) return { folder: one.folder, fault: one.fault }
      const { name, id, dimension, licence, origin } = one.model
      return { folder: one.folder, name, id: String(id), dimension, licence, origin }
    }),
    ...(change ? { change: changeAnswer(change) } : {}),
    ...(test ? { test: testAnswer(test) } : {}),
    strangers: strangersAnswer(strangers),
  }
}

const changeAnswer = ({ to, work, failed }: NonNullable<ModelsStatus['change']>) => ({
  name: to.name,
  id: String(to.modelId),
  begunAt: to.begunAt.toISOString(),
  work: workAnswer(work),
  failed: failed.slice(0, failuresShown),
})

const testAnswer = ({ work, report, logIndex }: NonNullable<ModelsStatus['test']>) => ({
  work: workAnswer(work),
  ...(report
    ? { report: { ...report, faults: [...report.faults] }, reportSha256: reportDigest(report) }
    : {}),
  ...(logIndex === undefined ? {} : { logIndex }),
})

function strangersAnswer({ study, work }: ModelsStatus['strangers']) {
  if (study === undefined) return work ? { work: workAnswer(work) } : {}
  const { bands, modelId, persons, strangers, measuredOn, logIndex } = study
  return {
    ...(work ? { work: workAnswer(work) } : {}),
    study: {
      ...{ modelId, persons, strangers, measuredOn, logIndex },
      bands: bands.map(({ similarities, ...band }) => ({ ...band, similarities: [...similarities] })),
    },
  }
}

const workAnswer = ({ fault, ...work }: NonNullable<ModelsStatus['change']>['work']) => ({
  ...work,
  ...(fault ? { fault } : {}),
})
