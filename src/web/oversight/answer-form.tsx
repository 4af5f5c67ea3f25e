import { useState } from 'react'
import { api, take } from '../parts/api.ts'
import { LongTextField, RadioField, TextField } from '../parts/fields.tsx'
import { OversightForm } from './oversight-form.tsx'

const yesNo = [
  { code: 'yes', title: 'Yes, I used it' },
  { code: 'no', title: 'No' },
]

/** The four questions: used, for which case, on whose behalf, what it led to. */
export function AnswerForm({ id }: { id: string }) {
  const [used, setUsed] = useState('')
  const [forCase, setForCase] = useState('')
  const [onBehalfOf, setOnBehalfOf] = useState('')
  const [ledTo, setLedTo] = useState('')
  const [words, setWords] = useState('')
  const send = () => {
    if (used === '') throw new Error('Say first whether you used it.')
    return take(
      api.POST('/api/attestations/{id}', {
        params: { path: { id } },
        body: { used: used === 'yes', forCase, onBehalfOf, ledTo, words },
      }),
    )
  }
  return (
    <OversightForm name="Answer the question" button="Give this answer" send={async () => send()}>
      <RadioField
        id={`used-${id}`}
        label="Did you use it?"
        {...{ choices: yesNo, value: used, onChange: setUsed }}
      />
      {used === 'yes' ? (
        <>
          <TextField
            id={`case-${id}`}
            label="For which case?"
            hint="The number, or none"
            value={forCase}
            onChange={setForCase}
          />
          <TextField
            id={`behalf-${id}`}
            label="On whose behalf?"
            hint="Your own, a colleague, another agency, somebody else"
            value={onBehalfOf}
            onChange={setOnBehalfOf}
          />
          <LongTextField
            id={`led-${id}`}
            label="What did it lead to?"
            value={ledTo}
            onChange={setLedTo}
            maxLength={5_000}
          />
        </>
      ) : null}
      <LongTextField
        id={`words-${id}`}
        label={used === 'no' ? 'How did these lines come about?' : 'Anything else'}
        value={words}
        onChange={setWords}
        maxLength={5_000}
      />
    </OversightForm>
  )
}
