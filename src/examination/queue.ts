import { sql } from 'kysely'
import { asId, type SearchId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import type { Db } from '../storage/index.ts'
import { lapsedBy, reservedUntil } from './reservation.ts'
import { triedBefore } from './saw-another-try.ts'

/** A search that waits for one examiner: free for a first examination, or assigned to him for the second. */
export type QueuedTask = {
  readonly searchId: SearchId
  readonly position: 1 | 2
  readonly waitingSince: Date
  readonly candidateCount: number
  /** By when a second examination is due. */
  readonly dueAt: Date | undefined
  /** Until when a first examination that he began stays his. */
  readonly reservedUntil: Date | undefined
}

type Row = {
  id: string
  sealed: number
  created_at: Date
  due_at: Date | null
  begun_at: Date | null
  candidates: number
}

/**
 * What waits for an examiner, the longest wait first, by the same rules as `mayExamine`: one query, however many searches were made.
 * `publishedSize` is the size of the published log: a list that does not stand in it is not spoken of. His certificate is not asked here.
 */
export async function queueOf(
  db: Db,
  { user, publishedSize, now }: { user: User; publishedSize: number; now: Date },
): Promise<readonly QueuedTask[]> {
  const { rows } = await sql<Row>`
    select this.id, sealed.n as sealed, this.created_at, assigned.due_at, begun.sealed_at as begun_at,
      (select count(*)::int from candidates where candidates.search_id = this.id) as candidates
    from searches this
    join search_results result on result.search_id = this.id and result.ended_as = 'done'
    join log_entries logged on logged.entry_id = result.entry_id and logged.sealed_into_size <= ${publishedSize}
    cross join lateral (
      select count(*)::int as n, coalesce(bool_or(examiner_id = ${user.id}), false) as mine
      from examinations where search_id = this.id
    ) sealed
    left join lateral (
      select examiner_id, due_at from assignments where search_id = this.id order by n desc limit 1
    ) assigned on true
    left join lateral (
      select examiner_id, sealed_at from probe_analyses
      where search_id = this.id and sealed.n = 0 and sealed_at > ${lapsedBy(now)} order by sealed_at desc limit 1
    ) begun on true
    where this.agency_id = ${user.agency.id} and this.requester_id <> ${user.id}
      and (sealed.n = 0 and coalesce(begun.examiner_id = ${user.id}, true) or (sealed.n = 1 and not sealed.mine and assigned.examiner_id = ${user.id}))
      and not exists (select 1 from leads where leads.search_id = this.id)
      and not exists (select 1 from withdrawals where withdrawals.search_id = this.id)
      and not exists (select 1 from rank_views where rank_views.search_id = this.id and rank_views.user_id = ${user.id})
      and not ${triedBefore(user.id)}
    order by this.created_at`.execute(db)
  return rows.map((row) => ({
    ...{ searchId: asId<SearchId>(row.id), position: row.sealed === 0 ? (1 as const) : (2 as const) },
    ...{ waitingSince: row.created_at, candidateCount: row.candidates, dueAt: row.due_at ?? undefined },
    reservedUntil: row.begun_at === null ? undefined : reservedUntil(row.begun_at),
  }))
}
