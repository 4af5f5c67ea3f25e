import { useState } from 'react'
import { api, take } from '../parts/api.ts'
import { LongTextField, RadioField } from '../parts/fields.tsx'
import { OversightForm } from './oversight-form.tsx'

const choices = [
  { code: 'no', title: 'I used no face search outside this system this year' },
  { code: 'yes', title: 'I did, or somebody did for me' },
]

/** The yearly declaration of one person. */
export function DeclarationForm() {
  const [used, setUsed] = useState('')
  const [words, setWords] = useState('')
  const send = async () => {
    if (used === '') throw new Error('Choose one of the two sentences first.')
    return take(api.POST('/api/attestations/declaration', { body: { used: used === 'yes', words } }))
  }
  return (
    <OversightForm name="Give the declaration" button="Declare" send={send}>
      <RadioField
        id="declared"
        label="I declare"
        hint="Also searches that another agency, an informant or a friend made for a case of yours."
        {...{ choices, value: used, onChange: setUsed }}
      />
      {used === 'yes' ? (
        <LongTextField
          id="declared-words"
          label="What was used, for which case, and what it led to"
          value={words}
          onChange={setWords}
          maxLength={5_000}
        />
      ) : null}
    </OversightForm>
  )
}
