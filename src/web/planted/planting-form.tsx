import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { OversightForm } from '../oversight/oversight-form.tsx'
import { api, type Planting, take } from '../parts/api.ts'
import { LongTextField, SelectField } from '../parts/fields.tsx'
import { plantingQuery } from '../parts/queries.ts'
import { settingWords } from './planted-words.ts'

const choices = [0, 1, 2, 3].map((faces) => ({ code: String(faces), title: settingWords(faces) }))

/** Sets how many faces are planted in each list that is opened from now on. */
export function PlantingForm({ setting }: Pick<Planting, 'setting'>) {
  const client = useQueryClient()
  const [faces, setFaces] = useState(String(setting.faces))
  const [words, setWords] = useState('')
  const send = () => take(api.POST('/api/planting', { body: { faces: Number(faces), words } }))
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
          choices={choices}
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
