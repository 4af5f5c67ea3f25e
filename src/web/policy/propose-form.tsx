import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { api, type PolicyVersions, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { Failed } from '../parts/states.tsx'
import { emptyPack, PackFields, packFault, packOf } from './pack-fields.tsx'

/** Proposes a pack that comes with the program; somebody else approves it. */
export function ProposeForm({ versions }: { versions: PolicyVersions }) {
  const [draft, setDraft] = useState(emptyPack)
  const [inForceFrom, setInForceFrom] = useState('')
  const [asked, setAsked] = useState(false)
  const client = useQueryClient()
  const propose = useMutation({
    mutationFn: () =>
      take(api.POST('/api/policy/proposals', { body: { pack: packOf(draft, versions), inForceFrom } })),
    onSuccess: async () => {
      setDraft(emptyPack)
      setAsked(false)
      await client.invalidateQueries({ queryKey: ['policy'] })
    },
  })
  const fault =
    packFault(draft, versions) ?? (inForceFrom === '' ? 'Give the first day in force.' : undefined)
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (fault === undefined) propose.mutate()
  }
  return (
    <form onSubmit={send} noValidate className="cb-narrow-form" aria-label="Propose a text">
      <p>A folder of your own is proposed at the command line: casebound policy adopt FOLDER.</p>
      <PackFields draft={draft} setDraft={setDraft} versions={versions} />
      <TextField
        id="in-force-from"
        label="First day in force"
        type="date"
        value={inForceFrom}
        onChange={setInForceFrom}
      />
      {asked && fault !== undefined ? (
        <p role="alert" className="usa-error-message">
          {fault}
        </p>
      ) : null}
      {propose.isError ? <Failed doing="propose it" thrown={propose.error} /> : null}
      <p className="cb-actions">
        <Button type="submit" disabled={propose.isPending}>
          Propose
        </Button>
        <span role="status">{propose.isSuccess ? 'Proposed; somebody else approves it.' : ''}</span>
      </p>
    </form>
  )
}
