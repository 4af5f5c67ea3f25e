import { asId, type RequestId, type SearchId, type UserId } from '../kernel/index.ts'
import type { ApprovalFacts } from '../policy/index.ts'
import { contentSha256, type RequestDetails, type SearchRecord, type SearchRequest } from '../search/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import type { House } from './house.ts'
import { policyOfSearch } from './policy-of-search.ts'

/** Kind of the approval that an emergency is owed afterwards. */
export const emergencyKind = 'emergency'

/**
 * The approvals of a request as the policy weighs them: of each kind the last word counts, and a refusal takes an approval
 * back. What somebody approved is the request as it stood: one that was changed since has to be approved again.
 */
export async function approvalsOf(db: Db | Tx, request: SearchRequest): Promise<readonly ApprovalFacts[]> {
  const rows = await decidedApprovals(db).where('approvals.request_id', '=', request.id).execute()
  const content = contentSha256(request)
  return [...new Map(rows.map((row) => [row.kind, row])).values()]
    .filter(({ decision }) => decision === 'approved')
    .filter(({ content_sha256 }) => content_sha256 === null || content_sha256 === content)
    .map(toFacts)
}

/** Every approval of the house, by request, with the moment it was given. */
export async function approvalsOfAll(
  db: Db,
): Promise<ReadonlyMap<string, readonly (ApprovalFacts & { decidedAt: Date })[]>> {
  const byRequest = new Map<string, (ApprovalFacts & { decidedAt: Date })[]>()
  for (const row of await decidedApprovals(db).where('approvals.decision', '=', 'approved').execute()) {
    const given = { ...toFacts(row), decidedAt: row.decided_at }
    byRequest.set(row.request_id, [...(byRequest.get(row.request_id) ?? []), given])
  }
  return byRequest
}

const decidedApprovals = (db: Db | Tx) =>
  db
    .selectFrom('approvals')
    .innerJoin('users', 'users.id', 'approvals.decided_by')
    .select(['approvals.request_id', 'approvals.kind', 'approvals.decision', 'approvals.decided_by'])
    .select(['approvals.valid_to', 'approvals.decided_at', 'approvals.content_sha256', 'users.roles'])
    .orderBy('approvals.decided_at')

type Row = { kind: string; decided_by: string; valid_to: Date | null; roles: readonly string[] }

const toFacts = (row: Row): ApprovalFacts => ({
  kind: row.kind,
  by: asId<UserId>(row.decided_by),
  roles: row.roles,
  validTo: row.valid_to?.toISOString(),
})

/** An emergency search that nobody has decided on. */
export type OpenEmergency = {
  readonly requestId: RequestId
  readonly searchId: SearchId
  readonly requesterId: UserId
  readonly searchedAt: Date
  readonly dueAt: Date
  /** By which policy it is judged. */
  readonly search: ReturnType<typeof searchedUnder>
}

/**
 * Emergency searches without a decision. Each is due within the hours of the policy that was in force when it was made;
 * a policy that names no hours owes none.
 */
export async function openEmergencies(
  house: House,
  of: { requesterId?: UserId } = {},
): Promise<readonly OpenEmergency[]> {
  const rows = await house.storage.db
    .selectFrom('searches')
    .innerJoin('requests', 'requests.id', 'searches.request_id')
    .leftJoin('approvals', (join) =>
      join.onRef('approvals.search_id', '=', 'searches.id').on('approvals.kind', '=', emergencyKind),
    )
    .select([
      'searches.id as search_id',
      'searches.request_id',
      'searches.requester_id',
      'searches.created_at',
      'searches.decision_json',
      'requests.details_json',
    ])
    .where('approvals.id', 'is', null)
    .where('requests.details_json', 'like', '%"emergency":true%')
    .$if(of.requesterId !== undefined, (query) =>
      query.where('searches.requester_id', '=', of.requesterId ?? ''),
    )
    .orderBy('searches.created_at')
    .execute()
  return rows.flatMap((row) => {
    // A narrative may hold the very words; only the member itself counts.
    const details = JSON.parse(row.details_json) as RequestDetails
    const { emergencyHours: hours } = policyOfSearch(house, searchedUnder(row)).pack
    if (details.emergency !== true || hours === undefined) return []
    return [
      {
        requestId: asId<RequestId>(row.request_id),
        searchId: asId<SearchId>(row.search_id),
        requesterId: asId<UserId>(row.requester_id),
        searchedAt: row.created_at,
        search: searchedUnder(row),
        dueAt: new Date(row.created_at.getTime() + hours * 3_600_000),
      },
    ]
  })
}

const searchedUnder = (row: { created_at: Date; decision_json: string }) => ({
  createdAt: row.created_at,
  decision: JSON.parse(row.decision_json) as SearchRecord['decision'],
})

/** Those whose time has run out. */
export async function overdueEmergencies(
  house: House,
  requesterId: UserId,
): Promise<readonly OpenEmergency[]> {
  const now = house.clock.now()
  return (await openEmergencies(house, { requesterId })).filter(({ dueAt }) => dueAt <= now)
}
