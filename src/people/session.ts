import { asId, type Clock, must, type UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import { noteAccountEvent } from './account-events.ts'
import { checkStanding } from './account-standing.ts'
import { refused } from './refusal-code.ts'
import { banner, sessionRules } from './session-rules.ts'
import { hoursAfter, minutesAfter, newToken, sha256Hex } from './token.ts'
import { type User, userById } from './user.ts'

/**
 * How a session was opened. `console`: by whoever holds the data folder and its key. `enrolment-link`: good for nothing but setting
 * up factors; it becomes `enrolled`. `demonstration-link`: in demonstrations only.
 */
export type SessionVia =
  | 'console'
  | 'demonstration-link'
  | 'enrolment-link'
  | 'enrolled'
  | 'password'
  | 'passkey'
  | 'sso'

export type Session = {
  readonly user: User
  readonly via: SessionVia
  readonly expiresAt: Date
  /** When the person last proved to be there. */
  readonly confirmedAt: Date
  readonly locked: boolean
}

export type OpenedSession = { readonly sessionToken: string; readonly session: Session }

const { sessionHours, idleMinutes, confirmationMinutes, enrolmentMinutes } = sessionRules
/** Seconds between two notes of use, so that reading a page does not write as often as it reads. */
const noteUseAfterMs = 15_000

/** Refuses BANNER_NOT_ACCEPTED. */
export function checkBanner(accepted: boolean): void {
  if (accepted) return
  throw refused({
    code: 'BANNER_NOT_ACCEPTED',
    reason: 'The notice of this restricted system was not accepted.',
    needed: 'Read it and accept it, then sign in.',
  })
}

/**
 * Opens a session for a user whose right to it was already established, and ends his others: one session per user. Sessions of the
 * console are apart: they end no other and no other ends them. Refuses what `checkStanding` refuses.
 */
export async function openSession(
  db: Db | Tx,
  door: { userId: UserId; clock: Clock; via?: SessionVia },
): Promise<OpenedSession> {
  const { via = 'console' } = door
  const now = door.clock.now()
  const user = must(await userById(db, door.userId), 'user of a sign-in')
  checkStanding(user, now)
  if (via !== 'console') await replaceSessions(db, { userId: user.id, now })
  const sessionToken = newToken()
  const expiresAt =
    via === 'enrolment-link' ? minutesAfter(now, enrolmentMinutes) : hoursAfter(now, sessionHours)
  const row = { token_sha256: sha256Hex(sessionToken), user_id: user.id, via, expires_at: expiresAt }
  await db
    .insertInto('sessions')
    .values({
      ...row,
      created_at: now,
      last_seen_at: now,
      confirmed_at: now,
      banner_sha256: via === 'console' ? null : sha256Hex(banner.join('\n')),
      ended_at: null,
      ended_as: null,
    })
    .execute()
  await db.updateTable('users').set({ last_signed_in_at: now }).where('id', '=', user.id).execute()
  await noteAccountEvent(db, { at: now, event: 'signed-in', userId: user.id, detail: via })
  const session = { user: { ...user, activeAt: now }, via, expiresAt, confirmedAt: now, locked: false }
  return { sessionToken, session }
}

async function replaceSessions(db: Db | Tx, of: { userId: UserId; now: Date }): Promise<void> {
  const replaced = await db
    .updateTable('sessions')
    .set({ ended_at: of.now, ended_as: 'replaced' })
    .where('user_id', '=', of.userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', of.now)
    .where('via', '!=', 'console')
    .returning('via')
    .execute()
  for (const { via } of replaced) {
    await noteAccountEvent(db, { at: of.now, event: 'session-replaced', userId: of.userId, detail: via })
  }
}

type Asked = {
  readonly sessionToken: string | undefined
  readonly clock: Clock
  /** For looking who it is, unlocking and signing out: gives the session although it is locked, and is no act of its person. */
  readonly evenLocked?: boolean
  /** A page that asks by itself is no act of its person. */
  readonly byItself?: boolean
}

/**
 * Who holds this session token now. Refuses NOT_SIGNED_IN, SESSION_REPLACED, SESSION_EXPIRED, SESSION_LOCKED and what
 * `checkStanding` refuses.
 */
export async function sessionOf(db: Db, asked: Asked): Promise<Session> {
  if (!asked.sessionToken) throw notSignedIn()
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('token_sha256', '=', sha256Hex(asked.sessionToken))
    .executeTakeFirst()
  if (row?.ended_as === 'replaced') throw sessionReplaced()
  if (!row || row.ended_at !== null) throw notSignedIn()
  const now = asked.clock.now()
  if (row.expires_at <= now) throw sessionExpired(row.expires_at)
  const user = must(await userById(db, asId(row.user_id)), 'user of a session')
  checkStanding(user, now)
  const via = row.via as SessionVia
  const locked = via !== 'console' && minutesAfter(row.last_seen_at, idleMinutes) <= now
  const session = { user, via, expiresAt: row.expires_at, confirmedAt: row.confirmed_at, locked }
  if (asked.evenLocked === true) return session
  if (locked) throw sessionLocked()
  if (asked.byItself !== true && now.getTime() - row.last_seen_at.getTime() >= noteUseAfterMs) {
    await db
      .updateTable('sessions')
      .set({ last_seen_at: now })
      .where('token_sha256', '=', row.token_sha256)
      .execute()
  }
  return session
}

/** Ends a session; a token that is not one is no error. */
export async function endSession(db: Db, door: { sessionToken: string; clock: Clock }): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: door.clock.now(), ended_as: 'signed-out' })
    .where('token_sha256', '=', sha256Hex(door.sessionToken))
    .where('ended_at', 'is', null)
    .execute()
}

