import { asId, type Clock, must, type UserId } from '../kernel/index.ts'
import type { Db, Storage, Tx } from '../storage/index.ts'
import { hasFactors } from './factors.ts'
import { refused } from './refusal-code.ts'
import { type OpenedSession, openSession } from './session.ts'
import { hoursAfter, newToken, sha256Hex } from './token.ts'
import { userById } from './user.ts'

export type LinkDraft = {
  readonly userId: UserId
  readonly validHours: number
  readonly reusable: boolean
  readonly clock: Clock
}

/**
 * Makes the token of a one-time link; only its hash is stored. In a demonstration a link signs in; elsewhere it lets a person without
 * factors set them up. Refuses LINK_REUSABLE_BARRED and FACTORS_PRESENT outside demonstrations.
 */
export async function makeSignInLink(db: Db | Tx, link: LinkDraft): Promise<string> {
  const user = must(await userById(db, link.userId), 'user of a link')
  if (!user.agency.demonstration) {
    if (link.reusable) throw reusableBarred()
    if (await hasFactors(db, user.id)) throw factorsPresent(user.login)
  }
  const token = newToken()
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

/** Trades a link's token for a session. Refuses SIGN_IN_LINK_INVALID, SIGN_IN_LINK_EXPIRED and what `openSession` refuses. */
export function signIn(storage: Storage, door: { token: string; clock: Clock }): Promise<OpenedSession> {
  const now = door.clock.now()
  return storage.transaction(async (tx) => {
    const link = await tx
      .selectFrom('sign_in_links')
      .selectAll()
      .where('token_sha256', '=', sha256Hex(door.token))
      .forUpdate()
      .executeTakeFirst()
    if (!link || (link.used_at !== null && !link.reusable)) throw linkInvalid()
    if (link.expires_at <= now) throw linkExpired(link.expires_at)
    const user = must(await userById(tx, asId(link.user_id)), 'user of a link')
    const real = !user.agency.demonstration
    // A link that was made before its person had factors, or reusable, opens nothing in a real house.
    if (real && (link.reusable || (await hasFactors(tx, user.id)))) throw linkInvalid()
    await tx
      .updateTable('sign_in_links')
      .set({ used_at: now })
      .where('token_sha256', '=', link.token_sha256)
      .execute()
    const via = real ? 'enrolment-link' : 'demonstration-link'
    return openSession(tx, { userId: user.id, clock: door.clock, via })
  })
}

const linkInvalid = () =>
  refused({
    code: 'SIGN_IN_LINK_INVALID',
    reason: 'This sign-in link is not one of ours, or it was already used.',
    needed: 'Ask your administrator for a new link.',
  })
const linkExpired = (at: Date) =>
  refused({
    code: 'SIGN_IN_LINK_EXPIRED',
    reason: `This sign-in link ran out at ${at.toISOString()}.`,
    needed: 'Ask your administrator for a new link.',
  })
const reusableBarred = () =>
  refused({
    code: 'LINK_REUSABLE_BARRED',
    reason: 'A link that signs in again and again is for demonstrations only.',
    needed: 'Make a one-time link.',
  })
const factorsPresent = (login: string) =>
  refused({
    code: 'FACTORS_PRESENT',
    reason: `${login} has factors already; a link would go round them.`,
    needed: 'Reset the factors first, if they are lost: casebound users reset, or the page “People”.',
  })
