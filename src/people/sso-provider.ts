import { newId } from '../kernel/index.ts'
import { type Db, openBytes, sealBytes } from '../storage/index.ts'
import type { AccountHouse } from './account-house.ts'
import { accountKey } from './ceremony.ts'
import { refused } from './refusal-code.ts'

type Shared = {
  /** Claim or attribute that carries the login of this house. */
  readonly loginFrom: string
  /** What the provider may say, any of which states that the person proved two factors. */
  readonly secondFactors: readonly string[]
}

export type OidcSettings = Shared & {
  readonly kind: 'oidc'
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
}

export type SamlSettings = Shared & {
  readonly kind: 'saml'
  /** Entity id of the provider, and the address that people are sent to. */
  readonly idpIssuer: string
  readonly entryPoint: string
  /** Certificate that its responses are signed with, as PEM. */
  readonly idpCert: string
}

export type SsoSettings = OidcSettings | SamlSettings
export type SsoProvider = { readonly id: string; readonly title: string; readonly settings: SsoSettings }

const boundTo = (id: string) => `sso:${id}`

/** Records a provider; its settings are sealed by the data key. */
export async function addSsoProvider(
  { storage, clock }: AccountHouse,
  of: { title: string; settings: SsoSettings },
): Promise<string> {
  const id = newId<string>()
  const plain = new TextEncoder().encode(JSON.stringify(of.settings))
  await storage.db
    .insertInto('sso_providers')
    .values({
      ...{ id, kind: of.settings.kind, title: of.title, added_at: clock.now() },
      settings_sealed: sealBytes(accountKey(storage.key), { plain, boundTo: boundTo(id) }),
    })
    .execute()
  return id
}

/** Takes a provider away with what accounts were linked to it. Refuses SSO_UNKNOWN. */
export async function removeSsoProvider({ storage }: AccountHouse, id: string): Promise<void> {
  const { numDeletedRows } = await storage.db
    .deleteFrom('sso_providers')
    .where('id', '=', id)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw ssoUnknown()
}

/** The providers by title, without their settings. */
export const listSsoProviders = (db: Db): Promise<readonly { id: string; kind: string; title: string }[]> =>
  db.selectFrom('sso_providers').select(['id', 'kind', 'title']).orderBy('title').execute()

/** A provider with its settings. Refuses SSO_UNKNOWN. */
export async function ssoProvider({ storage }: AccountHouse, id: string): Promise<SsoProvider> {
  const row = await storage.db.selectFrom('sso_providers').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw ssoUnknown()
  const sealed = { sealed: row.settings_sealed, boundTo: boundTo(id) }
  const text = new TextDecoder().decode(openBytes(accountKey(storage.key), sealed))
  return { id, title: row.title, settings: JSON.parse(text) as SsoSettings }
}

const ssoUnknown = () =>
  refused({
    code: 'SSO_UNKNOWN',
    reason: 'This house knows no such single sign-on.',
    needed: 'See casebound sso list.',
  })
