import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { asId, Refused, type UserId } from '../../kernel/index.ts'
import { forgetDeparted } from '../../oversight/index.ts'
import {
  addAccount,
  barredPairs,
  changeRoles,
  changeUnit,
  checkConfirmed,
  closeAccount,
  factorsOf,
  type ImportLine,
  importPeople,
  isRole,
  linkHours,
  listUsers,
  type Role,
  readPeople,
  readPeopleCsv,
  reopenAccount,
  resetFactors,
  revalidateAccount,
  revalidationDue,
  roles,
  standingOf,
  type User,
} from '../../people/index.ts'
import { checkRole } from '../check-role.ts'
import * as routes from '../routes/people-routes.ts'
import type { Env, Services } from '../services.ts'

/** The accounts of the agency, for its administrators. Whatever changes one is done by who has lately proved to be there. */
export function peopleHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.peopleRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'people')
    const people = (await listUsers(house.storage.db)).filter(({ agency }) => agency.id === user.agency.id)
    return context.json(
      {
        people: await Promise.all(people.map((one) => personAnswer(services, { one, asking: user }))),
        roles: [...roles],
        barredPairs: barredPairs.map(({ pair, why }) => ({ pair: [...pair], why })),
      },
      200,
    )
  })
  app.openapi(routes.addPersonRoute, async (context) => {
    const actor = actorOf(services, context)
    const { reason, roles: given, ...person } = context.req.valid('json')
    const { token } = await addAccount(house, {
      ...{ ...person, roles: rolesIn(given), agencyId: actor.agency.id },
      grantedBy: { actorId: actor.id, reason },
    })
    return context.json({ token, validHours: linkHours }, 201)
  })
  app.openapi(routes.importPeopleRoute, async (context) => {
    const { csv, reason, apply } = context.req.valid('json')
    checkRole(context.get('session').user, 'people')
    const rows = readPeopleCsv(csv)
    if (!apply) return context.json({ lines: lineAnswers(await readPeople(house, rows)) }, 200)
    const actor = actorOf(services, context)
    const grantedBy = { actorId: actor.id, reason }
    const lines = await importPeople(house, { rows, agencyId: actor.agency.id, grantedBy })
    return context.json({ lines: lineAnswers(lines) }, 200)
  })
  app.openapi(routes.changeRolesRoute, async (context) => {
    const { reason, roles: given } = context.req.valid('json')
    const act = { ...actOn(services, { context, id: context.req.valid('param').id }), reason }
    await changeRoles(house, { ...act, roles: rolesIn(given) })
    return context.body(null, 204)
  })
  app.openapi(routes.changeUnitRoute, async (context) => {
    const { reason, unit } = context.req.valid('json')
    const act = { ...actOn(services, { context, id: context.req.valid('param').id }), reason }
    await changeUnit(house, { ...act, unit })
    return context.body(null, 204)
  })
  app.openapi(routes.resetFactorsRoute, async (context) => {
    const act = actOn(services, { context, id: context.req.valid('param').id })
    const token = await resetFactors(house, { ...act, reason: context.req.valid('json').reason })
    return context.json({ token, validHours: linkHours }, 200)
  })
  for (const [route, change] of [
    [routes.closeAccountRoute, closeAccount],
    [routes.reopenAccountRoute, reopenAccount],
    [routes.revalidateAccountRoute, revalidateAccount],
  ] as const) {
    app.openapi(route, async (context) => {
      const act = actOn(services, { context, id: context.req.valid('param').id })
      await change(house, { ...act, reason: context.req.valid('json').reason })
      if (change === closeAccount)
        await forgetDeparted(house, { userId: act.userId, actor: context.get('session').user })
      return context.body(null, 204)
    })
  }
}

/** The administrator who acts. Refuses ROLE_MISSING, CONFIRMATION_NEEDED. */
function actorOf({ house }: Services, context: Context<Env>): User {
  const session = context.get('session')
  checkRole(session.user, 'people')
  checkConfirmed(session, house.clock)
  return session.user
}

const actOn = (services: Services, of: { context: Context<Env>; id: string }) => ({
  userId: asId<UserId>(of.id),
  actorId: actorOf(services, of.context).id,
})

const lineAnswers = (lines: readonly ImportLine[]) =>
  lines.map(({ fault, token, roles: given, ...line }) => ({
    ...{ ...line, roles: [...given] },
    ...(fault === undefined ? {} : { fault }),
    ...(token === undefined ? {} : { token }),
  }))

/** Refuses BODY_INVALID for what is no role. */
export function rolesIn(given: readonly string[]): readonly Role[] {
  const wrong = given.find((role) => !isRole(role))
  if (wrong === undefined) return [...new Set(given.filter(isRole))]
  throw new Refused({
    code: 'BODY_INVALID',
    reason: `“${wrong}” is not a role.`,
    needed: `Use one of ${roles.join(', ')}.`,
  })
}

async function personAnswer({ house }: Services, of: { one: User; asking: User }) {
  const { one } = of
  const factors = await factorsOf(house.storage.db, one.id)
  return {
    id: one.id,
    login: one.login,
    name: one.name,
    roles: [...one.roles],
    ...(one.unit === undefined ? {} : { unit: one.unit }),
    standing: standingOf(one, house.clock.now()),
    revalidationDue: revalidationDue(one).toISOString(),
    activeAt: one.activeAt.toISOString(),
    factors: [
      ...(factors.passkeys.length > 0 ? ['passkey'] : []),
      ...(factors.passwordAndCodeSince ? ['password and code'] : []),
      ...factors.sso,
    ],
    you: one.id === of.asking.id,
  }
}
