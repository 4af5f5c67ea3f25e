import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { useEffect, useRef, useState } from 'react'
import { api, type Person, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { peopleQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { Trouble } from '../parts/trouble.ts'
import type { OneTimeLinkOf } from './one-time-link.tsx'
import { RoleChoice, type RoleTable } from './role-choice.tsx'

type Props = RoleTable & { readonly person: Person; readonly onLink: (link: OneTimeLinkOf) => void }

/** What an administrator may do with one account; every act asks for its reason. */
export function PersonPanel({ person, roles, barredPairs, onLink }: Props) {
  const [reason, setReason] = useState('')
  const [unit, setUnit] = useState(person.unit ?? '')
  const [chosen, setChosen] = useState<readonly string[]>(person.roles)
  const act = useAct(() => setReason(''))
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const params = { path: { id: person.id } }
  const body = { reason }
  const without = reason.trim() === ''
  const button = (title: string, work: () => Promise<unknown>) => (
    <Button
      type="button"
      outline
      {...(without ? { 'aria-disabled': true, 'aria-describedby': 'reason-first' } : {})}
      onClick={() => {
        if (!without) act.mutate(work)
      }}
    >
      {title}
    </Button>
  )
  const reset = async () => {
    const link = await take(api.POST('/api/people/{id}/reset', { params, body }))
    onLink({ ...link, login: person.login })
  }
  const closed = person.standing === 'closed'
  return (
    <section className="cb-narrow" aria-labelledby="panel-title">
      <h2 id="panel-title" ref={heading} tabIndex={-1}>
        Change {person.name}
      </h2>
      <TextField id="reason" label="Why; it stays on record" value={reason} onChange={setReason} />
      {without ? <p id="reason-first">Say why first; then you can act.</p> : null}
      <RoleChoice {...{ prefix: 'panel', roles, barredPairs, chosen, onChange: setChosen }} />
      <TextField
        id="unit"
        label="Unit; a second examiner comes from another"
        value={unit}
        onChange={setUnit}
      />
      {act.isError ? <Failed doing="do this" thrown={act.error} /> : null}
      {act.isSuccess ? <p role="status">Done, and on record.</p> : null}
      <p className="cb-actions">
        {button('Give these roles', () =>
          done(api.PUT('/api/people/{id}/roles', { params, body: { reason, roles: [...chosen] } })),
        )}
        {button('Put into this unit', () =>
          done(api.PUT('/api/people/{id}/unit', { params, body: { reason, unit } })),
        )}
        {button('Re-validate for a year', () =>
          done(api.POST('/api/people/{id}/revalidate', { params, body })),
        )}
        {button('Reset all factors', reset)}
        {closed
          ? button('Open again', () => done(api.POST('/api/people/{id}/reopen', { params, body })))
          : button('Close at once', () => done(api.POST('/api/people/{id}/close', { params, body })))}
      </p>
    </section>
  )
}

function useAct(onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: peopleQuery.queryKey }),
  })
}

async function done(call: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  const { error, response } = await call
  if (!response.ok) throw new Trouble(response.status, error)
}
