import type { UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'

export type Factors = {
  readonly passwordAndCodeSince: Date | undefined
  readonly recoveryCodesLeft: number
  readonly passkeys: readonly {
    readonly id: string
    readonly name: string
    readonly addedAt: Date
    readonly lastUsedAt: Date | undefined
  }[]
  /** Titles of the single sign-on that this account is linked with. */
  readonly sso: readonly string[]
}

/** What a person can prove himself with. */
export async function factorsOf(db: Db | Tx, userId: UserId): Promise<Factors> {
  const code = await db
    .selectFrom('authenticators')
    .innerJoin('passwords', 'passwords.user_id', 'authenticators.user_id')
    .select('authenticators.set_at')
    .where('authenticators.user_id', '=', userId)
    .executeTakeFirst()
  const recovery = await db
    .selectFrom('recovery_codes')
    .select('code_sha256')
    .where('user_id', '=', userId)
    .where('used_at', 'is', null)
    .execute()
  const passkeys = await db
    .selectFrom('passkeys')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('added_at')
    .execute()
  const sso = await db
    .selectFrom('sso_identities')
    .innerJoin('sso_providers', 'sso_providers.id', 'sso_identities.provider_id')
    .select('sso_providers.title')
    .where('user_id', '=', userId)
    .execute()
  return {
    passwordAndCodeSince: code?.set_at,
    recoveryCodesLeft: recovery.length,
    passkeys: passkeys.map(({ id, name, added_at, last_used_at }) => ({
      ...{ id, name, addedAt: added_at },
      lastUsedAt: last_used_at ?? undefined,
    })),
    sso: sso.map(({ title }) => title),
  }
}

/** Whether an account can be signed in to by anything of its person's own. */
export async function hasFactors(db: Db | Tx, userId: UserId): Promise<boolean> {
  const { passwordAndCodeSince, passkeys } = await factorsOf(db, userId)
  return passwordAndCodeSince !== undefined || passkeys.length > 0
}
