import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accountEvents } from './account-events.ts'
import { codeAt } from './authenticator.ts'
import { closeAccount, revalidateAccount } from './manage-account.ts'
import { confirmByPassword, signInByPassword } from './password-sign-in.ts'
import { openSamplePeople, type SamplePeople, samplePassword } from './sample-people.ts'
import { checkConfirmed, checkEnrolled, endSession, openSession, sessionOf } from './session.ts'

let house: SamplePeople
beforeAll(async () => {
  house = await openSamplePeople()
})
afterAll(() => house?.storage.close())

const held = (sessionToken: string | undefined, asked: { byItself?: boolean; evenLocked?: boolean } = {}) =>
  sessionOf(house.storage.db, { sessionToken, clock: house.clock, ...asked })
const refusedAs = (code: string) => expect.objectContaining({ code })
const inDays = (days: number) => house.later(days * 24 * 60)

describe('a session', () => {
  it('ends after twelve hours, to the millisecond, however busy its person was', async () => {
    const { sessionToken, login, secret } = await house.enrolled()
    const start = house.now()
    const { sessionToken: token } = await signInByPassword(house, {
      ...{ login, password: samplePassword, code: codeAt(secret, start), bannerAccepted: true },
    })
    await expect(held(sessionToken)).rejects.toEqual(refusedAs('SESSION_REPLACED'))
    for (let minutes = 10; minutes < 12 * 60; minutes += 10) {
      house.set(new Date(start.getTime() + minutes * 60_000))
      await held(token)
    }
    house.set(new Date(start.getTime() + 12 * 3_600_000 - 1))
    await expect(held(token)).resolves.toMatchObject({ user: { login } })
    house.later(1 / 60_000)
    await expect(held(token)).rejects.toEqual(refusedAs('SESSION_EXPIRED'))
  })

  it('locks after fifteen minutes without an act, and opens again for its person alone', async () => {
    const { sessionToken, session, secret } = await house.enrolled()
    house.later(14)
    await held(sessionToken)
    house.later(14)
    await held(sessionToken, { byItself: true })
    house.later(1)
    await expect(held(sessionToken)).rejects.toEqual(refusedAs('SESSION_LOCKED'))
    await expect(held(sessionToken, { evenLocked: true })).resolves.toMatchObject({ locked: true })
    const wrong = { session, sessionToken, password: samplePassword, code: '000000' }
    await expect(confirmByPassword(house, wrong)).rejects.toEqual(refusedAs('CONFIRMATION_FAILED'))
    await expect(held(sessionToken)).rejects.toEqual(refusedAs('SESSION_LOCKED'))
    await confirmByPassword(house, { ...wrong, code: codeAt(secret, house.now()) })
    await expect(held(sessionToken)).resolves.toMatchObject({ locked: false })
  })

  it('needs a proof of presence no older than ten minutes before candidates are revealed', async () => {
    const { sessionToken, session, secret } = await house.enrolled()
    house.later(8)
    const later = await held(sessionToken)
    expect(() => checkConfirmed(later, house.clock)).not.toThrow()
    house.later(1)
    expect(() => checkConfirmed(later, house.clock)).toThrow(refusedAs('CONFIRMATION_NEEDED'))
    const code = codeAt(secret, house.now())
    await confirmByPassword(house, { session, sessionToken, password: samplePassword, code })
    const confirmed = await held(sessionToken)
    expect(() => checkConfirmed(confirmed, house.clock)).not.toThrow()
  })

  it('is one for each person: signing in elsewhere ends it, and that is on record', async () => {
    const { sessionToken, userId, login, secret } = await house.enrolled()
    const code = codeAt(secret, house.now())
    const given = { login, password: samplePassword, code, bannerAccepted: true }
    const second = await signInByPassword(house, given)
    await expect(held(sessionToken)).rejects.toEqual(refusedAs('SESSION_REPLACED'))
    await expect(held(second.sessionToken)).resolves.toMatchObject({ via: 'password' })
    const events = await accountEvents(house.storage.db, { userId, limit: 2 })
    expect(events.map(({ event }) => event)).toEqual(['signed-in', 'session-replaced'])
  })

  it('of the console stands apart: it ends none, none ends it, and it does not lock', async () => {
    const { sessionToken, userId } = await house.enrolled()
    const atConsole = await openSession(house.storage.db, { userId, clock: house.clock })
    await expect(held(sessionToken)).resolves.toBeDefined()
    house.later(60)
    const session = await held(atConsole.sessionToken)
    expect(session).toMatchObject({ via: 'console', locked: false })
    expect(() => checkConfirmed(session, house.clock)).not.toThrow()
  })

  it('ends when it is ended, and no other one with it', async () => {
    const one = await house.enrolled()
    const other = await house.enrolled()
    await endSession(house.storage.db, { sessionToken: one.sessionToken, clock: house.clock })
    await endSession(house.storage.db, { sessionToken: 'never was one', clock: house.clock })
    await expect(held(one.sessionToken)).rejects.toEqual(refusedAs('NOT_SIGNED_IN'))
    await expect(held(other.sessionToken)).resolves.toBeDefined()
  })

  it('ends at once when its account is closed', async () => {
    const { sessionToken, userId } = await house.enrolled()
    await closeAccount(house, { userId, reason: 'transferred' })
    await expect(held(sessionToken)).rejects.toEqual(refusedAs('NOT_SIGNED_IN'))
    const opening = openSession(house.storage.db, { userId, clock: house.clock })
    await expect(opening).rejects.toEqual(refusedAs('USER_CLOSED'))
  })

  it('from an enrolment link reaches nothing but the factors', async () => {
    const { session } = await house.opened(await house.hire())
    expect(() => checkEnrolled(session)).toThrow(refusedAs('FACTORS_MISSING'))
    expect(() => checkEnrolled({ ...session, via: 'enrolled' })).not.toThrow()
  })

  it.each([undefined, '', 'invented'])('is not had with the token %j', async (token) => {
    await expect(held(token)).rejects.toEqual(refusedAs('NOT_SIGNED_IN'))
  })

  it('is not had with the token of a link', async () => {
    const token = await house.link(await house.hire())
    await expect(held(token)).rejects.toEqual(refusedAs('NOT_SIGNED_IN'))
  })
})

describe('an account', () => {
  it('must be re-validated each year: on day 365 nobody signs in, and afterwards again', async () => {
    const userId = await house.hire()
    const opening = () => openSession(house.storage.db, { userId, clock: house.clock })
    for (let days = 0; days < 360; days += 60) {
      await expect(opening()).resolves.toBeDefined()
      inDays(60)
    }
    await expect(opening()).resolves.toBeDefined()
    inDays(5)
    await expect(opening()).rejects.toEqual(refusedAs('ACCOUNT_NOT_REVALIDATED'))
    await revalidateAccount(house, { userId, reason: 'still needed' })
    await expect(opening()).resolves.toBeDefined()
  })

  it('sleeps after ninety days without a sign-in, until it is re-validated', async () => {
    const userId = await house.hire()
    const opening = () => openSession(house.storage.db, { userId, clock: house.clock })
    inDays(89)
    await expect(opening()).resolves.toBeDefined()
    inDays(90)
    await expect(opening()).rejects.toEqual(refusedAs('ACCOUNT_DORMANT'))
    await revalidateAccount(house, { userId, reason: 'back from leave' })
    await expect(opening()).resolves.toBeDefined()
  })
})
