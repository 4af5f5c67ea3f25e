import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { type Account, api } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { accountQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { Trouble } from '../parts/trouble.ts'
import { When } from '../parts/when.tsx'
import { addPasskey } from './passkey-calls.ts'

type Here = Account['passkeysHere']

/** Makes a passkey on this device or on a key that is plugged in; says why where there can be none. */
export function AddPasskey({ here, onAdded }: { here: Here; onAdded: () => void }) {
  const [name, setName] = useState('')
  const add = useMutation({ mutationFn: () => addPasskey(name.trim() || 'Passkey'), onSuccess: onAdded })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (here.possible) add.mutate()
  }
  return (
    <form onSubmit={send} noValidate>
      <TextField
        {...{ id: 'passkey-name', label: 'Name of the passkey', value: name, onChange: setName }}
        hint="So that you know it again, e.g. “security key” or “desk computer”"
      />
      {add.isError ? <Failed doing="add a passkey" thrown={add.error} /> : null}
      {here.possible ? null : <p id="no-passkey">{here.why}</p>}
      <Button
        type="submit"
        className="margin-top-2"
        aria-disabled={!here.possible}
        aria-describedby={here.possible ? undefined : 'no-passkey'}
      >
        Add a passkey
      </Button>
    </form>
  )
}

/** The passkeys of an account, each with the way to take it away. */
export function PasskeyList({ account }: { account: Account }) {
  const client = useQueryClient()
  const remove = useMutation({
    mutationFn: async (id: string) => {
      const answer = await api.DELETE('/api/account/passkeys/{id}', { params: { path: { id } } })
      if (!answer.response.ok) throw new Trouble(answer.response.status, answer.error)
    },
    onSettled: () => client.invalidateQueries({ queryKey: accountQuery.queryKey }),
  })
  if (account.passkeys.length === 0) return <p>You have no passkey yet.</p>
  return (
    <>
      {remove.isError ? <Failed doing="take the passkey away" thrown={remove.error} /> : null}
      <ul className="cb-factors">
        {account.passkeys.map(({ id, name, addedAt, lastUsedAt }) => (
          <li key={id}>
            <span>
              <strong>{name}</strong>, added <When at={addedAt} />
              {lastUsedAt === undefined ? (
                ', not used yet'
              ) : (
                <>
                  , last used <When at={lastUsedAt} />
                </>
              )}
            </span>
            <Button type="button" unstyled onClick={() => remove.mutate(id)}>
              Take away <span className="usa-sr-only">{name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
