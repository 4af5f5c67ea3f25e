import type { UserId } from '../kernel/index.ts'
import type { Tx } from '../storage/index.ts'
import type { AccountHouse } from './account-house.ts'
import { takeCode } from './authenticator.ts'
import { isPassword } from './password.ts'
import { takeRecoveryCode } from './recovery-codes.ts'
import { refused } from './refusal-code.ts'
import { checkBanner, noteConfirmed, type OpenedSession, openSession, type Session } from './session.ts'
import { beginTry, forgetTries, noteLock } from './tries.ts'
import { userByLogin } from './user.ts'

export type PasswordAndCode = {
  readonly password: string
  /** Six digits of the authenticator, or a recovery code. */
  readonly code: string
}

/**
 * Signs in with login, password and code. Refuses BANNER_NOT_ACCEPTED, SIGN_IN_FAILED (without saying which part was wrong),
 * ACCOUNT_LOCKED and what `openSession` refuses.
 */
export async function signInByPassword(
  house: AccountHouse,
  door: PasswordAndCode & { login: string; bannerAccepted: boolean },
): Promise<OpenedSession> {
  checkBanner(door.bannerAccepted)
  const opened = await tried(house, door, (tx, userId) =>
    openSession(tx, { userId, clock: house.clock, via: 'password' }),
  )
  if ('done' in opened) return opened.done
  throw refused({
    code: 'SIGN_IN_FAILED',
    reason: `Login, password or code is wrong. ${triesLeftWords(opened.triesLeft)}`,
    needed: 'Look at each once more; a code of the authenticator works once and for half a minute.',
  })
}

/** Unlocks a session and makes its confirmation fresh. Refuses CONFIRMATION_FAILED, ACCOUNT_LOCKED. */
export async function confirmByPassword(
  house: AccountHouse,
  door: PasswordAndCode & { session: Session; sessionToken: string },
): Promise<void> {
  const { sessionToken, session } = door
  const opened = await tried(house, { ...door, login: session.user.login }, (tx) =>
    noteConfirmed(tx, { sessionToken, now: house.clock.now() }),
  )
  if ('done' in opened) return
  throw refused({
    code: 'CONFIRMATION_FAILED',
    reason: `Password or code is wrong. ${triesLeftWords(opened.triesLeft)}`,
    needed: 'Look at both once more; a code of the authenticator works once and for half a minute.',
  })
}

/** Weighs password and code, and does the act in the transaction that uses up the code and forgets the tries. */
async function tried<T>(
  house: AccountHouse,
  given: PasswordAndCode & { login: string },
  act: (tx: Tx, userId: UserId) => Promise<T>,
): Promise<{ done: T } | { triesLeft: number }> {
  const { storage, clock } = house
  const triesLeft = await beginTry(house, given.login)
  const user = await userByLogin(storage.db, given.login)
  const row =
    user &&
    (await storage.db
      .selectFrom('passwords')
      .select('argon2id')
      .where('user_id', '=', user.id)
      .executeTakeFirst())
  if (user && (await isPassword(row?.argon2id, given.password))) {
    const done = await storage.transaction(async (tx) => {
      const code = { userId: user.id, code: given.code.trim(), now: clock.now() }
      const right = (await takeCode(tx, { ...code, key: storage.key })) || (await takeRecoveryCode(tx, code))
      if (!right) return undefined
      await forgetTries(tx, given.login)
      return { done: await act(tx, user.id) }
    })
    if (done) return done
  } else if (!user) {
    await isPassword(undefined, given.password)
  }
  if (triesLeft <= 0) await noteLock(house, given.login)
  return { triesLeft }
}

const triesLeftWords = (left: number) =>
  left > 0
    ? `${left} ${left === 1 ? 'try is' : 'tries are'} left before the login locks.`
    : 'That was the last try: the login is locked now.'
