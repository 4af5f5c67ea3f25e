import { NavLink } from 'react-router'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'

/** The pages about the policy; what is closed to this person says why. */
export function PolicyNav() {
  const session = useSession()
  const places = [
    { to: '/policy', title: 'In force' },
    { to: '/policy/versions', title: 'Versions' },
    { to: '/policy/replay', title: 'Try on the past', act: 'policy' },
    { to: '/policy/decisions', title: 'Decisions', act: 'decide' },
    { to: '/policy/outside', title: 'Other agencies', act: 'outside' },
  ]
  return (
    <nav aria-label="Policy" className="cb-subnav">
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
