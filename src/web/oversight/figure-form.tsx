import { useState } from 'react'
import { sendForm } from '../parts/api.ts'
import { LongTextField, TextField } from '../parts/fields.tsx'
import { PhotoField } from '../parts/photo-field.tsx'
import { OversightForm } from './oversight-form.tsx'

/** Registers a public figure whom a search out of curiosity must not pass unseen. */
export function FigureForm({ most }: { most: number }) {
  const [name, setName] = useState('')
  const [words, setWords] = useState('')
  const [photo, setPhoto] = useState<File>()
  const [times, setTimes] = useState(0)
  const send = () => {
    const form = new FormData()
    form.append('name', name)
    form.append('words', words)
    if (photo !== undefined) form.append('photo', photo, photo.name)
    return sendForm({ method: 'POST', path: '/api/oversight/portraits', form })
  }
  const done = () => {
    setName('')
    setWords('')
    setPhoto(undefined)
    setTimes((before) => before + 1)
  }
  return (
    <section className="cb-panel" aria-labelledby="figure-title">
      <h2 id="figure-title">Register a public figure</h2>
      <p>
        This guards the person in the picture. It is no list of people to look for: an alarm is no lead, tells
        nobody but auditors, and at most {most} can be registered.
      </p>
      <OversightForm name="Register a public figure" button="Register" {...{ send, onDone: done }}>
        <PhotoField
          key={times}
          id="figure-photo"
          label="Portrait"
          hint="One face. JPEG, PNG, WebP or TIFF."
          onChange={setPhoto}
        />
        <TextField id="figure-name" label="Name and office" value={name} onChange={setName} />
        <LongTextField
          id="figure-words"
          label="Reason"
          hint="At least 20 characters; sealed in the log, which counts in public how many are registered."
          value={words}
          onChange={setWords}
          maxLength={5_000}
        />
      </OversightForm>
    </section>
  )
}
