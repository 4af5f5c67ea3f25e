import { useState } from 'react'
import { type Alarm, api, take } from '../parts/api.ts'
import { LongTextField, RadioField } from '../parts/fields.tsx'
import { OversightForm } from './oversight-form.tsx'

type Class = NonNullable<Alarm['settled']>['class']
const choices: readonly { code: Class; title: string; more?: string }[] = [
  { code: 'false-alarm', title: 'Nothing to it' },
  { code: 'in-order', title: 'Unusual, and in order' },
  { code: 'mistake', title: 'A rule was broken by mistake' },
  {
    code: 'misuse',
    title: 'Misuse',
    more: 'Opens a case with this alarm as its ground; the account is held.',
  },
]

/** Settles an alarm for good; the class is public, the words are not. */
export function SettleForm({ alarm, onDone }: { alarm: Alarm; onDone: () => void }) {
  const [found, setFound] = useState('')
  const [words, setWords] = useState('')
  const send = () =>
    take(
      api.POST('/api/oversight/alarms/{id}/settle', {
        params: { path: { id: alarm.id } },
        body: { class: found as Class, words },
      }),
    )
  return (
    <OversightForm name="Settle the alarm" button="Settle for good" {...{ send, onDone }}>
      <RadioField
        id={`class-${alarm.id}`}
        label="It was"
        {...{ choices, value: found, onChange: setFound }}
      />
      <LongTextField
        id={`words-${alarm.id}`}
        label="What was found"
        hint="At least 20 characters. What it was is public in the log; these words are not."
        value={words}
        onChange={setWords}
        maxLength={5_000}
      />
    </OversightForm>
  )
}
