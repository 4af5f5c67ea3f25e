import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from '@trussworks/react-uswds'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { api, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { PageHeading } from '../parts/page.tsx'
import { asTrouble } from '../parts/trouble.ts'
import { changePerson } from './change-person.ts'
import { startOf } from './menu-items.ts'
import { tokenIn } from './token-in.ts'

/** Takes the token from the link's fragment, which browsers never send to a server, and signs in with it. */
export function SignInPage() {
  const { hash, state } = useLocation()
  const signIn = useSignIn()
  const tried = useRef<string>(undefined)
  const token = tokenIn(hash)
  useEffect(() => {
    if (token === undefined || tried.current === token) return
    tried.current = token
    // The token leaves the address bar at once, so that it is neither bookmarked nor photographed.
    window.history.replaceState(window.history.state, '', '/sign-in')
    signIn.mutate(token)
  }, [token, signIn.mutate])
  const why = typeof state?.why === 'string' ? state.why : undefined
  return (
    <div className="cb-narrow">
      <PageHeading title="Sign in" />
      {why === undefined || signIn.isError ? null : <p>{why}</p>}
      {signIn.isPending ? <p role="status">Signing in…</p> : null}
      {signIn.isError ? <NotSignedIn thrown={signIn.error} /> : null}
      <TokenForm onToken={(given) => signIn.mutate(given)} />
    </div>
  )
}

function useSignIn() {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (token: string) => take(api.POST('/api/session', { body: { token } })),
    onSuccess: (session) => {
      changePerson(client, session)
      navigate(startOf(session), { replace: true })
    },
  })
}

function NotSignedIn({ thrown }: { thrown: unknown }) {
  const trouble = asTrouble(thrown)
  return (
    <Alert type="error" headingLevel="h2" heading="You are not signed in" role="alert">
      {trouble.message} {trouble.needed ?? 'Open a sign-in link that is still valid.'}
    </Alert>
  )
}

function TokenForm({ onToken }: { onToken: (token: string) => void }) {
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
      <p>Open the sign-in link that your administrator or the demonstration gave you, or paste it here.</p>
      <TextField id="token" label="Sign-in link or token" value={text} onChange={setText} error={fault} />
      <Button type="submit" className="margin-top-3">
        Sign in
      </Button>
    </form>
  )
}
