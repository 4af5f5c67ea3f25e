import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { api, type Session, take } from '../parts/api.ts'
import { here } from '../parts/here.ts'
import { PageHeading } from '../parts/page.tsx'
import { Trouble } from '../parts/trouble.ts'
import { NotSignedIn, useSignIn } from './sign-in-page.tsx'

type Kind = 'oidc' | 'saml'

/** Where a provider sends the browser back to: what it sent leaves the address bar and is handed to the server. */
export function SsoArrival({ kind }: { kind: Kind }) {
  const { search, hash } = useLocation()
  const signIn = useSignIn()
  const [back] = useState(() => ({ kind, search, hash }))
  const tried = useRef(false)
  useEffect(() => {
    if (tried.current) return
    tried.current = true
    window.history.replaceState(window.history.state, '', here(`/sign-in/${back.kind}`))
    signIn.mutate(() => finish(back))
  }, [back, signIn.mutate])
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

/** The notice was accepted before the browser left: the page that sends people away asks for it. */
async function finish(back: { kind: Kind; search: string; hash: string }): Promise<Session> {
  if (back.kind === 'oidc') {
    const body = { answer: back.search.slice(1), bannerAccepted: true }
    return take(api.POST('/api/sign-in/oidc', { body }))
  }
  const said = new URLSearchParams(back.hash.slice(1))
  const refused = said.get('refused')
  if (refused !== null) throw new Trouble(401, { error: { code: 'SSO_REFUSED', message: refused } })
  const body = { arrival: said.get('arrived') ?? '', bannerAccepted: true }
  return take(api.POST('/api/sign-in/saml/finish', { body }))
}
