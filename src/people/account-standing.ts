import { refused } from './refusal-code.ts'
import { sessionRules } from './session-rules.ts'
import { daysAfter } from './token.ts'
import type { User } from './user.ts'

const { dormantDays, revalidationDays } = sessionRules

/** The moment from which an account sleeps unless it is used or re-validated. */
const sleepsFrom = ({ activeAt, revalidatedAt }: User): Date =>
  daysAfter(activeAt > revalidatedAt ? activeAt : revalidatedAt, dormantDays)

export const revalidationDue = ({ revalidatedAt }: User): Date => daysAfter(revalidatedAt, revalidationDays)

export type Standing = 'open' | 'closed' | 'dormant' | 'not-revalidated'

/** How an account stands at a moment. Demonstrations have no yearly duties. */
export function standingOf(user: User, now: Date): Standing {
  if (user.closed) return 'closed'
  if (user.agency.demonstration) return 'open'
  if (revalidationDue(user) <= now) return 'not-revalidated'
  return sleepsFrom(user) <= now ? 'dormant' : 'open'
}

/** Refuses USER_CLOSED, ACCOUNT_NOT_REVALIDATED, ACCOUNT_DORMANT. */
export function checkStanding(user: User, now: Date): void {
  const standing = standingOf(user, now)
  if (standing === 'closed') {
    throw refused({
      code: 'USER_CLOSED',
      reason: 'This account was closed.',
      needed: 'Ask your administrator whether it should be opened again.',
    })
  }
  if (standing === 'not-revalidated') {
    throw refused({
      code: 'ACCOUNT_NOT_REVALIDATED',
      reason: `This account was last re-validated on ${user.revalidatedAt.toISOString().slice(0, 10)}; that counts for ${revalidationDays} days.`,
      needed: 'Ask your administrator to re-validate it, if it is still needed.',
    })
  }
  if (standing === 'dormant') {
    throw refused({
      code: 'ACCOUNT_DORMANT',
      reason: `Nobody has signed in with this account for ${dormantDays} days, so it sleeps.`,
      needed: 'Ask your administrator to re-validate it, if it is still needed.',
    })
  }
}
