import type { OpenAPIHono, z } from '@hono/zod-openapi'
import { must } from '../../kernel/index.ts'
import {
  type CaseRate,
  type CaseRates,
  caseRate,
  caseRates,
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

/** Faces and cases of nobody before examiners: how many, and how examiners answered them. */
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
    const { logIndex, totals, cases } = await publishTotals(house, { user })
    return context.json(
      { logIndex, ...(totals && { totals: rateAnswer(totals) }), ...(cases && { cases: caseAnswer(cases) }) },
      201,
    )
  })
}

const examines = ({ roles }: User) => roles.includes('examiner') || roles.includes('verifier')

/** Who answers for examiners sees each by name; nobody who asks for searches does. */
const overseesExaminers = ({ roles }: User) =>
  !roles.includes('requester') &&
  roles.some((role) => ['supervisor', 'programme-manager', 'training-officer', 'auditor'].includes(role))

async function plantingAnswer({ house }: Services, user: User): Promise<z.infer<typeof plantingSchema>> {
  const { db } = house.storage
  const { faces, cases, words, since, entryId } = await plantingSetting(db, user.agency.id)
  const rates = await errorRates(db, user.agency.id)
  const whole = await caseRates(db, user.agency.id)
  const logged = entryId && (await house.ledger.find(entryId))
  const named = overseesExaminers(user)
  const maySet = mayDo(user, 'plant')
  return {
    setting: {
      ...{ faces, cases },
      ...defined({ words, since: since?.toISOString(), logIndex: logged?.index }),
    },
    ...{ fewestAnswers, fewestExaminers, maySet },
    ...defined({ fault: maySet ? house.cases.fault()?.reason : undefined }),
    ...(examines(user) ? ownAnswer(user, { rates, whole }) : {}),
    ...(named || rates.examiners.size >= fewestExaminers ? { totals: rateAnswer(rates.totals) } : {}),
    ...(named || whole.examiners.size >= fewestExaminers ? { totalCases: caseAnswer(whole.totals) } : {}),
    ...(named ? { examiners: await byName(house, { rates, whole }) } : {}),
  }
}

type Rates = { readonly rates: ErrorRates; readonly whole: CaseRates }

const ownAnswer = ({ id }: User, { rates, whole }: Rates) => ({
  own: rateAnswer(rates.examiners.get(id) ?? errorRate([])),
  ownCases: caseAnswer(whole.examiners.get(id) ?? caseRate([])),
})

async function byName(house: Services['house'], { rates, whole }: Rates) {
  const ids = [...new Set([...rates.examiners.keys(), ...whole.examiners.keys()])]
  const named = await Promise.all(
    ids.map(async (id) => {
      const { name } = must(await userById(house.storage.db, id), 'examiner who answered')
      return {
        name,
        rate: rateAnswer(rates.examiners.get(id) ?? errorRate([])),
        cases: caseAnswer(whole.examiners.get(id) ?? caseRate([])),
      }
    }),
  )
  return named.toSorted((one, other) => one.name.localeCompare(other.name))
}

const rateAnswer = (rate: ErrorRate) => defined({ ...rate })
const caseAnswer = (rate: CaseRate) => defined({ ...rate })
