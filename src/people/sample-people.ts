import { type Clock, must, type UserId } from '../kernel/index.ts'
import { openScratchStorage, type ScratchStorage } from '../storage/index.ts'
import type { AccountHouse } from './account-house.ts'
import { codeAt } from './authenticator.ts'
import type { Role } from './roles.ts'
import { type OpenedSession, sessionOf } from './session.ts'
import { beginAuthenticator, setPasswordAndCode } from './set-factors.ts'
import { makeSignInLink, signIn } from './sign-in-link.ts'
import { createAgency, createUser, userById } from './user.ts'

export const samplePassword = 'four quiet herons over the weir'

/** An agency with accounts and a clock that tests set. For tests only. */
export type SamplePeople = AccountHouse & {
  readonly storage: ScratchStorage
  readonly now: () => Date
  readonly set: (time: Date) => void
  readonly later: (minutes: number) => void
  readonly hire: (roles?: readonly Role[]) => Promise<UserId>
  readonly loginOf: (userId: UserId) => Promise<string>
  readonly link: (userId: UserId) => Promise<string>
  /** Opens an enrolment link, as a new person does. */
  readonly opened: (userId: UserId) => Promise<OpenedSession>
  /** A person with password and authenticator, and the session in which they were set. */
  readonly enrolled: (roles?: readonly Role[]) => Promise<Enrolled>
}
export type Enrolled = OpenedSession & {
  readonly userId: UserId
  readonly login: string
  readonly secret: string
  readonly recoveryCodes: readonly string[]
}

/** Opens a throw-away agency; it is no demonstration unless that is said. */
export async function openSamplePeople(options: { demonstration?: boolean } = {}): Promise<SamplePeople> {
  const storage = await openScratchStorage()
  let time = new Date('2026-11-19T08:00:00Z')
  let hired = 0
  const clock: Clock = { now: () => time }
  const house = { storage, clock }
  const agency = await createAgency(storage.db, {
    ...{ id: 'PD', name: 'River City Police', demonstration: options.demonstration ?? false, clock },
  })
  const hire = (roles: readonly Role[] = ['requester']) =>
    createUser(storage.db, { agencyId: agency.id, login: `user-${++hired}`, name: 'A. User', roles, clock })
  const loginOf = async (userId: UserId) => must(await userById(storage.db, userId), 'user').login
  const link = (userId: UserId) =>
    makeSignInLink(storage.db, { userId, validHours: 24, reusable: false, clock })
  const opened = async (userId: UserId) => signIn(storage, { token: await link(userId), clock })
  const enrolled = async (roles?: readonly Role[]): Promise<Enrolled> => {
    const userId = await hire(roles)
    const { session, sessionToken } = await opened(userId)
    const { ceremony, secret } = await beginAuthenticator(house, session)
    const code = codeAt(secret, time)
    const given = { session, sessionToken, password: samplePassword, code, ceremony }
    const recoveryCodes = await setPasswordAndCode(house, given)
    // The code just used is worth nothing now; the next one is half a minute away.
    time = new Date(time.getTime() + 60_000)
    const now = await sessionOf(storage.db, { sessionToken, clock })
    return { userId, login: await loginOf(userId), secret, recoveryCodes, session: now, sessionToken }
  }
  return {
    ...{ storage, clock, hire, loginOf, link, opened, enrolled, now: () => time },
    set: (to) => {
      time = to
    },
    later: (minutes) => {
      time = new Date(time.getTime() + minutes * 60_000)
    },
  }
}
