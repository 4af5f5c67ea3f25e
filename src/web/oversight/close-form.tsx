import { useState } from 'react'
import { api, take } from '../parts/api.ts'
import { LongTextField, RadioField } from '../parts/fields.tsx'
import { type FormProps, pathOf } from './form-props.ts'
import { OversightForm } from './oversight-form.tsx'

type ClosingClass =
  | 'used-before-rule'
  | 'used-under-contract'
  | 'misconduct-sustained'
  | 'misconduct-not-sustained'
  | 'not-a-use'

const classes = {
  'used-before-rule': 'Used while no rule existed',
  'used-under-contract': 'Used under a contract in force',
  'misconduct-sustained': 'Misconduct, sustained',
  'misconduct-not-sustained': 'Misconduct, not sustained',
  'not-a-use': 'No use after all',
} as const

/** The classes that fit the rule of the finding's day. */
function fitting({ misconduct, period }: FormProps['finding']): readonly ClosingClass[] {
  if (misconduct) return ['misconduct-sustained', 'misconduct-not-sustained', 'not-a-use']
  if (period === 'no rule') return ['used-before-rule', 'not-a-use']
  return period === 'contracted' ? ['used-under-contract', 'not-a-use'] : ['not-a-use']
}

/** Closes a finding with a class; the log counts the classes in public. */
export function CloseForm({ finding, onDone }: FormProps) {
  const [chosen, setChosen] = useState('')
  const [words, setWords] = useState('')
  const send = () =>
    take(
      api.POST('/api/oversight/findings/{id}/close', {
        ...pathOf(finding),
        body: { class: chosen as ClosingClass, words },
      }),
    )
  return (
    <OversightForm name="Close the finding" button="Close it" {...{ send, onDone }}>
      <RadioField
        id="closing-class"
        label="Class"
        choices={fitting(finding).map((code) => ({ code, title: classes[code] }))}
        value={chosen}
        onChange={setChosen}
      />
      <LongTextField
        id="close-words"
        label="Conclusion"
        hint="Whoever assessed it does not close it. It cannot be altered afterwards."
        value={words}
        onChange={setWords}
        maxLength={5_000}
      />
    </OversightForm>
  )
}
