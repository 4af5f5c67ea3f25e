import { isoDate } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import type { RequestDetails } from '../search/index.ts'
import type { House } from './house.ts'
import type { Waiting } from './notice.ts'

const leadsOfAgency = ({ storage }: House, user: User) =>
  storage.db
    .selectFrom('leads')
    .innerJoin('searches', 'searches.id', 'leads.search_id')
    .innerJoin('requests', 'requests.id', 'searches.request_id')
    .select(['leads.id', 'leads.decision', 'leads.outcome_due_on', 'requests.details_json'])
    .where('leads.agency_id', '=', user.agency.id)

const caseOf = ({ details_json }: { details_json: string }): string =>
  (JSON.parse(details_json) as RequestDetails).caseNumber ?? 'without a number'

/** Leads without an outcome: a requester’s own, and those of the agency that are overdue for its supervisors. */
export async function outcomeNotices(house: House, user: User): Promise<readonly Waiting[]> {
  const today = isoDate(house.clock.now())
  const rows = await leadsOfAgency(house, user)
    .leftJoin('outcomes', 'outcomes.lead_id', 'leads.id')
    .where('leads.decision', '=', 'lead')
    .where('outcomes.id', 'is', null)
    .where((where) =>
      user.roles.includes('supervisor')
        ? where.or([where('searches.requester_id', '=', user.id), where('leads.outcome_due_on', '<', today)])
        : where('searches.requester_id', '=', user.id),
    )
    .execute()
  return rows.map((row) => ({
    ...{ key: `outcome:${row.id}`, kind: 'outcome' as const, to: `/leads/${row.id}` },
    words: `What became of the lead in case ${caseOf(row)} is not recorded yet.`,
    dueOn: row.outcome_due_on ?? undefined,
    overdue: row.outcome_due_on !== null && row.outcome_due_on < today,
  }))
}

/** A requester’s searches that came to something he has not read yet. */
export async function returnedNotices(house: House, user: User): Promise<readonly Waiting[]> {
  const rows = await leadsOfAgency(house, user)
    .leftJoin('rank_views', (join) =>
      join.onRef('rank_views.search_id', '=', 'leads.search_id').on('rank_views.user_id', '=', user.id),
    )
    .where('searches.requester_id', '=', user.id)
    .where('rank_views.user_id', 'is', null)
    .execute()
  return rows.map((row) => ({
    ...{ key: `returned:${row.id}`, kind: 'returned' as const, to: `/leads/${row.id}` },
    words: `Your search in case ${caseOf(row)} is concluded.`,
    ...{ dueOn: undefined, overdue: false },
  }))
}
