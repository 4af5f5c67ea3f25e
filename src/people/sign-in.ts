import { createHash, randomBytes } from 'node:crypto'
import { asId, type Clock, must, Refused, type UserId } from '../kernel/index.ts'
import type { Db, Storage, Tx } from '../storage/index.ts'
import type { PeopleRefusalCode } from './refusal-code.ts'
import { type User, userById } from './user.ts'

/** Hours until a session needs a new sign-in (CJIS Security Policy: at most twelve). */
export const sessionHours = 12
const linkBytes = 24

export type Session = { readonly user: User; readonly expiresAt: Date }

const sha256Hex = (token: string) => createHash('sha256').update(token).digest('hex')
const hoursAfter = (time: Date, hours: number) => new Date(time.getTime() + hours * 3_600_000)

/** Makes a sign-in link's token; only its hash is stored. `reusable` is for demonstrations. */
export async function makeSignInLink(
  db: Db | Tx,
  link: { userId: UserId; validHours: number; reusable: boolean; clock: Clock },
): Promise<string> {
  const token = randomBytes(linkBytes).toString('base64url')
  await db
    .insertInto('sign_in_links')
    .values({
      token_sha256: sha256Hex(token),
      user_id: link.userId,
      expires_at: hoursAfter(link.clock.now(), link.validHours),
      reusable: link.reusable,
      used_at: null,
    })
    .execute()
  return token
}

/** Trades a link's token for a session. Refuses SIGN_IN_LINK_INVALID, SIGN_IN_LINK_EXPIRED, USER_CLOSED. */
export async function signIn(
  storage: Storage,
  door: { token: string; clock: Clock },
): Promise<{ sessionToken: string; session: Session }> {
  const now = door.clock.now()
  const userId = await storage.transaction(async (tx) => {
    const link = await tx
      .selectFrom('sign_in_links')
      .selectAll()
      .where('token_sha256', '=', sha256Hex(door.token))
      .forUpdate()
      .executeTakeFirst()
    if (!link || (link.used_at !== null && !link.reusable)) throw linkInvalid()
    if (link.expires_at <= now) throw linkExpired(link.expires_at)
    await tx
      .updateTable('sign_in_links')
      .set({ used_at: now })
      .where('token_sha256', '=', link.token_sha256)
      .execute()
    return asId<UserId>(link.user_id)
  })
  return openSession(storage.db, { userId, clock: door.clock })
}

/** Opens a session for a user whose right to it was already established. Refuses USER_CLOSED. */
export async function openSession(
  db: Db | Tx,
  door: { userId: UserId; clock: Clock },
): Promise<{ sessionToken: string; session: Session }> {
  const now = door.clock.now()
  const user = must(await userById(db, door.userId), 'user of a sign-in')
  if (user.closed) throw userClosed()
  const sessionToken = randomBytes(linkBytes).toString('base64url')
  const expiresAt = hoursAfter(now, sessionHours)
  await db
    .insertInto('sessions')
    .values({
      token_sha256: sha256Hex(sessionToken),
      user_id: user.id,
      created_at: now,
      last_seen_at: now,
      expires_at: expiresAt,
      ended_at: null,
    })
    .execute()
  return { sessionToken, session: { user, expiresAt } }
}

/** Who holds this session token now. Refuses NOT_SIGNED_IN, SESSION_EXPIRED, USER_CLOSED. */
export async function sessionOf(
  db: Db,
  door: { sessionToken: string | undefined; clock: Clock },
): Promise<Session> {
  if (!door.sessionToken) throw notSignedIn()
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('token_sha256', '=', sha256Hex(door.sessionToken))
    .executeTakeFirst()
  if (!row || row.ended_at !== null) throw notSignedIn()
  if (row.expires_at <= door.clock.now()) throw sessionExpired(row.expires_at)
  const user = must(await userById(db, asId(row.user_id)), 'user of a session')
  if (user.closed) throw userClosed()
  return { user, expiresAt: row.expires_at }
}

/** Ends a session; a token that is not one is no error. */
export async function endSession(db: Db, door: { sessionToken: string; clock: Clock }): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ ended_at: door.clock.now() })
    .where('token_sha256', '=', sha256Hex(door.sessionToken))
    .execute()
}

const linkInvalid = () =>
  new Refused<PeopleRefusalCode>({
    code: 'SIGN_IN_LINK_INVALID',
    reason: 'This sign-in link is not one of ours, or it was already used.',
    needed: 'Ask your administrator for a new link.',
  })
const linkExpired = (at: Date) =>
  new Refused<PeopleRefusalCode>({
    code: 'SIGN_IN_LINK_EXPIRED',
    reason: `This sign-in link ran out at ${at.toISOString()}.`,
    needed: 'Ask your administrator for a new link.',
  })
const notSignedIn = () =>
  new Refused<PeopleRefusalCode>({
    code: 'NOT_SIGNED_IN',
    reason: 'Nobody is signed in here.',
    needed: 'Sign in with your link; on the command line: casebound sign-in.',
  })
const sessionExpired = (at: Date) =>
  new Refused<PeopleRefusalCode>({
    code: 'SESSION_EXPIRED',
    reason: `Your session ended at ${at.toISOString()}; a session lasts ${sessionHours} hours.`,
    needed: 'Sign in again.',
  })
const userClosed = () =>
  new Refused<PeopleRefusalCode>({
    code: 'USER_CLOSED',
    reason: 'This account was closed.',
    needed: 'Ask your administrator whether it should be opened again.',
  })
