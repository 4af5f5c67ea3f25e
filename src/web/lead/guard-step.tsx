import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import type { FormEvent, ReactNode } from 'react'
import { leadQuery, leadsQuery } from '../parts/queries.ts'
import { RefusalList } from '../parts/refusals.tsx'
import { Failed } from '../parts/states.tsx'
import { asTrouble } from '../parts/trouble.ts'

type StepProps = {
  leadId: string
  /** For people who hear the page. */
  name: string
  button: string
  send: () => Promise<unknown>
  onDone: () => void
  children: ReactNode
}

/** The form of one step between a lead and an act on it: fields, a button, and what the rules said. */
export function GuardStep({ leadId, name, button, send, onDone, children }: StepProps) {
  const client = useQueryClient()
  const step = useMutation({
    mutationFn: send,
    onSuccess: async () => {
      for (const queryKey of [leadsQuery.queryKey, leadQuery(leadId).queryKey, ['log']])
        await client.invalidateQueries({ queryKey, exact: true })
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    step.mutate()
  }
  return (
    <form onSubmit={submit} noValidate aria-label={name} className="cb-outcome-form">
      {children}
      {step.isError ? (
        <>
          <Failed doing={name.toLowerCase()} thrown={step.error} kept="What you entered is still here." />
          <RefusalList refusals={asTrouble(step.error).refusals} />
        </>
      ) : null}
      <p className="cb-actions">
        <Button type="submit" disabled={step.isPending}>
          {button}
        </Button>
        <span role="status">{step.isPending ? 'Recording…' : ''}</span>
      </p>
    </form>
  )
}
