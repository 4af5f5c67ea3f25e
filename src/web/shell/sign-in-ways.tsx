import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { signInWithPasskey } from '../account/passkey-calls.ts'
import { type PasswordAndCode, PasswordFields } from '../account/password-fields.tsx'
import { api, type Session, take, type SignInWays as Ways } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { Failed } from '../parts/states.tsx'

type Props = { readonly ways: Ways; readonly onSignIn: (way: () => Promise<Session>) => void }

/** The notice first; when it is accepted, a passkey, or password and code. */
export function SignInWays({ ways, onSignIn }: Props) {
  const [accepted, setAccepted] = useState(false)
  return (
    <>
      <section className="cb-banner" aria-labelledby="banner-title">
        <h2 id="banner-title">{ways.agency.name}: restricted system</h2>
        {ways.banner.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <Checkbox
          {...{ id: 'accepted', name: 'accepted', checked: accepted }}
          label="I have read this and accept it"
          onChange={(event) => setAccepted(event.target.checked)}
        />
      </section>
      {accepted ? null : <p id="accept-first">Accept the notice first; then you can sign in.</p>}
      <PasskeyWay here={ways.passkeysHere} accepted={accepted} onSignIn={onSignIn} />
      {ways.sso.map((one) => (
        <SsoWay key={one.id} {...{ one, accepted }} />
      ))}
      <PasswordWay accepted={accepted} onSignIn={onSignIn} />
    </>
  )
}

/** A button that cannot be pressed yet stays reachable and says why. */
const waiting = (accepted: boolean, why = 'accept-first') =>
  accepted ? {} : { 'aria-disabled': true, 'aria-describedby': why }

function PasskeyWay(props: { here: Ways['passkeysHere']; accepted: boolean; onSignIn: Props['onSignIn'] }) {
  const { here, accepted, onSignIn } = props
  if (!here.possible) return <p className="usa-hint">{here.why}</p>
  return (
    <Button
      type="button"
      {...waiting(accepted)}
      onClick={() => {
        if (accepted) onSignIn(() => signInWithPasskey(true))
      }}
    >
      Sign in with a passkey
    </Button>
  )
}

/** Leaves for the agency's own provider, which sends the browser back to `/sign-in/oidc`. */
function SsoWay({ one, accepted }: { one: Ways['sso'][number]; accepted: boolean }) {
  const leave = useMutation({
    mutationFn: () => take(api.POST('/api/sign-in/sso/begin', { body: { provider: one.id } })),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  return (
    <>
      <Button
        type="button"
        outline
        {...waiting(accepted)}
        onClick={() => {
          if (accepted) leave.mutate()
        }}
      >
        Sign in with {one.title}
      </Button>
      {leave.isError ? <Failed doing={`go to ${one.title}`} thrown={leave.error} /> : null}
    </>
  )
}

function PasswordWay({ accepted, onSignIn }: { accepted: boolean; onSignIn: Props['onSignIn'] }) {
  const [login, setLogin] = useState('')
  const [given, setGiven] = useState<PasswordAndCode>({ password: '', code: '' })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!accepted) return
    const body = { login, ...given, bannerAccepted: true }
    onSignIn(() => take(api.POST('/api/sign-in/password', { body })))
  }
  return (
    <form onSubmit={send} noValidate aria-labelledby="password-title">
      <h2 id="password-title">Or with password and code</h2>
      <TextField
        {...{ id: 'login', label: 'Login', autoComplete: 'username', value: login, onChange: setLogin }}
      />
      <PasswordFields prefix="" given={given} onChange={setGiven} />
      <Button type="submit" outline className="margin-top-3" {...waiting(accepted)}>
        Sign in with password and code
      </Button>
    </form>
  )
}
