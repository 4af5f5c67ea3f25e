import { useQuery } from '@tanstack/react-query'
import { Outlet } from 'react-router'
import { PresenceDialog } from '../account/presence-dialog.tsx'
import { sessionQuery } from '../parts/queries.ts'
import { useKeysOf } from '../parts/use-keys.ts'
import { Foot } from './foot.tsx'
import { Header } from './header.tsx'

/** What stands around every page. */
export function Shell() {
  const session = useQuery(sessionQuery)
  useKeysOf(session.data?.user.id)
  // Until it is known who looks, the words of index.html stay: a header that comes later would push the page down.
  if (session.isPending) return <p className="cb-boot">Loading Casebound…</p>
  return (
    <div className="cb-shell">
      <Header session={session.data ?? undefined} />
      <main id="main" className="cb-main" tabIndex={-1}>
        <Outlet />
      </main>
      <Foot />
      {session.data ? <PresenceDialog session={session.data} /> : null}
    </div>
  )
}
