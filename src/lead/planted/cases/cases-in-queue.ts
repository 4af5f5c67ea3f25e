import { sql } from 'kysely'
import { lapsedBy, type QueuedTask, reservedUntil } from '../../../examination/index.ts'
import { asId, type SearchId } from '../../../kernel/index.ts'
import type { User } from '../../../people/index.ts'
import type { Db } from '../../../storage/index.ts'
import { plantingSetting } from '../planting-setting.ts'
import { isGivenCases } from './may-take-case.ts'

type Asked = { readonly user: User; readonly publishedSize: number; readonly now: Date }
type Row = { id: string; shown_from: Date; listed: number; begun_at: Date | null; planted: number | null }

/**
 * The planted cases in the queue of an examiner, by the rules of `mayTakeCase`, in the shape of any other task. One of which the entry does not stand
 * in the published log is not spoken of.
 */
export async function casesInQueue(db: Db, asked: Asked): Promise<readonly QueuedTask[]> {
  const { user, publishedSize, now } = asked
  if (!isGivenCases(user)) return []
  const { rows } = await sql<Row>`
    select this.id, this.shown_from, this.listed, begun.sealed_at as begun_at, (
        select count(face.id)::int from planted_case_analyses own
        left join planted_case_faces face on face.case_id = own.case_id and face.examiner_id = own.examiner_id
        where own.case_id = this.id and own.examiner_id = ${user.id} group by own.case_id
      ) as planted
    from planted_cases this
    join log_entries logged on logged.entry_id = this.entry_id and logged.sealed_into_size <= ${publishedSize}
    left join lateral (
      select examiner_id, sealed_at from planted_case_analyses
      where case_id = this.id and sealed_at > ${lapsedBy(now)} order by sealed_at desc limit 1
    ) begun on true
    where this.agency_id = ${user.agency.id} and this.shown_from <= ${now}
      and coalesce(begun.examiner_id = ${user.id}, true)
      and not exists (select 1 from planted_case_ends ended where ended.case_id = this.id)
      and not exists (
        select 1 from planted_case_ends known join planted_cases other on other.id = known.case_id
        where known.examiner_id = ${user.id} and other.still = this.still
      )
    order by this.shown_from`.execute(db)
  if (rows.length === 0) return []
  const { faces } = await plantingSetting(db, user.agency.id)
  return rows.map((row) => ({
    ...{ searchId: asId<SearchId>(row.id), position: 1 as const, waitingSince: row.shown_from },
    ...{ candidateCount: row.listed + (row.planted ?? faces), dueAt: undefined },
    reservedUntil: row.begun_at === null ? undefined : reservedUntil(row.begun_at),
  }))
}
