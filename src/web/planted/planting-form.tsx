import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { OversightForm } from '../oversight/oversight-form.tsx'
import { api, type Planting, take } from '../parts/api.ts'
import { LongTextField, SelectField } from '../parts/fields.tsx'
import { plantingQuery } from '../parts/queries.ts'
import { casesWords, settingWords } from './planted-words.ts'

const faceChoices = [0, 1, 2, 3].map((faces) => ({ code: String(faces), title: settingWords(faces) }))
const usualCases = [0, 5, 10, 20, 50, 100]
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** Sets how many faces are planted in each list that is opened from now on, and how often a whole case. */
export function PlantingForm({ setting }: Pick<Planting, 'setting'>) {
  const client = useQueryClient()
  const [faces, setFaces] = useState(String(setting.faces))
  const [cases, setCases] = useState(String(setting.cases))
  const [words, setWords] = useState('')
  const caseChoices = [...new Set([...usualCases, setting.cases])]
    .toSorted((one, other) => one - other)
    .map((each) => ({ code: String(each), title: capital(casesWords(each)) }))
  const body = { faces: Number(faces), cases: Number(cases), words }
  const send = () => take(api.POST('/api/planting', { body }))
  const done = () => {
    setWords('')
    void client.invalidateQueries({ queryKey: plantingQuery.queryKey })
  }
  return (
    <section className="cb-panel" aria-labelledby="planting-title">
      <h2 id="planting-title">Change it</h2>
      <OversightForm name="Set the planting" button="Set it, in public" {...{ send, onDone: done }}>
        <SelectField
          id="planted-faces"
          label="Faces of nobody in each list"
          hint="The same in every list, so that its length tells nothing. Lists that are open already stay as they are."
          value={faces}
          onChange={setFaces}
          choices={faceChoices}
        />
        <SelectField
          id="planted-cases"
          label="Whole cases of nobody in the queue"
          hint="A task like any other, which measures how often the right person is missed. It costs one examination each. With none, those that nobody began leave the queue."
          value={cases}
          onChange={setCases}
          choices={caseChoices}
        />
        <LongTextField
          id="planting-words"
          label="Why"
          hint="At least 20 characters; sealed in the log."
          value={words}
          onChange={setWords}
          maxLength={2_000}
        />
      </OversightForm>
    </section>
  )
}
