import { useState } from 'react'
import { LongTextField } from '../parts/fields.tsx'
import { OversightForm } from './oversight-form.tsx'

type Props = {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly hint: string
  readonly button: string
  readonly send: (words: string) => Promise<unknown>
  readonly onDone?: () => void
}

/** Records one thing that needs nothing but its words. */
export function WordsForm({ id, name, label, hint, button, send, onDone }: Props) {
  const [words, setWords] = useState('')
  const done = () => {
    setWords('')
    onDone?.()
  }
  return (
    <OversightForm {...{ name, button, send: () => send(words), onDone: done }}>
      <LongTextField {...{ id, label, hint, value: words, onChange: setWords }} maxLength={5_000} />
    </OversightForm>
  )
}
