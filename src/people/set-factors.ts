import type { Tx } from '../storage/index.ts'
import { noteAccountEvent } from './account-events.ts'
import type { AccountHouse } from './account-house.ts'
import { newSeed, sealSeed, seedWords, stepOfCode } from './authenticator.ts'
import { beginCeremony, finishCeremony } from './ceremony.ts'
import { checkPassword, hashPassword } from './password.ts'
import { makeRecoveryCodes } from './recovery-codes.ts'
import { refused } from './refusal-code.ts'
import { checkConfirmed, noteConfirmed, type Session } from './session.ts'

export type Door = { readonly session: Session; readonly sessionToken: string }

/** Who sets a factor has just opened an enrolment link, or has lately proved to be there. Refuses CONFIRMATION_NEEDED. */
export function checkMaySetFactors({ session }: Door, { clock }: AccountHouse): void {
  if (session.via !== 'enrolment-link') checkConfirmed(session, clock)
}

/** A new seed for an authenticator app; it counts only once a code from it came back (`setPasswordAndCode`). */
export async function beginAuthenticator(
  house: AccountHouse,
  { user }: Session,
): Promise<{ ceremony: string; secret: string; uri: string }> {
  const seed = newSeed()
  const label = { issuer: `Casebound ${user.agency.name}`, login: user.login }
  const state = { seed: Buffer.from(seed).toString('base64') }
  const ceremony = await beginCeremony(house, { purpose: 'authenticator', userId: user.id, state })
  return { ceremony, ...seedWords(seed, label) }
}

/**
 * Sets password and authenticator together, so that there is never one without the other; gives the recovery codes, shown only now.
 * Refuses CONFIRMATION_NEEDED, PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, PASSWORD_BANNED, CODE_WRONG, CEREMONY_EXPIRED.
 */
export async function setPasswordAndCode(
  house: AccountHouse,
  of: Door & { password: string; code: string; ceremony: string },
): Promise<readonly string[]> {
  checkMaySetFactors(of, house)
  const { storage, clock } = house
  const { user } = of.session
  await checkPassword(of.password, [user.login, user.name, user.agency.name, user.agency.id])
  const argon2id = await hashPassword(of.password)
  return storage.transaction(async (tx) => {
    const begun = { purpose: 'authenticator', userId: user.id, id: of.ceremony, tx } as const
    const state = await finishCeremony<{ seed: string }>(house, begun)
    const seed = new Uint8Array(Buffer.from(state.seed, 'base64'))
    const now = clock.now()
    const step = stepOfCode(seed, { code: of.code.trim(), now })
    if (step === undefined) throw codeWrong()
    const password = { argon2id, set_at: now }
    const authenticator = {
      seed_sealed: sealSeed(storage.key, { userId: user.id, seed }),
      last_step: step,
      set_at: now,
    }
    await tx
      .insertInto('passwords')
      .values({ user_id: user.id, ...password })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(password))
      .execute()
    await tx
      .insertInto('authenticators')
      .values({ user_id: user.id, ...authenticator })
      .onConflict((conflict) => conflict.column('user_id').doUpdateSet(authenticator))
      .execute()
    await noteAccountEvent(tx, { at: now, event: 'password-and-code-set', userId: user.id })
    await endEnrolment(tx, { ...of, now })
    return makeRecoveryCodes(tx, { userId: user.id, now })
  })
}

/** New recovery codes in the place of the old ones. Refuses CONFIRMATION_NEEDED, FACTORS_MISSING. */
export async function renewRecoveryCodes(house: AccountHouse, door: Door): Promise<readonly string[]> {
  checkConfirmed(door.session, house.clock)
  const userId = door.session.user.id
  return house.storage.transaction(async (tx) => {
    const known = await tx
      .selectFrom('authenticators')
      .select('user_id')
      .where('user_id', '=', userId)
      .executeTakeFirst()
    if (!known) throw noAuthenticator()
    return makeRecoveryCodes(tx, { userId, now: house.clock.now() })
  })
}

/** A session that came from an enrolment link is a whole one as soon as its person has two factors. */
export async function endEnrolment(tx: Tx, of: Door & { now: Date }): Promise<void> {
  if (of.session.via !== 'enrolment-link') return
  await noteConfirmed(tx, { sessionToken: of.sessionToken, now: of.now, via: 'enrolled' })
}

const codeWrong = () =>
  refused({
    code: 'CODE_WRONG',
    reason: 'The code is not the one that the authenticator shows for this seed.',
    needed: 'Look whether the clock of the phone is right, and type the newest code.',
  })
const noAuthenticator = () =>
  refused({
    code: 'FACTORS_MISSING',
    reason: 'Recovery codes stand in for an authenticator, and this account has none.',
    needed: 'Set a password and an authenticator first.',
  })
