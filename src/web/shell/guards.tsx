import { useQuery } from '@tanstack/react-query'
import { Navigate, Outlet, useLocation, useOutletContext } from 'react-router'
import type { Session } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { sessionQuery } from '../parts/queries.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { wordsForStatus } from '../parts/trouble.ts'
import { startOf, whyNot } from './menu-items.ts'

/** Pages for people who are signed in; everybody else is sent to the sign-in page with the reason. */
export function SignedIn() {
  const session = useQuery(sessionQuery)
  const { pathname } = useLocation()
  if (session.data === null) return <Navigate to="/sign-in" replace state={{ why: wordsForStatus(401) }} />
  const enrolling = session.data?.via === 'enrolment-link'
  if (enrolling && pathname !== '/set-up') return <Navigate to="/set-up" replace />
  const suspended = session.data?.suspended === true && !/^\/(oversight|account)$/.test(pathname)
  if (suspended) return <Navigate to="/oversight" replace />
  if (session.data !== undefined) return <Outlet context={session.data} />
  if (session.isPending) return <Loading what="your session" />
  return <Failed doing="show this page" thrown={session.error} again={() => void session.refetch()} />
}

/** Pages for people who may do an act; everybody else reads why not. */
export function Permitted({ act, title }: { act: string; title: string }) {
  const session = useSession()
  const why = whyNot(session, act)
  if (why === undefined) return <Outlet context={session} />
  return (
    <>
      <PageHeading title={title} />
      <p>This page is not open to you. {why}</p>
      <p>If it should be, ask your administrator for the role.</p>
    </>
  )
}

/** The session of the person who is looking; only below `SignedIn`. */
export function useSession(): Session {
  return useOutletContext<Session>()
}

/** Sends a person to the first page that is open to them. */
export function Start() {
  return <Navigate to={startOf(useSession())} replace />
}
