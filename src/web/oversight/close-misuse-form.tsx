import { useState } from 'react'
import { api, type MisuseCase, take } from '../parts/api.ts'
import { LongTextField, RadioField, SelectField } from '../parts/fields.tsx'
import {
  choicesOf,
  classTitles,
  type Discipline,
  disciplineTitles,
  type MisuseClass,
} from './misuse-words.ts'
import { OversightForm } from './oversight-form.tsx'

/** Closes a case with a finding and what follows from it, by somebody other than whoever opened it. */
export function CloseMisuseForm({ found, onDone }: { found: MisuseCase; onDone: () => void }) {
  const [finding, setFinding] = useState('')
  const [discipline, setDiscipline] = useState('')
  const [words, setWords] = useState('')
  const send = () =>
    take(
      api.POST('/api/oversight/misuse/{id}/close', {
        params: { path: { id: found.id } },
        body: { class: finding as MisuseClass, discipline: discipline as Discipline, words },
      }),
    )
  return (
    <OversightForm name="Close the case" button="Close it, in public" {...{ send, onDone }}>
      <RadioField
        id="misuse-class"
        label="Finding"
        choices={choicesOf(classTitles)}
        value={finding}
        onChange={setFinding}
      />
      <SelectField
        id="misuse-discipline"
        label="What follows from it"
        hint="Discipline follows from a sustained case only; training may follow from any."
        choices={choicesOf(disciplineTitles)}
        value={discipline}
        onChange={setDiscipline}
      />
      <LongTextField
        id="close-misuse-words"
        label="Reasons"
        hint={`${found.openedBy} opened the case and does not close it. Finding and discipline are public; these words are not.`}
        value={words}
        onChange={setWords}
        maxLength={5_000}
      />
    </OversightForm>
  )
}
