import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { api, type OutsideRequests, take } from '../parts/api.ts'
import { LongTextField, SelectField, TextField } from '../parts/fields.tsx'
import { outsideQuery, policyQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'

const empty = {
  askingAgency: '',
  contact: '',
  caseNumber: '',
  crime: '',
  purpose: '',
  receivedOn: '',
  form: {} as Readonly<Record<string, string>>,
}

/** What the other agency asks for; a purpose or crime that the policy does not list is entered as it was written. */
export function OutsideForm({ form }: { form: OutsideRequests['form'] }) {
  const [draft, setDraft] = useState(empty)
  const [asked, setAsked] = useState(false)
  const enter = useEnter(draft)
  const fault =
    draft.askingAgency.trim() === ''
      ? 'Name the agency that asks.'
      : draft.receivedOn === ''
        ? 'Give the day on which the request came.'
        : undefined
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (fault === undefined) enter.mutate()
  }
  return (
    <form onSubmit={send} noValidate className="cb-narrow-form" aria-label="Enter a request">
      <OutsideFields form={form} draft={draft} setDraft={setDraft} />
      {asked && fault !== undefined ? (
        <p role="alert" className="usa-error-message">
          {fault}
        </p>
      ) : null}
      {enter.isError ? (
        <Failed doing="enter the request" thrown={enter.error} kept="What you entered is still here." />
      ) : null}
      <p className="cb-actions">
        <Button type="submit" disabled={enter.isPending}>
          Enter and answer
        </Button>
      </p>
    </form>
  )
}

function useEnter(draft: typeof empty) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => take(api.POST('/api/outside', { body: draft })),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: outsideQuery.queryKey })
      navigate(`/policy/outside/${id}`)
    },
  })
}

type FieldsProps = {
  form: OutsideRequests['form']
  draft: typeof empty
  setDraft: (draft: typeof empty) => void
}

const other = { code: 'other-than-listed', title: 'Another one' }

function OutsideFields({ form, draft, setDraft }: FieldsProps) {
  const policy = useQuery(policyQuery)
  const set = (name: keyof typeof empty) => (value: string) => setDraft({ ...draft, [name]: value })
  return (
    <>
      <TextField
        id="asking-agency"
        label="Agency that asks"
        value={draft.askingAgency}
        onChange={set('askingAgency')}
      />
      <TextField
        id="contact"
        label="Who asks, and where the answer goes"
        value={draft.contact}
        onChange={set('contact')}
      />
      <TextField
        id="received-on"
        label="Received on"
        type="date"
        value={draft.receivedOn}
        onChange={set('receivedOn')}
      />
      <TextField
        id="case-number"
        label="Its case number"
        value={draft.caseNumber}
        onChange={set('caseNumber')}
      />
      <SelectField
        id="crime"
        label="Offence"
        value={draft.crime}
        onChange={set('crime')}
        choices={[...(policy.data?.crimes ?? []), other]}
      />
      <SelectField
        id="purpose"
        label="Purpose"
        value={draft.purpose}
        onChange={set('purpose')}
        choices={[
          ...(policy.data?.purposes ?? []),
          { code: 'immigration-enforcement', title: 'Immigration enforcement' },
          other,
        ]}
      />
      {form.map(({ code, title }) => (
        <LongTextField
          key={code}
          id={`form-${code}`}
          label={title}
          value={draft.form[code] ?? ''}
          onChange={(value) => setDraft({ ...draft, form: { ...draft.form, [code]: value } })}
          maxLength={2_000}
        />
      ))}
    </>
  )
}
