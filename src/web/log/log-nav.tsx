import { useQuery } from '@tanstack/react-query'
import { NavLink } from 'react-router'
import { sessionQuery } from '../parts/queries.ts'
import { whyNot } from '../shell/menu-items.ts'

const places = [
  { to: '/transparency', title: 'The log' },
  { to: '/transparency/disclosures', title: 'Opened values', act: 'disclose' },
  { to: '/transparency/erasures', title: 'Erasures', act: 'disclose' },
  { to: '/transparency/reports', title: 'Reports', act: 'report' },
]

/** The pages about the log; the log itself is open to everybody, so without a session there is nothing to choose. */
export function LogNav() {
  const { data: session } = useQuery(sessionQuery)
  if (!session) return null
  return (
    <nav aria-label="Log" className="cb-subnav">
      <ul>
        {places.map(({ to, title, act }) => {
          const why = act === undefined ? undefined : whyNot(session, act)
          return (
            <li key={to}>
              {why === undefined ? (
                <NavLink to={to} end>
                  {title}
                </NavLink>
              ) : (
                <span title={why} className="cb-closed">
                  {title} <span className="usa-sr-only">({why})</span>
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
