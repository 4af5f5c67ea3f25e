import type { Tx } from '../storage/index.ts'
import { noteAccountEvent } from './account-events.ts'
import type { AccountHouse } from './account-house.ts'
import { refused } from './refusal-code.ts'
import { sessionRules } from './session-rules.ts'
import { hoursAfter, minutesAfter, sha256Hex } from './token.ts'
import { userByLogin } from './user.ts'

const { failedTries, lockMinutes } = sessionRules
const forgetAfterHours = 24

const loginHash = (login: string) => sha256Hex(`login:${login.toLowerCase()}`)

/**
 * Counts a try before it is weighed, so that tries side by side cannot outrun the lock; `forgetTries` takes the count back when it
 * was right. Gives the tries left if it fails. A login that is nobody's locks like any other. Refuses ACCOUNT_LOCKED.
 */
export async function beginTry({ storage, clock }: AccountHouse, login: string): Promise<number> {
  const now = clock.now()
  const login_sha256 = loginHash(login)
  return storage.transaction(async (tx) => {
    await tx.deleteFrom('sign_in_tries').where('tried_at', '<', hoursAfter(now, -forgetAfterHours)).execute()
    const row = await tx
      .selectFrom('sign_in_tries')
      .selectAll()
      .where('login_sha256', '=', login_sha256)
      .executeTakeFirst()
    if (row?.locked_until && row.locked_until > now) throw locked(row.locked_until)
    const failed = row === undefined || row.locked_until !== null ? 1 : row.failed + 1
    const locked_until = failed >= failedTries ? minutesAfter(now, lockMinutes) : null
    const values = { failed, locked_until, tried_at: now }
    await tx
      .insertInto('sign_in_tries')
      .values({ login_sha256, ...values })
      .onConflict((conflict) => conflict.column('login_sha256').doUpdateSet(values))
      .execute()
    return failedTries - failed
  })
}

/** The try was right: the count begins anew. */
export async function forgetTries(tx: Tx, login: string): Promise<void> {
  await tx.deleteFrom('sign_in_tries').where('login_sha256', '=', loginHash(login)).execute()
}

/** Puts on record that the last try left locked the account; a login that is nobody's has no account to lock. */
export async function noteLock({ storage, clock }: AccountHouse, login: string): Promise<void> {
  const user = await userByLogin(storage.db, login)
  if (!user) return
  const detail = `after ${failedTries} failed tries, for ${lockMinutes} minutes`
  await noteAccountEvent(storage.db, { at: clock.now(), event: 'locked', userId: user.id, detail })
}

const locked = (until: Date) =>
  refused({
    code: 'ACCOUNT_LOCKED',
    reason: `After ${failedTries} failed tries in a row this login is locked until ${until.toISOString().slice(11, 16)} UTC.`,
    needed: `Wait; a lock lasts ${lockMinutes} minutes. If the tries were not yours, tell your administrator.`,
    evidence: { lockedUntil: until.toISOString() },
  })
