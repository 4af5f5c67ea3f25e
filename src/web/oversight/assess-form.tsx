import { useState } from 'react'
import { api, take } from '../parts/api.ts'
import { LongTextField, RadioField } from '../parts/fields.tsx'
import { type FormProps, pathOf } from './form-props.ts'
import { OversightForm } from './oversight-form.tsx'

type Assessment = 'supports' | 'contradicts' | 'unclear' | 'not-heard'
const choices = [
  { code: 'supports', title: 'The answer and the lines agree' },
  { code: 'contradicts', title: 'The answer and the lines contradict each other' },
  { code: 'unclear', title: 'It stays unclear' },
  { code: 'not-heard', title: 'The person was not heard', more: 'Has left, or did not answer in time.' },
]

/** A supervisor's assessment of what the person answered. */
export function AssessForm({ finding, onDone }: FormProps) {
  const [assessment, setAssessment] = useState('')
  const [words, setWords] = useState('')
  const send = () =>
    take(
      api.POST('/api/oversight/findings/{id}/assess', {
        ...pathOf(finding),
        body: { assessment: assessment as Assessment, words },
      }),
    )
  return (
    <OversightForm name="Assess the finding" button="Record the assessment" {...{ send, onDone }}>
      <RadioField
        id="assessment"
        label="What the person says, and the lines"
        {...{ choices, value: assessment, onChange: setAssessment }}
      />
      <LongTextField
        id="assess-words"
        label="Why"
        hint="So that somebody who was not there can follow it."
        value={words}
        onChange={setWords}
        maxLength={5_000}
      />
    </OversightForm>
  )
}
