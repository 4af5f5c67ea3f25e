import { useState } from 'react'
import { api, take } from '../parts/api.ts'
import { LongTextField, RadioField } from '../parts/fields.tsx'
import { type FormProps, pathOf } from './form-props.ts'
import { OversightForm } from './oversight-form.tsx'

type Reason = 'press-page' | 'researcher' | 'shared-address' | 'name-collision' | 'other'
const choices = [
  { code: 'press-page', title: 'A page for the press or the public' },
  { code: 'researcher', title: 'Security research' },
  { code: 'shared-address', title: 'An address that several people share' },
  { code: 'name-collision', title: 'Another company of that name' },
  { code: 'other', title: 'Another reason' },
]

/** Sets a finding aside; it stays, with its lines. */
export function DismissForm({ finding, onDone }: FormProps) {
  const [reason, setReason] = useState('')
  const [words, setWords] = useState('')
  const send = () =>
    take(
      api.POST('/api/oversight/findings/{id}/dismiss', {
        ...pathOf(finding),
        body: { reason: reason as Reason, words },
      }),
    )
  return (
    <OversightForm name="Dismiss the finding" button="Dismiss it" {...{ send, onDone }}>
      <RadioField id="dismiss-reason" label="Reason" {...{ choices, value: reason, onChange: setReason }} />
      <LongTextField
        id="dismiss-words"
        label="Why"
        hint="The finding stays, with its lines; dismissals are counted in public."
        value={words}
        onChange={setWords}
        maxLength={5_000}
      />
    </OversightForm>
  )
}
