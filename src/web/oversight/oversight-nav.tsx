import { NavLink } from 'react-router'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'

const places: readonly { to: string; title: string; act?: string }[] = [
  { to: '/oversight', title: 'My attestations' },
  { to: '/oversight/findings', title: 'Findings', act: 'oversight' },
  { to: '/oversight/declarations', title: 'Declarations', act: 'oversight' },
]

/** The pages about outside face search; what is closed to this person says why. */
export function OversightNav() {
  const session = useSession()
  return (
    <nav aria-label="Oversight" className="cb-subnav">
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
