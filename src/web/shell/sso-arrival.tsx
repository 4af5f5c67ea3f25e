import { useEffect, useRef } from 'react'
import { Link, useLocation } from 'react-router'
import { api, take } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { NotSignedIn, useSignIn } from './sign-in-page.tsx'

/** Where a provider sends the browser back to: what it sent leaves the address bar and is handed to the server. */
export function SsoArrival() {
  const { search } = useLocation()
  const signIn = useSignIn()
  const tried = useRef(false)
  useEffect(() => {
    if (tried.current) return
    tried.current = true
    window.history.replaceState(window.history.state, '', '/sign-in/oidc')
    // The notice was accepted before the browser left: the page that sends people away asks for it.
    const body = { answer: search.slice(1), bannerAccepted: true }
    signIn.mutate(() => take(api.POST('/api/sign-in/oidc', { body })))
  }, [search, signIn.mutate])
  return (
    <div className="cb-narrow">
      <PageHeading title="Sign in" />
      {signIn.isError ? (
        <>
          <NotSignedIn thrown={signIn.error} />
          <p>
            <Link to="/sign-in">Sign in another way</Link>
          </p>
        </>
      ) : (
        <p role="status">Signing in…</p>
      )}
    </div>
  )
}
