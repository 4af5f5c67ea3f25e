import { useState } from 'react'
import { useNavigate } from 'react-router'
import { api, take } from '../parts/api.ts'
import { LongTextField, TextField } from '../parts/fields.tsx'
import { OversightForm } from './oversight-form.tsx'

/** Announces a sample in the log; what it holds nobody knows yet. */
export function AnnounceForm() {
  const navigate = useNavigate()
  const [size, setSize] = useState('20')
  const [from, setFrom] = useState('0')
  const [words, setWords] = useState('')
  const send = async () => {
    const body = { size: Number(size), from: Number(from), words }
    const { id } = await take(api.POST('/api/oversight/audits', { body }))
    await navigate(`/oversight/audits/${id}`)
  }
  return (
    <section className="cb-panel" aria-labelledby="announce-title">
      <h2 id="announce-title">Announce an audit</h2>
      <OversightForm name="Announce an audit" button="Announce it, in public" send={send}>
        <TextField
          id="audit-size"
          label="How many searches"
          hint="1 to 100; fewer are drawn where there are fewer."
          value={size}
          onChange={setSize}
        />
        <TextField
          id="audit-from"
          label="From log entry"
          hint="Searches from this entry up to the announcement can be drawn; 0 is the whole log."
          value={from}
          onChange={setFrom}
        />
        <LongTextField
          id="audit-words"
          label="What is audited, and why"
          hint="At least 20 characters. Number and span are public in the log; these words are not."
          value={words}
          onChange={setWords}
          maxLength={5_000}
        />
      </OversightForm>
    </section>
  )
}
