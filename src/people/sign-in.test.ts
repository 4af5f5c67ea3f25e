import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Clock, UserId } from '../kernel/index.ts'
import { openScratchStorage, type ScratchStorage } from '../storage/index.ts'
import { endSession, makeSignInLink, openSession, sessionHours, sessionOf, signIn } from './sign-in.ts'
import { createAgency, createUser, listUsers, theAgency, userById, userByLogin } from './user.ts'

let storage: ScratchStorage
let userId: UserId
let now: Date
const clock: Clock = { now: () => now }
const start = new Date('2026-11-19T08:00:00Z')
const hoursLater = (hours: number) => new Date(start.getTime() + hours * 3_600_000)
let logins = 0

beforeAll(async () => {
  storage = await openScratchStorage()
  now = start
  await createAgency(storage.db, { id: 'PD', name: 'Police', demonstration: false, clock })
})
afterAll(() => storage?.close())
beforeEach(async () => {
  now = start
  userId = await newUser(`user-${++logins}`)
})

const newUser = async (login: string) => {
  const agency = await theAgency(storage.db)
  if (!agency) throw new Error('no agency')
  return createUser(storage.db, { agencyId: agency.id, login, name: 'A. User', roles: ['requester'], clock })
}
const link = (given: { validHours?: number; reusable?: boolean } = {}) =>
  makeSignInLink(storage.db, { userId, validHours: 24, reusable: false, clock, ...given })
const signInWith = (token: string) => signIn(storage, { token, clock })
const closeAccount = () =>
  storage.db.updateTable('users').set({ closed_at: now }).where('id', '=', userId).execute()

describe('a sign-in link', () => {
  it('opens a session once', async () => {
    const token = await link()
    const { session, sessionToken } = await signInWith(token)
    expect(session.user.id).toBe(userId)
    expect(session.expiresAt).toEqual(hoursLater(sessionHours))
    expect(await sessionOf(storage.db, { sessionToken, clock })).toEqual(session)
    await expect(signInWith(token)).rejects.toMatchObject({ code: 'SIGN_IN_LINK_INVALID' })
  })

  it('that is used twice at the same moment opens one session', async () => {
    const token = await link()
    const ends = await Promise.allSettled([signInWith(token), signInWith(token)])
    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('for a demonstration opens sessions again and again, each with a token of its own', async () => {
    const token = await link({ reusable: true })
    const first = await signInWith(token)
    const second = await signInWith(token)
    expect(second.sessionToken).not.toBe(first.sessionToken)
  })

  it('runs out at its last moment, a reusable one too', async () => {
    const tokens = [await link({ validHours: 2 }), await link({ validHours: 2, reusable: true })]
    now = hoursLater(2)
    for (const token of tokens) {
      await expect(signInWith(token)).rejects.toMatchObject({ code: 'SIGN_IN_LINK_EXPIRED' })
    }
    now = new Date(hoursLater(2).getTime() - 1)
    for (const token of tokens) await expect(signInWith(token)).resolves.toBeDefined()
  })

  it.each(['', 'x', 'a'.repeat(10_000)])('that was never made opens nothing', async (token) => {
    await expect(signInWith(token)).rejects.toMatchObject({ code: 'SIGN_IN_LINK_INVALID' })
  })

  it('of a closed account opens nothing', async () => {
    const token = await link()
    await closeAccount()
    await expect(signInWith(token)).rejects.toMatchObject({ code: 'USER_CLOSED' })
    await expect(openSession(storage.db, { userId, clock })).rejects.toMatchObject({ code: 'USER_CLOSED' })
  })
})

describe('a session', () => {
  it('ends after twelve hours, to the millisecond', async () => {
    const { sessionToken } = await openSession(storage.db, { userId, clock })
    now = new Date(hoursLater(12).getTime() - 1)
    await expect(sessionOf(storage.db, { sessionToken, clock })).resolves.toBeDefined()
    now = hoursLater(12)
    await expect(sessionOf(storage.db, { sessionToken, clock })).rejects.toMatchObject({
      code: 'SESSION_EXPIRED',
    })
  })

  it('ends when it is ended, and no other one with it', async () => {
    const one = await openSession(storage.db, { userId, clock })
    const other = await openSession(storage.db, { userId, clock })
    await endSession(storage.db, { sessionToken: one.sessionToken, clock })
    await endSession(storage.db, { sessionToken: 'never was one', clock })
    const ended = sessionOf(storage.db, { sessionToken: one.sessionToken, clock })
    await expect(ended).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' })
    await expect(sessionOf(storage.db, { sessionToken: other.sessionToken, clock })).resolves.toBeDefined()
  })

  it('ends with the account', async () => {
    const { sessionToken } = await openSession(storage.db, { userId, clock })
    await closeAccount()
    await expect(sessionOf(storage.db, { sessionToken, clock })).rejects.toMatchObject({
      code: 'USER_CLOSED',
    })
  })

  it.each([undefined, '', 'invented'])('is not had with the token %j', async (sessionToken) => {
    await expect(sessionOf(storage.db, { sessionToken, clock })).rejects.toMatchObject({
      code: 'NOT_SIGNED_IN',
    })
  })

  it('is not had with the token of a link', async () => {
    const token = await link({ reusable: true })
    await expect(sessionOf(storage.db, { sessionToken: token, clock })).rejects.toMatchObject({
      code: 'NOT_SIGNED_IN',
    })
  })
})

describe('what is stored of tokens', () => {
  it('is their hash only', async () => {
    const token = await link()
    const { sessionToken } = await signInWith(token)
    const rows = [
      ...(await storage.db.selectFrom('sign_in_links').selectAll().execute()),
      ...(await storage.db.selectFrom('sessions').selectAll().execute()),
    ]
    const stored = JSON.stringify(rows)
    expect(stored).not.toContain(token)
    expect(stored).not.toContain(sessionToken)
    for (const row of rows) expect(row.token_sha256).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('a user', () => {
  it('is found by id and login with roles and agency, and is in the list', async () => {
    const user = await userById(storage.db, userId)
    expect(user).toMatchObject({ roles: ['requester'], agency: { id: 'PD', name: 'Police' }, closed: false })
    expect(await userByLogin(storage.db, user?.login ?? '')).toEqual(user)
    expect(await listUsers(storage.db)).toContainEqual(user)
    expect(await userByLogin(storage.db, 'nobody')).toBeUndefined()
  })

  it('has a login that nobody else has', async () => {
    const login = (await userById(storage.db, userId))?.login ?? ''
    await expect(newUser(login)).rejects.toMatchObject({ code: 'LOGIN_TAKEN' })
  })

  it('has no role that the house does not know, whatever the database says', async () => {
    const roles = ['examiner', 'emperor']
    await storage.db.updateTable('users').set({ roles }).where('id', '=', userId).execute()
    expect((await userById(storage.db, userId))?.roles).toEqual(['examiner'])
  })
})
