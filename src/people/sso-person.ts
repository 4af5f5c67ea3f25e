import { asId, type UserId } from '../kernel/index.ts'
import type { Tx } from '../storage/index.ts'
import { noteAccountEvent } from './account-events.ts'
import { refused } from './refusal-code.ts'
import type { SsoProvider } from './sso-provider.ts'
import { userByLogin } from './user.ts'

/** What a provider said of a person, checked already. */
export type SsoClaims = {
  /** The provider's own name for the person, which never goes to somebody else. */
  readonly subject: string
  readonly login: string | undefined
  /** How the person signed in there. */
  readonly methods: readonly string[]
}

/** Refuses SECOND_FACTOR_NOT_STATED: two factors hold for everybody, wherever they are proven. */
export function checkSecondFactor({ title, settings }: SsoProvider, { methods }: SsoClaims): void {
  if (methods.some((method) => settings.secondFactors.includes(method))) return
  throw refused({
    code: 'SECOND_FACTOR_NOT_STATED',
    reason: `${title} does not say that you signed in with two factors; it said: ${methods.join(', ') || 'nothing'}.`,
    needed: `Sign in there with a second factor. One of these is needed: ${settings.secondFactors.join(', ')}.`,
  })
}

/**
 * Whose account it is: by the provider's subject; at the first time by the login, which is then bound to that subject. Refuses
 * SSO_ACCOUNT_UNKNOWN, also when the login is bound to another subject.
 */
export async function personOfClaims(
  tx: Tx,
  of: { provider: SsoProvider; claims: SsoClaims; now: Date },
): Promise<UserId> {
  const { provider, claims, now } = of
  const linked = await tx
    .selectFrom('sso_identities')
    .selectAll()
    .where('provider_id', '=', provider.id)
    .where('subject', '=', claims.subject)
    .executeTakeFirst()
  if (linked) return asId<UserId>(linked.user_id)
  const user = claims.login === undefined ? undefined : await userByLogin(tx, claims.login)
  const other =
    user &&
    (await tx
      .selectFrom('sso_identities')
      .select('subject')
      .where('provider_id', '=', provider.id)
      .where('user_id', '=', user.id)
      .executeTakeFirst())
  if (!user || other) throw accountUnknown(provider.title)
  const identity = { provider_id: provider.id, subject: claims.subject, user_id: user.id, linked_at: now }
  await tx.insertInto('sso_identities').values(identity).execute()
  await noteAccountEvent(tx, { at: now, event: 'sso-linked', userId: user.id, detail: provider.title })
  return user.id
}

const accountUnknown = (title: string) =>
  refused({
    code: 'SSO_ACCOUNT_UNKNOWN',
    reason: `${title} knows you, but there is no account here that belongs to you.`,
    needed: 'Ask your administrator for an account, with the login that you have there.',
  })
