import { useState } from 'react'
import { NavLink, useLocation } from 'react-router'
import type { Session } from '../parts/api.ts'
import { type MenuItem, menuFor } from './menu-items.ts'

/** The menu. What is closed stays readable and reachable by Tab, and says why. */
export function Menu({ session }: { session: Session | undefined }) {
  const { pathname } = useLocation()
  const [openAt, setOpenAt] = useState<string>()
  const open = openAt === pathname
  return (
    <nav className="cb-menu" aria-label="Main">
      <button
        type="button"
        className="cb-menu-toggle"
        aria-expanded={open}
        aria-controls="main-menu"
        onClick={() => setOpenAt(open ? undefined : pathname)}
      >
        Menu
      </button>
      <ul id="main-menu" className="cb-menu-list" data-open={open}>
        {menuFor(session).map((item) => (
          <li key={item.to}>
            {item.why === undefined ? <OpenItem item={item} /> : <ClosedItem item={item} />}
          </li>
        ))}
      </ul>
    </nav>
  )
}

function OpenItem({ item }: { item: MenuItem }) {
  return (
    <NavLink to={item.to} className="cb-menu-item">
      {item.title}
    </NavLink>
  )
}

function ClosedItem({ item }: { item: MenuItem }) {
  const id = `why-not-${item.to.slice(1)}`
  return (
    <>
      <button
        type="button"
        className="cb-menu-item cb-menu-closed"
        aria-disabled="true"
        aria-describedby={id}
      >
        {item.title}
      </button>
      <span id={id} className="cb-why-not" role="tooltip">
        {item.why}
      </span>
    </>
  )
}
