import { asId, type EntryId } from '../../kernel/index.ts'
import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import type { RequestDetails } from '../../search/index.ts'
import { refused } from '../refusal-code.ts'

/** Whether the case file says the same as the sealed record of a search. */
export const fileSays = ['yes', 'no', 'could-not-tell'] as const
export type FileSays = (typeof fileSays)[number]

export type Audit = {
  readonly id: string
  readonly agencyId: string
  readonly size: number
  readonly from: number
  readonly words: string
  readonly by: string
  readonly entryId: EntryId
  readonly announcedAt: Date
  readonly draw:
    | { readonly seed: string; readonly seedSize: number; readonly searchIds: readonly string[] }
    | undefined
  readonly result: { readonly words: string; readonly by: string; readonly at: Date } | undefined
}

/** What an auditor holds against the case file. */
export type DrawnSearch = {
  readonly searchId: string
  readonly searchedAt: Date
  readonly requester: string
  readonly login: string
  readonly details: Pick<RequestDetails, 'caseNumber' | 'crime' | 'purpose' | 'source' | 'narrative'>
  readonly check: { readonly says: FileSays; readonly words: string; readonly by: string } | undefined
}

/** The audits of the reader's agency, the newest first. */
export async function auditsOf({ storage }: Pick<House, 'storage'>, user: User): Promise<readonly Audit[]> {
  const rows = await storage.db
    .selectFrom('audits')
    .innerJoin('users', 'users.id', 'audits.announced_by')
    .leftJoin('audit_draws', 'audit_draws.audit_id', 'audits.id')
    .leftJoin('audit_results', 'audit_results.audit_id', 'audits.id')
    .leftJoin('users as signers', 'signers.id', 'audit_results.signed_by')
    .selectAll('audits')
    .select(['users.name', 'audit_draws.seed_root', 'audit_draws.seed_size', 'audit_draws.search_ids'])
    .select(['audit_results.signed_at', 'audit_results.words as result', 'signers.name as signer'])
    .where('audits.agency_id', '=', user.agency.id)
    .orderBy('announced_at', 'desc')
    .execute()
  return rows.map((row) => ({
    ...{
      id: row.id,
      agencyId: row.agency_id,
      size: row.sample_size,
      from: Number(row.from_index),
      words: row.words,
    },
    ...{ by: row.name, entryId: asId<EntryId>(row.entry_id), announcedAt: row.announced_at },
    draw:
      row.seed_root === null
        ? undefined
        : { seed: row.seed_root, seedSize: Number(row.seed_size), searchIds: row.search_ids ?? [] },
    result:
      row.signed_at === null
        ? undefined
        : { words: row.result ?? '', by: row.signer ?? '', at: row.signed_at },
  }))
}

/** One of them. Refuses AUDIT_UNKNOWN. */
export async function auditFor(
  house: Pick<House, 'storage'>,
  of: { user: User; id: string },
): Promise<Audit> {
  const audit = (await auditsOf(house, of.user)).find(({ id }) => id === of.id)
  if (audit) return audit
  throw refused({
    code: 'AUDIT_UNKNOWN',
    reason: 'There is no such audit in your agency.',
    needed: 'Open it from the list of audits.',
  })
}

/** The searches that an audit drew, in the order drawn, with what their requests said. */
export async function drawnSearches(
  { storage }: Pick<House, 'storage'>,
  audit: Audit,
): Promise<readonly DrawnSearch[]> {
  const ids = audit.draw?.searchIds ?? []
  if (ids.length === 0) return []
  const rows = await storage.db
    .selectFrom('searches')
    .innerJoin('requests', 'requests.id', 'searches.request_id')
    .innerJoin('users', 'users.id', 'searches.requester_id')
    .leftJoin('audit_checks', (join) =>
      join.onRef('audit_checks.search_id', '=', 'searches.id').on('audit_checks.audit_id', '=', audit.id),
    )
    .leftJoin('users as auditors', 'auditors.id', 'audit_checks.checked_by')
    .select(['searches.id', 'searches.created_at', 'requests.details_json', 'users.name', 'users.login'])
    .select(['audit_checks.says', 'audit_checks.words', 'auditors.name as auditor'])
    .where('searches.id', 'in', [...ids])
    .execute()
  const drawn = rows.map((row): DrawnSearch => {
    const { caseNumber, crime, purpose, source, narrative } = JSON.parse(row.details_json) as RequestDetails
    return {
      ...{ searchId: row.id, searchedAt: row.created_at, requester: row.name, login: row.login },
      details: { caseNumber, crime, purpose, source, narrative },
      check:
        row.says === null
          ? undefined
          : { says: row.says as FileSays, words: row.words ?? '', by: row.auditor ?? '' },
    }
  })
  return drawn.toSorted((one, other) => ids.indexOf(one.searchId) - ids.indexOf(other.searchId))
}
