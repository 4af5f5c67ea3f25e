import type { OpenAPIHono, z } from '@hono/zod-openapi'
import { must } from '../../kernel/index.ts'
import {
  type ErrorRate,
  type ErrorRates,
  errorRate,
  errorRates,
  fewestAnswers,
  fewestExaminers,
  plantingSetting,
  publishTotals,
  setPlanting,
} from '../../lead/index.ts'
import { type User, userById } from '../../people/index.ts'
import { mayDo } from '../abilities.ts'
import { checkRole } from '../check-role.ts'
import { defined } from '../request-answer.ts'
import * as routes from '../routes/planting-routes.ts'
import type { plantingSchema } from '../schemas/planting.ts'
import type { Env, Services } from '../services.ts'

/** Faces of nobody in the lists of examiners: how many, and how examiners answered them. */
export function plantingHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.plantingRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'planted')
    return context.json(await plantingAnswer(services, user), 200)
  })
  app.openapi(routes.setPlantingRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'plant')
    return context.json(await setPlanting(house, { user, ...context.req.valid('json') }), 201)
  })
  app.openapi(routes.publishPlantedRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'plant')
    const { logIndex, totals } = await publishTotals(house, { user })
    return context.json({ logIndex, totals: rateAnswer(totals) }, 201)
  })
}

const examines = ({ roles }: User) => roles.includes('examiner') || roles.includes('verifier')

/** Who answers for examiners sees each by name; nobody who asks for searches does. */
const overseesExaminers = ({ roles }: User) =>
  !roles.includes('requester') &&
  roles.some((role) => ['supervisor', 'programme-manager', 'training-officer', 'auditor'].includes(role))

async function plantingAnswer({ house }: Services, user: User): Promise<z.infer<typeof plantingSchema>> {
  const { db } = house.storage
  const { faces, words, since, entryId } = await plantingSetting(db, user.agency.id)
  const { totals, examiners } = await errorRates(db, user.agency.id)
  const logged = entryId && (await house.ledger.find(entryId))
  const named = overseesExaminers(user)
  return {
    setting: {
      faces,
      ...defined({ words, since: since?.toISOString(), logIndex: logged?.index }),
    },
    ...{ fewestAnswers, fewestExaminers, maySet: mayDo(user, 'plant') },
    ...(examines(user) ? { own: rateAnswer(examiners.get(user.id) ?? errorRate([])) } : {}),
    ...(named || examiners.size >= fewestExaminers ? { totals: rateAnswer(totals) } : {}),
    ...(named ? { examiners: await byName(house, examiners) } : {}),
  }
}

async function byName(house: Services['house'], examiners: ErrorRates['examiners']) {
  const named = await Promise.all(
    [...examiners].map(async ([id, rate]) => {
      const { name } = must(await userById(house.storage.db, id), 'examiner who answered')
      return { name, rate: rateAnswer(rate) }
    }),
  )
  return named.toSorted((one, other) => one.name.localeCompare(other.name))
}

const rateAnswer = (rate: ErrorRate) => defined({ ...rate })
