import { NavLink } from 'react-router'
import { whyNot } from './menu-items.ts'

/** A page of a section, and the act that it is closed without. */
export type SectionPlace = { readonly to: string; readonly title: string; readonly act?: string }

type Props = {
  readonly label: string
  readonly places: readonly SectionPlace[]
  readonly session: Parameters<typeof whyNot>[0]
}

/**
 * The pages of one section of the menu; what is closed to this person says why. A page is marked on pages below it too, unless other
 * pages of the section lie there.
 */
export function SectionNav({ label, places, session }: Props) {
  return (
    <nav aria-label={label} className="cb-subnav">
      <ul>
        {places.map(({ to, title, act }) => {
          const why = act === undefined ? undefined : whyNot(session, act)
          return (
            <li key={to}>
              {why === undefined ? (
                <NavLink to={to} end={places.some((other) => other.to.startsWith(`${to}/`))}>
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
