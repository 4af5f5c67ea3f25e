import { isoDate, type UserId } from '../kernel/index.ts'
import type { User } from '../people/index.ts'
import type { RequestFacts } from '../policy/index.ts'
import { overdueEmergencies } from './approvals.ts'
import type { House } from './house.ts'

/**
 * Whether the user accepted the text in force. The text that the house was founded with needs no click: it is what every
 * account was opened under.
 */
export async function hasAccepted(house: House, userId: UserId): Promise<boolean> {
  const { n } = house.policy
  if (n === 1) return true
  const accepted = await house.storage.db
    .selectFrom('policy_acceptances')
    .select('n')
    .where('n', '=', n)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return accepted !== undefined
}

/** What the requester owes, and whether somebody answers for the programme. */
export async function standingOf(
  house: House,
  user: User,
): Promise<Pick<RequestFacts, 'overdueApprovals' | 'overdueOutcomes' | 'programManagerNamed'>> {
  const { db } = house.storage
  const today = isoDate(house.clock.now())
  const leads = await db
    .selectFrom('leads')
    .innerJoin('searches', 'searches.id', 'leads.search_id')
    .leftJoin('outcomes', 'outcomes.lead_id', 'leads.id')
    .select('leads.id')
    .where('searches.requester_id', '=', user.id)
    .where('leads.outcome_due_on', '<', today)
    .where('outcomes.id', 'is', null)
    .execute()
  const managers = await db
    .selectFrom('users')
    .select('roles')
    .where('agency_id', '=', user.agency.id)
    .where('closed_at', 'is', null)
    .execute()
  return {
    overdueApprovals: (await overdueEmergencies(house, user.id)).length,
    overdueOutcomes: leads.length,
    programManagerNamed: managers.some(({ roles }) => roles.includes('programme-manager')),
  }
}