/** Ends every session of a user at once. */
export async function endSessionsOf(
  db: Db | Tx,
  of: { userId: UserId; now: Date; as: string },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: of.now, ended_as: of.as })
    .where('user_id', '=', of.userId)
    .where('ended_at', 'is', null)
    .execute()
}

/** The person has just proved to be there: unlocks the session and makes its confirmation fresh. */
export async function noteConfirmed(
  db: Db | Tx,
  of: { sessionToken: string; now: Date; via?: SessionVia },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ confirmed_at: of.now, last_seen_at: of.now, ...(of.via === undefined ? {} : { via: of.via }) })
    .where('token_sha256', '=', sha256Hex(of.sessionToken))
    .execute()
}

/** The moment until which the last proof of presence counts. */
export const confirmedUntil = (session: Session): Date =>
  minutesAfter(session.confirmedAt, confirmationMinutes)

/** Before candidates are revealed or sealed fields opened; at the console the key of the house is proof enough. Refuses CONFIRMATION_NEEDED. */
export function checkConfirmed(session: Session, clock: Clock): void {
  if (session.via === 'console' || confirmedUntil(session) > clock.now()) return
  throw refused({
    code: 'CONFIRMATION_NEEDED',
    reason: `Before this is shown, confirm that it is you; the last time was more than ${confirmationMinutes} minutes ago.`,
    needed:
      'Confirm with a passkey, or with your password and a code; on the command line: casebound sign-in.',
  })
}

/** Refuses FACTORS_MISSING to a session that an enrolment link opened. */
export function checkEnrolled(session: Session): void {
  if (session.via !== 'enrolment-link') return
  throw refused({
    code: 'FACTORS_MISSING',
    reason: 'This account has no second factor yet; until it has, it opens nothing else.',
    needed: 'Add a passkey, or set a password and an authenticator code, on the page “Your account”.',
  })
}

const notSignedIn = () =>
  refused({
    code: 'NOT_SIGNED_IN',
    reason: 'Nobody is signed in here.',
    needed: 'Sign in; on the command line: casebound sign-in.',
  })
const sessionReplaced = () =>
  refused({
    code: 'SESSION_REPLACED',
    reason: 'This account signed in elsewhere, which ended this session: one session per person.',
    needed: 'Sign in again. If it was not you, tell your administrator at once.',
  })
const sessionExpired = (at: Date) =>
  refused({
    code: 'SESSION_EXPIRED',
    reason: `Your session ended at ${at.toISOString()}; a session lasts ${sessionHours} hours at most.`,
    needed: 'Sign in again.',
  })
const sessionLocked = () =>
  refused({
    code: 'SESSION_LOCKED',
    reason: `Nothing was done here for ${idleMinutes} minutes, so this session is locked.`,
    needed: 'Confirm that it is you; on the command line: casebound sign-in.',
  })
