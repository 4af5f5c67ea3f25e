import type { UserId } from '../kernel/index.ts'
import { deriveKey, openBytes, sealBytes, type Tx } from '../storage/index.ts'
import type { AccountHouse } from './account-house.ts'
import { refused } from './refusal-code.ts'
import { sessionRules } from './session-rules.ts'
import { minutesAfter, newToken, sha256Hex } from './token.ts'

export type CeremonyPurpose =
  | 'authenticator'
  | 'passkey-add'
  | 'passkey-sign-in'
  | 'passkey-confirm'
  | 'oidc'
  | 'saml'
  | 'sso-arrived'

/** The key that secrets of accounts are sealed with. */
export const accountKey = (key: Uint8Array): Uint8Array => deriveKey(key, 'account-secrets')

/** Remembers what the next step of a ceremony needs; gives the id to come back with. It works once, for ten minutes. */
export async function beginCeremony<State>(
  { storage, clock }: AccountHouse,
  of: { purpose: CeremonyPurpose; userId?: UserId | undefined; state: State; id?: string },
): Promise<string> {
  const id = of.id ?? newToken()
  const now = clock.now()
  const idSha256 = sha256Hex(id)
  const plain = new TextEncoder().encode(JSON.stringify(of.state))
  await storage.db.deleteFrom('ceremonies').where('expires_at', '<=', now).execute()
  await storage.db
    .insertInto('ceremonies')
    .values({
      id_sha256: idSha256,
      purpose: of.purpose,
      user_id: of.userId ?? null,
      state_sealed: sealBytes(accountKey(storage.key), { plain, boundTo: `ceremony:${idSha256}` }),
      expires_at: minutesAfter(now, sessionRules.ceremonyMinutes),
    })
    .execute()
  return id
}

/** Takes a ceremony's memory away and gives it. Refuses CEREMONY_EXPIRED also when it is another purpose's or person's. */
export async function finishCeremony<State>(
  { storage, clock }: AccountHouse,
  of: { purpose: CeremonyPurpose; userId?: UserId | undefined; id: string; tx?: Tx },
): Promise<State> {
  const idSha256 = sha256Hex(of.id)
  const row = await (of.tx ?? storage.db)
    .deleteFrom('ceremonies')
    .where('id_sha256', '=', idSha256)
    .where('purpose', '=', of.purpose)
    .returningAll()
    .executeTakeFirst()
  if (!row || row.expires_at <= clock.now() || (row.user_id ?? undefined) !== of.userId) {
    throw refused({
      code: 'CEREMONY_EXPIRED',
      reason: `What was begun here is over: it took longer than ${sessionRules.ceremonyMinutes} minutes, or was already finished.`,
      needed: 'Begin again.',
    })
  }
  const sealed = { sealed: row.state_sealed, boundTo: `ceremony:${idSha256}` }
  const text = new TextDecoder().decode(openBytes(accountKey(storage.key), sealed))
  return JSON.parse(text) as State
}
