import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { api, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { Failed, Shown } from '../parts/states.tsx'
import { QrCode } from './qr-code.tsx'

/** Password and authenticator, set together; gives the recovery codes. */
export function PasswordSetUp({ onSet }: { onSet: (recoveryCodes: readonly string[]) => void }) {
  // A seed is made once for each visit of this form, and never read from a cache.
  const [visit] = useState(() => crypto.randomUUID())
  const begun = useQuery({
    queryKey: ['authenticator', visit],
    queryFn: () => take(api.POST('/api/account/authenticator')),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  return (
    <Shown query={begun} what="a new key for your authenticator" rows={8}>
      {(seed) => <SetUpForm seed={seed} onSet={onSet} />}
    </Shown>
  )
}

type Seed = { readonly ceremony: string; readonly secret: string; readonly uri: string }

function SetUpForm({ seed, onSet }: { seed: Seed; onSet: (recoveryCodes: readonly string[]) => void }) {
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [code, setCode] = useState('')
  const [fault, setFault] = useState<string>()
  const set = useMutation({
    mutationFn: () =>
      take(api.PUT('/api/account/password', { body: { password, code, ceremony: seed.ceremony } })),
    onSuccess: ({ recoveryCodes }) => onSet(recoveryCodes),
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    const different = password !== again
    setFault(different ? 'The two passwords are not the same.' : undefined)
    if (!different && password !== '' && code !== '') set.mutate()
  }
  const characters = [...password].length
  return (
    <form onSubmit={send} noValidate>
      <ol className="cb-set-up">
        <li>
          <p>
            Choose a password of 20 characters or more: a sentence will do, or let a password manager make
            one.
          </p>
          <TextField
            {...{ id: 'new-password', label: 'New password', type: 'password', autoComplete: 'new-password' }}
            hint={characters === 0 ? undefined : `${characters} of at least 20 characters`}
            {...{ value: password, onChange: setPassword }}
          />
          <TextField
            {...{
              id: 'again',
              label: 'The same password again',
              type: 'password',
              autoComplete: 'new-password',
            }}
            {...{ value: again, onChange: setAgain, error: fault }}
          />
        </li>
        <li>
          <p>Scan this with an authenticator app on your phone, or type the key into it.</p>
          <QrCode text={seed.uri} label="QR code of the key for your authenticator app" />
          <p>
            Key: <code className="cb-seed">{seed.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
          </p>
          <TextField
            {...{ id: 'code', label: 'The six digits that the app shows now', autoComplete: 'one-time-code' }}
            {...{ value: code, onChange: setCode }}
          />
        </li>
      </ol>
      {set.isError ? (
        <Failed doing="set them" thrown={set.error} kept="What you typed is still here." />
      ) : null}
      <Button type="submit" className="margin-top-3" disabled={set.isPending}>
        Set password and authenticator
      </Button>
    </form>
  )
}
