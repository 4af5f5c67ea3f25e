import type { UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'

export type AccountEventName =
  | 'added'
  | 'roles-changed'
  | 'unit-changed'
  | 'closed'
  | 'reopened'
  | 'revalidated'
  | 'factors-reset'
  | 'password-and-code-set'
  | 'passkey-added'
  | 'passkey-removed'
  | 'recovery-codes-made'
  | 'recovery-code-used'
  | 'locked'
  | 'signed-in'
  | 'session-replaced'
  | 'sso-linked'

export type AccountEvent = {
  readonly at: Date
  readonly event: AccountEventName
  /** Undefined when a login was tried that is nobody's. */
  readonly userId: UserId | undefined
  /** Who did it; undefined at the console, or when the person did it alone. */
  readonly actorId?: UserId | undefined
  /** In words, without secrets: roles and the reason, how the person signed in. */
  readonly detail?: string
}

/** Notes what happened to an account, in the transaction that made it happen. The table is append-only. */
export async function noteAccountEvent(db: Db | Tx, event: AccountEvent): Promise<void> {
  const { at, userId, actorId, detail } = event
  await db
    .insertInto('account_events')
    .values({
      at,
      event: event.event,
      user_id: userId ?? null,
      actor_id: actorId ?? null,
      detail: detail ?? '',
    })
    .execute()
}

/** What happened to an account, newest first, with the login of whoever did it. */
export async function accountEvents(
  db: Db,
  of: { userId: UserId; limit: number },
): Promise<readonly { at: Date; event: string; actor: string | undefined; detail: string }[]> {
  const rows = await db
    .selectFrom('account_events')
    .leftJoin('users as actor', 'actor.id', 'account_events.actor_id')
    .select(['account_events.at', 'account_events.event', 'account_events.detail', 'actor.login as actor'])
    .where('account_events.user_id', '=', of.userId)
    .orderBy('account_events.n', 'desc')
    .limit(of.limit)
    .execute()
  return rows.map(({ at, event, detail, actor }) => ({ at, event, detail, actor: actor ?? undefined }))
}
