import type { ColumnType, Generated } from 'kysely'

type Time = ColumnType<Date, Date, Date>
type Fixed<T> = ColumnType<T, T, never>
type Bigint = ColumnType<string, string | number | bigint, string | number | bigint>

export type UserRow = {
  id: Fixed<string>
  agency_id: string
  login: string
  name: string
  roles: string[]
  closed_at: Time | null
  created_at: Time
  revalidated_at: Time
  last_signed_in_at: Time | null
  unit: string | null
}

export type SignInLinkRow = {
  token_sha256: Fixed<string>
  user_id: string
  expires_at: Time
  reusable: boolean
  used_at: Time | null
}

export type SessionRow = {
  token_sha256: Fixed<string>
  user_id: string
  via: string
  created_at: Time
  last_seen_at: Time
  confirmed_at: Time
  banner_sha256: string | null
  expires_at: Time
  ended_at: Time | null
  ended_as: string | null
}

export type PasswordRow = { user_id: Fixed<string>; argon2id: string; set_at: Time }

export type AuthenticatorRow = {
  user_id: Fixed<string>
  seed_sealed: Uint8Array
  last_step: Bigint
  set_at: Time
}

export type RecoveryCodeRow = {
  code_sha256: Fixed<string>
  user_id: Fixed<string>
  made_at: Fixed<Date>
  used_at: Time | null
}

export type PasskeyRow = {
  id: Fixed<string>
  user_id: Fixed<string>
  name: string
  public_key: Uint8Array
  counter: Bigint
  transports: string[]
  added_at: Fixed<Date>
  last_used_at: Time | null
}

export type CeremonyRow = {
  id_sha256: Fixed<string>
  purpose: Fixed<string>
  user_id: Fixed<string | null>
  state_sealed: Fixed<Uint8Array>
  expires_at: Fixed<Date>
}

export type SignInTryRow = {
  login_sha256: Fixed<string>
  failed: number
  locked_until: Time | null
  tried_at: Time
}

export type SsoProviderRow = {
  id: Fixed<string>
  kind: Fixed<string>
  title: string
  settings_sealed: Uint8Array
  added_at: Fixed<Date>
}

export type SsoIdentityRow = {
  provider_id: Fixed<string>
  subject: Fixed<string>
  user_id: Fixed<string>
  linked_at: Fixed<Date>
}

export type AccountEventRow = {
  n: Generated<string>
  at: Fixed<Date>
  event: Fixed<string>
  user_id: Fixed<string | null>
  actor_id: Fixed<string | null>
  detail: Fixed<string>
}

/** Tables of accounts, their factors and their sessions. */
export type PeopleTables = {
  users: UserRow
  sign_in_links: SignInLinkRow
  sessions: SessionRow
  passwords: PasswordRow
  authenticators: AuthenticatorRow
  recovery_codes: RecoveryCodeRow
  passkeys: PasskeyRow
  ceremonies: CeremonyRow
  sign_in_tries: SignInTryRow
  sso_providers: SsoProviderRow
  sso_identities: SsoIdentityRow
  account_events: AccountEventRow
}
