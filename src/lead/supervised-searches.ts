import { sql } from 'kysely'
import { disagree } from '../proof/index.ts'
import type { House } from './house.ts'

/** A search as its supervisors count it: where it stands, how long it took, and where that is in the log. */
export type SupervisedSearch = {
  /** Log index of the entry `search`. */
  readonly logIndex: number
  readonly searchedAt: Date
  /** `failed`, `open` to a first or `second` examination, in `conflict`, `withdrawn`, or what it was concluded with. */
  readonly stand:
    | 'failed'
    | 'open'
    | 'second'
    | 'conflict'
    | 'withdrawn'
    | 'lead'
    | 'no-lead'
    | 'inconclusive'
  /** From the search to the entry `lead`, which ends it. */
  readonly hours: number | undefined
  /** Log index of the entry `lead`. */
  readonly leadLogIndex: number | undefined
  /** Two examiners concluded, and whether they did not say the same. */
  readonly examinedTwice: boolean
  readonly disagreed: boolean
  readonly outcomeOverdue: boolean
}

type Row = {
  log_index: string
  created_at: Date
  ended_as: string
  said: string[] | null
  decision: string | null
  issued_at: Date | null
  lead_log_index: string | null
  withdrawn: boolean
  resolved: boolean
  outcome_due_on: string | null
  outcomes: number
}

/** The searches of an agency since a moment, newest first: one query. */
export async function supervisedSearches(
  house: House,
  { agencyId, since, today }: { agencyId: string; since: Date; today: string },
): Promise<readonly SupervisedSearch[]> {
  const { rows } = await sql<Row>`
    select logged.log_index, s.created_at, result.ended_as, leads.decision, leads.issued_at, leads.outcome_due_on,
      lead_logged.log_index as lead_log_index,
      (select array_agg(conclusion order by position) from examinations where search_id = s.id) as said,
      exists (select 1 from withdrawals where search_id = s.id) as withdrawn,
      exists (select 1 from conflict_resolutions where search_id = s.id) as resolved,
      (select count(*)::int from outcomes where lead_id = leads.id) as outcomes
    from searches s
    join log_entries logged on logged.entry_id = s.entry_id
    join search_results result on result.search_id = s.id
    left join leads on leads.search_id = s.id
    left join log_entries lead_logged on lead_logged.entry_id = leads.entry_id
    where s.agency_id = ${agencyId} and s.created_at >= ${since}
    order by s.created_at desc`.execute(house.storage.db)
  return rows.map((row) => supervised(row, today))
}

function supervised(row: Row, today: string): SupervisedSearch {
  const said = row.said ?? []
  const concluded = row.decision !== null && row.issued_at !== null
  return {
    ...{ logIndex: Number(row.log_index), searchedAt: row.created_at, stand: standOf(row) },
    hours: row.issued_at ? (row.issued_at.getTime() - row.created_at.getTime()) / 3_600_000 : undefined,
    leadLogIndex: row.lead_log_index === null ? undefined : Number(row.lead_log_index),
    examinedTwice: concluded && said.length === 2,
    disagreed:
      concluded &&
      said.length === 2 &&
      disagree({ said, decision: row.decision ?? '', resolved: row.resolved }),
    outcomeOverdue:
      row.decision === 'lead' &&
      row.outcomes === 0 &&
      row.outcome_due_on !== null &&
      row.outcome_due_on < today,
  }
}

function standOf({ ended_as, decision, withdrawn, said }: Row): SupervisedSearch['stand'] {
  if (ended_as !== 'done') return 'failed'
  if (withdrawn) return 'withdrawn'
  if (decision !== null) return decision as 'lead'
  if (said === null) return 'open'
  return said.length === 1 ? 'second' : 'conflict'
}
