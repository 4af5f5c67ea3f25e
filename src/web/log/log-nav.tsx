import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../parts/queries.ts'
import { SectionNav } from '../shell/section-nav.tsx'

const places = [
  { to: '/transparency', title: 'The log' },
  { to: '/transparency/disclosures', title: 'Opened values', act: 'disclose' },
  { to: '/transparency/erasures', title: 'Erasures', act: 'disclose' },
  { to: '/transparency/reports', title: 'Reports', act: 'report' },
]

/** The pages about the log; the log itself is open to everybody, so without a session there is nothing to choose. */
export function LogNav() {
  const { data: session } = useQuery(sessionQuery)
  return session ? <SectionNav label="Log" places={places} session={session} /> : null
}
