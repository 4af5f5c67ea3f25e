import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { api, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { peopleQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import type { OneTimeLinkOf } from './one-time-link.tsx'
import { RoleChoice, type RoleTable } from './role-choice.tsx'

type Props = RoleTable & {
  readonly onLink: (link: OneTimeLinkOf) => void
  readonly onClose: () => void
}

/** A new account; what comes out is a link for its person. */
export function AddPerson({ roles, barredPairs, onLink, onClose }: Props) {
  const client = useQueryClient()
  const [person, setPerson] = useState({ login: '', name: '', reason: '' })
  const [chosen, setChosen] = useState<readonly string[]>([])
  const add = useMutation({
    mutationFn: () => take(api.POST('/api/people', { body: { ...person, roles: [...chosen] } })),
    onSuccess: (link) => {
      onLink({ ...link, login: person.login })
      onClose()
      void client.invalidateQueries({ queryKey: peopleQuery.queryKey })
    },
  })
  const field = (name: keyof typeof person) => ({
    value: person[name],
    onChange: (value: string) => setPerson({ ...person, [name]: value }),
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <form className="cb-narrow" onSubmit={send} noValidate aria-labelledby="add-title">
      <h2 id="add-title">Add a person</h2>
      <TextField id="add-login" label="Login" hint="e.g. r.ortiz" {...field('login')} />
      <TextField id="add-name" label="Name as shown to others" {...field('name')} />
      <RoleChoice {...{ prefix: 'add', roles, barredPairs, chosen, onChange: setChosen }} />
      <TextField id="add-reason" label="Why; it stays on record" {...field('reason')} />
      {add.isError ? (
        <Failed doing="add the person" thrown={add.error} kept="What you typed is still here." />
      ) : null}
      <p className="cb-actions">
        <Button type="submit" disabled={add.isPending}>
          Add
        </Button>
        <Button type="button" unstyled onClick={onClose}>
          Add nobody
        </Button>
      </p>
    </form>
  )
}
