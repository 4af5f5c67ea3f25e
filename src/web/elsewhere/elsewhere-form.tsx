import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { api, take } from '../parts/api.ts'
import { LongTextField, RadioField, TextField } from '../parts/fields.tsx'
import { Failed } from '../parts/states.tsx'

const kinds = [
  { code: 'vendor', title: 'A commercial service' },
  { code: 'agency', title: 'Another agency’s system' },
  { code: 'private', title: 'A private person or company, such as a shop' },
  { code: 'unknown', title: 'Not known' },
] as const
type Kind = (typeof kinds)[number]['code']

const blank = {
  kind: '',
  system: '',
  operator: '',
  image: '',
  foundOn: '',
  person: '',
  discloseTo: '',
  words: '',
}

/** Declares one; it stands for good. */
export function ElsewhereForm({ caseNumber, onDone }: { caseNumber: string; onDone: () => void }) {
  const [said, setSaid] = useState(blank)
  const client = useQueryClient()
  const declare = useMutation({
    mutationFn: () => {
      const { kind, person, ...rest } = said
      const named = person.trim() === '' ? {} : { person: person.trim() }
      return take(api.POST('/api/elsewhere', { body: { ...rest, ...named, caseNumber, kind: kind as Kind } }))
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['elsewhere'] })
      onDone()
    },
  })
  const field = (name: keyof typeof blank) => ({
    ...{ id: `elsewhere-${name}`, value: said[name] },
    onChange: (value: string) => setSaid({ ...said, [name]: value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    declare.mutate()
  }
  return (
    <form
      onSubmit={submit}
      noValidate
      aria-label="Declare a face search elsewhere"
      className="cb-outcome-form"
    >
      <RadioField label="Whose system" choices={kinds} {...field('kind')} />
      <TextField label="Which system" hint="Write “not known” where it is not." {...field('system')} />
      <TextField label="Who ran it" {...field('operator')} />
      <TextField label="Which image was searched" {...field('image')} />
      <TextField label="Day on which it produced the name" type="date" {...field('foundOn')} />
      <TextField
        label="Person id or booking number"
        hint="Leave it blank where the person is not in the gallery."
        {...field('person')}
      />
      <TextField
        label="Who must be told"
        hint="The prosecutor or court of the case."
        {...field('discloseTo')}
      />
      <LongTextField
        label="What it produced"
        hint="At least 20 characters."
        maxLength={5_000}
        {...field('words')}
      />
      {declare.isError ? (
        <Failed doing="declare it" thrown={declare.error} kept="What you entered is still here." />
      ) : null}
      <p className="cb-actions">
        <Button type="submit" disabled={declare.isPending}>
          Declare it for good
        </Button>
        <span role="status">{declare.isPending ? 'Recording…' : ''}</span>
      </p>
    </form>
  )
}
