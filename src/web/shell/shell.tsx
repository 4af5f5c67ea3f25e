import { useQuery } from '@tanstack/react-query'
import { Outlet } from 'react-router'
import { sessionQuery } from '../parts/queries.ts'
import { Foot } from './foot.tsx'
import { Header } from './header.tsx'

/** What stands around every page. */
export function Shell() {
  const session = useQuery(sessionQuery)
  return (
    <div className="cb-shell">
      <Header session={session.data} />
      <main id="main" className="cb-main" tabIndex={-1}>
        <Outlet />
      </main>
      <Foot />
    </div>
  )
}
