import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import type { components } from '../api.generated.ts'
import { api, take } from '../parts/api.ts'
import { LongTextField, RadioField, SelectField, TextField } from '../parts/fields.tsx'
import { erasuresQuery } from '../parts/queries.ts'
import { Failed } from '../parts/states.tsx'
import { basisChoices } from './log-record-words.ts'

type Body = components['schemas']['ProposeErasureRequest']
const nothing = { of: 'record', id: '', fields: '', basis: '', order: '', reason: '' }

/** The form with which one person asks that hidden values be destroyed; nothing goes before somebody else confirms. */
export function ProposeErasure() {
  const [given, setGiven] = useState(nothing)
  const set = (name: keyof typeof nothing) => (value: string) => setGiven({ ...given, [name]: value })
  const client = useQueryClient()
  const asking = useMutation({
    mutationFn: () => take(api.POST('/api/erasures', { body: bodyOf(given) })),
    onSuccess: async () => {
      setGiven(nothing)
      await client.invalidateQueries({ queryKey: erasuresQuery.queryKey })
    },
  })
  const missing =
    given.id.trim() === '' ? 'Say what it is about.' : given.basis === '' ? 'Choose the ground.' : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (missing === undefined) asking.mutate()
  }
  return (
    <form onSubmit={submit} noValidate className="cb-narrow-form" aria-label="Ask for an erasure">
      <Fields given={given} set={set} />
      {asking.isError ? (
        <Failed doing="ask for it" thrown={asking.error} kept="What you entered is still here." />
      ) : null}
      <p className="cb-actions">
        <Button type="submit" disabled={asking.isPending || missing !== undefined}>
          Ask for it
        </Button>
        <span role="status">
          {asking.data === undefined
            ? missing
            : `Asked for: ${asking.data.values} values of ${asking.data.entries} entries. Nothing is gone until somebody else carries it out.`}
        </span>
      </p>
    </form>
  )
}

type FieldsProps = { given: typeof nothing; set: (name: keyof typeof nothing) => (value: string) => void }

function Fields({ given, set }: FieldsProps) {
  const ofPerson = given.of === 'person'
  return (
    <>
      <RadioField
        id="of"
        label="What it is about"
        value={given.of}
        onChange={set('of')}
        choices={[
          { code: 'record', title: 'An entry, or all entries of a search' },
          { code: 'person', title: 'A person of the gallery, wherever the log names one' },
        ]}
      />
      <TextField
        id="erasure-id"
        label={ofPerson ? 'Person' : 'Entry or record'}
        hint={
          ofPerson
            ? 'As the gallery names the person'
            : 'Number of an entry, or id of a request, search, lead or outcome'
        }
        value={given.id}
        onChange={set('id')}
      />
      <TextField
        id="erasure-fields"
        label="Only these values"
        hint="Names of hidden values with commas between them; empty means all"
        value={given.fields}
        onChange={set('fields')}
      />
      <SelectField
        id="basis"
        label="Ground"
        hint="Public in the log"
        value={given.basis}
        onChange={set('basis')}
        choices={basisChoices}
      />
      <TextField
        id="erasure-order"
        label="Order, petition or rule"
        hint="Sealed in the log"
        value={given.order}
        onChange={set('order')}
      />
      <LongTextField
        id="erasure-reason"
        label="Why, in a sentence"
        hint="Sealed in the log"
        maxLength={500}
        value={given.reason}
        onChange={set('reason')}
      />
    </>
  )
}

function bodyOf(given: typeof nothing): Body {
  const fields = given.fields.split(',').flatMap((field) => field.trim() || [])
  const { basis, order, reason } = given
  return {
    ...(given.of === 'person' ? { personId: given.id.trim() } : { id: given.id.trim() }),
    ...(fields.length === 0 ? {} : { fields }),
    ...{ basis: basis as Body['basis'], order, reason },
  }
}
