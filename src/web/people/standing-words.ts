import type { Person } from '../parts/api.ts'

/** How an account stands, in words. */
export function standingWords({ standing, revalidationDue }: Person): string {
  if (standing === 'closed') return 'closed'
  if (standing === 'dormant') return 'sleeps: not used for too long'
  const day = revalidationDue.slice(0, 10)
  return standing === 'open' ? `open; re-validate by ${day}` : `not re-validated since it was due, ${day}`
}
