import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asId } from '../kernel/index.ts'
import { accountEvents } from './account-events.ts'
import { hasFactors } from './factors.ts'
import {
  addAccount,
  changeRoles,
  closeAccount,
  reopenAccount,
  resetFactors,
  revalidateAccount,
} from './manage-account.ts'
import { barredPairs, type Role, roles } from './roles.ts'
import { openSamplePeople, type SamplePeople } from './sample-people.ts'
import { openSession, sessionOf } from './session.ts'
import { signIn } from './sign-in-link.ts'
import { listUsers, theAgency, userById, userByLogin } from './user.ts'

let house: SamplePeople
beforeAll(async () => {
  house = await openSamplePeople()
})
afterAll(() => house?.storage.close())

const refusedAs = (code: string) => expect.objectContaining({ code })
const reason = 'works on robberies'

describe('a user', () => {
  it('is found by id and login with roles and agency, and is in the list', async () => {
    const user = await userById(house.storage.db, await house.hire())
    expect(user).toMatchObject({ roles: ['requester'], agency: { id: 'PD' }, closed: false })
    expect(await userByLogin(house.storage.db, user?.login ?? '')).toEqual(user)
    expect(await listUsers(house.storage.db)).toContainEqual(user)
    expect(await userByLogin(house.storage.db, 'nobody')).toBeUndefined()
  })

  it('has no role that the house does not know, whatever the database says', async () => {
    const id = await house.hire()
    const stored = ['examiner', 'emperor']
    await house.storage.db.updateTable('users').set({ roles: stored }).where('id', '=', id).execute()
    expect((await userById(house.storage.db, id))?.roles).toEqual(['examiner'])
  })
})

describe('an account', () => {
  const add = async (login: string, given: readonly Role[] = ['examiner']) => {
    const agency = await theAgency(house.storage.db)
    return addAccount(house, { agencyId: asId(agency?.id ?? ''), login, name: 'N. New', roles: given })
  }

  it('is added with a one-time link, and with who gave the roles and why on record', async () => {
    const actorId = await house.hire(['administrator'])
    const agency = await theAgency(house.storage.db)
    const { userId, token } = await addAccount(house, {
      ...{ agencyId: asId(agency?.id ?? ''), login: 'n.new', name: 'N. New', roles: ['examiner'] },
      grantedBy: { actorId, reason },
    })
    const { session } = await signIn(house.storage, { token, clock: house.clock })
    expect(session).toMatchObject({ via: 'enrolment-link', user: { id: userId } })
    const events = await accountEvents(house.storage.db, { userId, limit: 9 })
    expect(events.at(-1)).toMatchObject({
      event: 'added',
      actor: await house.loginOf(actorId),
      detail: `examiner; ${reason}`,
    })
  })

  it('has a login that nobody else has, and that has no blanks', async () => {
    await add('taken')
    await expect(add('taken')).rejects.toEqual(refusedAs('LOGIN_TAKEN'))
    for (const login of ['', 'two words', '-x', 'é.x', 'x'.repeat(101)])
      await expect(add(login)).rejects.toEqual(refusedAs('LOGIN_INVALID'))
  })

  it('is closed at once, and opened again, each with its reason', async () => {
    const { sessionToken, userId } = await house.enrolled()
    await expect(closeAccount(house, { userId, reason: '  ' })).rejects.toEqual(refusedAs('REASON_MISSING'))
    await closeAccount(house, { userId, reason: 'retired' })
    await expect(sessionOf(house.storage.db, { sessionToken, clock: house.clock })).rejects.toEqual(
      refusedAs('NOT_SIGNED_IN'),
    )
    await reopenAccount(house, { userId, reason: 'came back' })
    await expect(openSession(house.storage.db, { userId, clock: house.clock })).resolves.toBeDefined()
    const events = await accountEvents(house.storage.db, { userId, limit: 3 })
    expect(events.map(({ event, detail }) => [event, detail])).toEqual([
      ['signed-in', 'console'],
      ['reopened', 'came back'],
      ['closed', 'retired'],
    ])
  })

  it('loses its factors and sessions when they are reset, and gets a link to set new ones', async () => {
    const { sessionToken, userId } = await house.enrolled()
    const token = await resetFactors(house, { userId, reason: 'lost the phone' })
    expect(await hasFactors(house.storage.db, userId)).toBe(false)
    await expect(sessionOf(house.storage.db, { sessionToken, clock: house.clock })).rejects.toEqual(
      refusedAs('NOT_SIGNED_IN'),
    )
    const { session } = await signIn(house.storage, { token, clock: house.clock })
    expect(session).toMatchObject({ via: 'enrolment-link', user: { id: userId } })
  })

  it('is changed by nobody who holds it, and not when there is none', async () => {
    const userId = await house.hire(['administrator'])
    const own = { userId, actorId: userId, reason }
    for (const act of [closeAccount, reopenAccount, revalidateAccount, resetFactors])
      await expect(act(house, own)).rejects.toEqual(refusedAs('OWN_ACCOUNT'))
    await expect(changeRoles(house, { ...own, roles: ['requester'] })).rejects.toEqual(
      refusedAs('OWN_ACCOUNT'),
    )
    await expect(closeAccount(house, { userId: asId('nobody'), reason })).rejects.toEqual(
      refusedAs('USER_UNKNOWN'),
    )
  })
})

describe('roles', () => {
  it('that must not meet: an administrator does not search, compare, approve, certify or audit; an auditor does nothing else', () => {
    const pairs = barredPairs.map(({ pair }) => [...pair].sort().join('+'))
    for (const role of ['requester', 'examiner', 'verifier', 'supervisor', 'training-officer', 'auditor'])
      expect(pairs).toContain(['administrator', role].sort().join('+'))
    for (const role of roles.filter((one) => one !== 'auditor'))
      expect(pairs).toContain(['auditor', role].sort().join('+'))
  })

  it.each(barredPairs.map(({ pair }) => pair))(
    '%s and %s are given to no account together',
    async (...pair) => {
      await expect(house.hire(pair)).rejects.toEqual(refusedAs('ROLES_BARRED'))
      const [first, second] = pair
      const userId = await house.hire([first])
      await expect(changeRoles(house, { userId, reason, roles: [first, second] })).rejects.toEqual(
        refusedAs('ROLES_BARRED'),
      )
      await changeRoles(house, { userId, reason, roles: [second] })
      expect((await userById(house.storage.db, userId))?.roles).toEqual([second])
    },
  )
})
