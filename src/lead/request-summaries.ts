import { asId, type LeadId, must, type RequestId, type SearchId, type UserId } from '../kernel/index.ts'
import type { Recipe } from '../preparation/index.ts'
import type { RequestDetails, RequestStatus, SearchEnd, SearchRecord } from '../search/index.ts'
import type { Db } from '../storage/index.ts'

/** A request as a line of its requester's list. */
export type RequestSummary = {
  readonly id: RequestId
  readonly status: RequestStatus
  readonly details: RequestDetails
  readonly probeSha256: string | undefined
  /** What makes the picture that is searched of the original; undefined is the original itself. */
  readonly steps: Recipe | undefined
  readonly search:
    | {
        readonly id: SearchId
        readonly end: SearchEnd | undefined
        readonly tryNumber: number | undefined
        readonly sealed: number
        readonly createdAt: Date
        readonly decision: SearchRecord['decision']
        readonly leadId: LeadId | undefined
        readonly withdrawnAt: Date | undefined
      }
    | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
}

const most = 200

const summaryQuery = (db: Db, requesterId: UserId) =>
  db
    .selectFrom('requests')
    .leftJoin('searches', 'searches.request_id', 'requests.id')
    .leftJoin('search_results', 'search_results.search_id', 'searches.id')
    .leftJoin('search_probes', 'search_probes.search_id', 'searches.id')
    .leftJoin('leads', 'leads.search_id', 'searches.id')
    .leftJoin('withdrawals', 'withdrawals.search_id', 'searches.id')
    .leftJoin('probe_recipes', 'probe_recipes.id', 'requests.recipe_id')
    .where('requests.requester_id', '=', requesterId)
    .select((select) => [
      'requests.id',
      'requests.status',
      'requests.details_json',
      'requests.probe_sha256',
      'requests.created_at',
      'requests.updated_at',
      'probe_recipes.steps_json',
      'searches.id as search_id',
      'searches.decision_json',
      'searches.created_at as searched_at',
      'search_results.ended_as',
      'search_probes.try_number',
      'leads.id as lead_id',
      'withdrawals.withdrawn_at',
      select
        .selectFrom('examinations')
        .whereRef('examinations.search_id', '=', 'searches.id')
        .select(({ fn }) => fn.countAll<string>().as('sealed'))
        .as('sealed'),
    ])
    .orderBy('requests.created_at', 'desc')
    .limit(most)
type Row = Awaited<ReturnType<ReturnType<typeof summaryQuery>['executeTakeFirstOrThrow']>>

/** The requester's own requests, newest first, at most 200: one query, however many there are. */
export async function requestSummaries(db: Db, requesterId: UserId): Promise<readonly RequestSummary[]> {
  return (await summaryQuery(db, requesterId).execute()).map(toSummary)
}

const toSummary = (row: Row): RequestSummary => ({
  id: asId(row.id),
  status: row.status as RequestStatus,
  details: JSON.parse(row.details_json),
  probeSha256: row.probe_sha256 ?? undefined,
  steps: row.steps_json === null ? undefined : JSON.parse(row.steps_json),
  search:
    row.search_id === null
      ? undefined
      : {
          id: asId<SearchId>(row.search_id),
          end: (row.ended_as ?? undefined) as SearchEnd | undefined,
          tryNumber: row.try_number ?? undefined,
          sealed: Number(row.sealed),
          createdAt: must(row.searched_at, 'time of a search'),
          decision: JSON.parse(must(row.decision_json, 'decision of a search')),
          leadId: row.lead_id === null ? undefined : asId<LeadId>(row.lead_id),
          withdrawnAt: row.withdrawn_at ?? undefined,
        },
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
