import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from '@trussworks/react-uswds'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { api, type Session, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { here, practising } from '../parts/here.ts'
import { PageHeading } from '../parts/page.tsx'
import { signInWaysQuery } from '../parts/queries.ts'
import { Shown } from '../parts/states.tsx'
import { asTrouble } from '../parts/trouble.ts'
import { changePerson } from './change-person.ts'
import { startOf } from './menu-items.ts'
import { SignInWays } from './sign-in-ways.tsx'
import { tokenIn } from './token-in.ts'

/** Takes the token from a link's fragment, which browsers never send to a server; without one it asks how to sign in. */
export function SignInPage() {
  const { hash, state } = useLocation()
  const ways = useQuery(signInWaysQuery)
  const signIn = useSignIn()
  const tried = useRef<string>(undefined)
  const token = tokenIn(hash)
  const byLink = (given: string) =>
    signIn.mutate(() => take(api.POST('/api/session', { body: { token: given } })))
  useEffect(() => {
    if (token === undefined || tried.current === token) return
    tried.current = token
    // The token leaves the address bar at once, so that it is neither bookmarked nor photographed.
    window.history.replaceState(window.history.state, '', here('/sign-in'))
    signIn.mutate(() => take(api.POST('/api/session', { body: { token } })))
  }, [token, signIn.mutate])
  const why = typeof state?.why === 'string' ? state.why : undefined
  return (
    <div className="cb-narrow">
      <PageHeading title="Sign in" />
      {why === undefined || signIn.isError ? null : <p>{why}</p>}
      {signIn.isPending ? <p role="status">Signing in…</p> : null}
      {signIn.isError ? <NotSignedIn thrown={signIn.error} /> : null}
      <Shown query={ways} what="how to sign in">
        {(known) =>
          known.agency.demonstration ? (
            <TokenForm onToken={byLink}>
              {practising
                ? 'You are no longer signed in for practice. Leave it, and come in again on the page Training.'
                : 'This is a demonstration. Open one of the links that it printed, or paste one here.'}
            </TokenForm>
          ) : (
            <>
              <SignInWays ways={known} onSignIn={(way) => signIn.mutate(way)} />
              <details className="cb-more">
                <summary>You are new, and were given a one-time link</summary>
                <TokenForm onToken={byLink}>Open the link, or paste it here.</TokenForm>
              </details>
            </>
          )
        }
      </Shown>
    </div>
  )
}

export function useSignIn() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (way: () => Promise<Session>) => way(),
    onSuccess: (session) => {
      changePerson(client, session)
      navigate(session.via === 'enrolment-link' ? '/set-up' : startOf(session), { replace: true })
    },
  })
}

export function NotSignedIn({ thrown }: { thrown: unknown }) {
  const trouble = asTrouble(thrown)
  return (
    <Alert type="error" headingLevel="h2" heading="You are not signed in" role="alert">
      {trouble.message} {trouble.needed}
    </Alert>
  )
}

function TokenForm({ onToken, children }: { onToken: (token: string) => void; children: string }) {
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string>()
  const send = (event: FormEvent) => {
    event.preventDefault()
    const token = tokenIn(text)
    setFault(token === undefined ? 'Paste the whole link, or the token after “token=”.' : undefined)
    if (token !== undefined) onToken(token)
  }
  return (
    <form onSubmit={send} noValidate>
      <p>{children}</p>
      <TextField id="token" label="Link or token" value={text} onChange={setText} error={fault} />
      <Button type="submit" className="margin-top-3">
        Sign in with the link
      </Button>
    </form>
  )
}
