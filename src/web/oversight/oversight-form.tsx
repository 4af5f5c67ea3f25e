import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import type { FormEvent, ReactNode } from 'react'
import { sessionQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'

type Props = {
  /** What the form does, for people who hear the page and for the error. */
  name: string
  button: string
  send: () => Promise<unknown>
  onDone?: () => void
  children: ReactNode
}

/** A form that records one thing: fields, a button, and what the rules said. */
export function OversightForm({ name, button, send, onDone, children }: Props) {
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['oversight'] })
      // An answer may have ended a suspension.
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey })
      onDone?.()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    act.mutate()
  }
  return (
    <form onSubmit={submit} noValidate aria-label={name} className="cb-outcome-form">
      {children}
      {act.isError ? (
        <Failed doing={name.toLowerCase()} thrown={act.error} kept="What you entered is still here." />
      ) : null}
      <p className="cb-actions">
        <Button type="submit" disabled={act.isPending}>
          {button}
        </Button>
        <span role="status">{act.isPending ? 'Recording…' : ''}</span>
      </p>
    </form>
  )
}
