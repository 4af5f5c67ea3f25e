import { asId, type EntryId, type SearchId, type UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'

/** Why somebody was assigned: as the first to be asked, or in the place of one who was taken away, late, or not free to examine any more. */
export const assignmentCauses = ['first-sealed', 'supervisor', 'overdue', 'not-eligible'] as const
export type AssignmentCause = (typeof assignmentCauses)[number]

/** Who is to examine a search as the second. The newest of a search counts. */
export type Assignment = {
  readonly id: string
  readonly searchId: SearchId
  /** 1 is the first of the search. */
  readonly n: number
  readonly examinerId: UserId
  readonly cause: AssignmentCause
  /** What the supervisor said who took it from the one before. */
  readonly reason: string | undefined
  readonly assignedBy: UserId | undefined
  readonly dueAt: Date
  readonly entryId: EntryId
  readonly assignedAt: Date
}

/** The assignments of a search, first to newest. */
export async function assignmentsOf(db: Db | Tx, searchId: SearchId): Promise<readonly Assignment[]> {
  const rows = await db
    .selectFrom('assignments')
    .selectAll()
    .where('search_id', '=', searchId)
    .orderBy('n')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, searchId: asId(row.search_id), n: row.n, examinerId: asId(row.examiner_id) },
    ...{ cause: row.cause as AssignmentCause, reason: row.reason ?? undefined },
    assignedBy: row.assigned_by === null ? undefined : asId<UserId>(row.assigned_by),
    ...{ dueAt: row.due_at, entryId: asId<EntryId>(row.entry_id), assignedAt: row.assigned_at },
  }))
}

/** Records an assignment, in the transaction that queues its `assign` entry. A number that is taken is a unique violation. */
export async function recordAssignment(tx: Tx, assignment: Assignment): Promise<void> {
  await tx
    .insertInto('assignments')
    .values({
      ...{ id: assignment.id, search_id: assignment.searchId, n: assignment.n },
      ...{ examiner_id: assignment.examinerId, cause: assignment.cause },
      ...{ reason: assignment.reason ?? null, assigned_by: assignment.assignedBy ?? null },
      ...{ due_at: assignment.dueAt, entry_id: assignment.entryId, assigned_at: assignment.assignedAt },
    })
    .execute()
}

/** A search with one sealed examination that waits for the second; who is to make it, and by when, once somebody is assigned. */
export type AwaitedSecond = {
  readonly searchId: SearchId
  readonly firstSealedAt: Date
  readonly examinerId: UserId | undefined
  readonly dueAt: Date | undefined
}

/** Searches of an agency, or of all, that have one sealed examination and no end, the longest wait first: one query. */
export async function awaitedSeconds(db: Db | Tx, agencyId?: string): Promise<readonly AwaitedSecond[]> {
  const rows = await db
    .selectFrom('examinations as sealed')
    .innerJoin('searches', 'searches.id', 'sealed.search_id')
    .leftJoin('leads', 'leads.search_id', 'sealed.search_id')
    .leftJoin('withdrawals', 'withdrawals.search_id', 'sealed.search_id')
    .leftJoin(newest(db), (join) => join.onRef('newest.search_id', '=', 'sealed.search_id'))
    .select(['sealed.search_id', 'sealed.sealed_at', 'newest.examiner_id', 'newest.due_at'])
    .where('sealed.position', '=', 1)
    .where('leads.id', 'is', null)
    .where('withdrawals.search_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('examinations as second')
            .select('second.id')
            .whereRef('second.search_id', '=', 'sealed.search_id')
            .where('second.position', '=', 2),
        ),
      ),
    )
    .$if(agencyId !== undefined, (query) => query.where('searches.agency_id', '=', agencyId ?? ''))
    .orderBy('sealed.sealed_at')
    .execute()
  return rows.map((row) => ({
    ...{ searchId: asId<SearchId>(row.search_id), firstSealedAt: row.sealed_at },
    examinerId: row.examiner_id === null ? undefined : asId<UserId>(row.examiner_id),
    dueAt: row.due_at ?? undefined,
  }))
}

/** The assignment of each search that counts. */
const newest = (db: Db | Tx) =>
  db
    .selectFrom('assignments')
    .distinctOn('search_id')
    .selectAll()
    .orderBy('search_id')
    .orderBy('n', 'desc')
    .as('newest')
