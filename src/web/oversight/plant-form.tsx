import { Checkbox } from '@trussworks/react-uswds'
import { useState } from 'react'
import { sendForm } from '../parts/api.ts'
import { LongTextField, TextField } from '../parts/fields.tsx'
import { PhotoField } from '../parts/photo-field.tsx'
import { OversightForm } from './oversight-form.tsx'

const empty = { person_id: '', booking_number: '', booked_on: '', birth_date: '', sex: '', words: '' }

/** Plants a synthetic person: an ordinary booking of somebody who does not exist, marked before it is enrolled. */
export function PlantForm() {
  const [draft, setDraft] = useState(empty)
  const [photo, setPhoto] = useState<File>()
  const [synthetic, setSynthetic] = useState(false)
  const [planted, setPlanted] = useState('')
  const [times, setTimes] = useState(0)
  const set = (name: keyof typeof empty) => (value: string) =>
    setDraft((before) => ({ ...before, [name]: value }))
  const field = (name: keyof typeof empty) => ({ id: name, value: draft[name], onChange: set(name) })
  const send = async () => {
    const form = new FormData()
    for (const [name, value] of Object.entries(draft)) form.append(name, value.trim())
    form.append('synthetic', synthetic ? 'yes' : 'no')
    if (photo !== undefined) form.append('photo', photo, photo.name)
    const { personId, logIndex } = await sendForm<{ personId: string; logIndex: number }>({
      ...{ method: 'POST', path: '/api/oversight/canaries', form },
    })
    setPlanted(`${personId} is planted and marked: entry ${logIndex} of the log.`)
  }
  const done = () => {
    setDraft(empty)
    setSynthetic(false)
    setPhoto(undefined)
    setTimes((before) => before + 1)
  }
  return (
    <section className="cb-panel" aria-labelledby="plant-title">
      <h2 id="plant-title">Plant a person</h2>
      <p>
        Plant amid an ordinary intake, with numbers that look like those of the other bookings, so that the
        booking does not stand out. How many are planted is public; who it is stays here.
      </p>
      <OversightForm
        name="Plant the person"
        button="Plant, mark and count in public"
        {...{ send, onDone: done }}
      >
        <PhotoField
          key={times}
          id="plant-photo"
          label="Booking picture"
          hint="Of a person who does not exist. JPEG, PNG, WebP or TIFF."
          onChange={setPhoto}
        />
        <TextField label="Person id" hint="One that no booking has" {...field('person_id')} />
        <TextField label="Booking number" hint="One that no booking has" {...field('booking_number')} />
        <TextField label="Booked on" type="date" {...field('booked_on')} />
        <TextField label="Date of birth" type="date" {...field('birth_date')} />
        <TextField label="Sex" hint="As in a booking" {...field('sex')} />
        <LongTextField
          label="Where the picture is from"
          hint="At least 20 characters; sealed in the log."
          maxLength={5_000}
          {...field('words')}
        />
        <Checkbox
          id="synthetic"
          name="synthetic"
          label="The picture shows nobody who exists."
          checked={synthetic}
          onChange={() => setSynthetic(!synthetic)}
        />
      </OversightForm>
      <p role="status">{planted}</p>
    </section>
  )
}
