import { Checkbox } from '@trussworks/react-uswds'
import { useState } from 'react'
import { api, take, type Wires } from '../parts/api.ts'
import { LongTextField, TextField } from '../parts/fields.tsx'
import { OversightForm } from './oversight-form.tsx'

type Rule = Wires['wires'][number]['rule']
type Settable = Exclude<Rule, 'canary-listed' | 'canary-named'>
const isSettable = (rule: Rule): rule is Settable => !rule.startsWith('canary-')

/** Strings the wires anew. Those of planted persons cannot be slackened. */
export function WiresForm({ wires }: { wires: Wires }) {
  const settable = wires.wires.filter(({ rule }) => isSettable(rule))
  const [on, setOn] = useState<readonly Rule[]>(
    settable.filter(({ strung }) => strung).map(({ rule }) => rule),
  )
  const [from, setFrom] = useState(String(wires.duty?.from ?? ''))
  const [until, setUntil] = useState(String(wires.duty?.until ?? ''))
  const [zone, setZone] = useState(wires.duty?.zone ?? 'America/Los_Angeles')
  const [many, setMany] = useState(String(wires.manyInAnHour))
  const [like, setLike] = useState(wires.resemblance === undefined ? '' : String(wires.resemblance))
  const [words, setWords] = useState('')
  const duty = from === '' && until === '' ? {} : { duty: { from: Number(from), until: Number(until), zone } }
  const body = { wires: on.filter(isSettable), manyInAnHour: Number(many), words, ...duty, ...limitIn(like) }
  const send = () => take(api.POST('/api/oversight/wires', { body }))
  const turn = (rule: Rule) => setOn(on.includes(rule) ? on.filter((one) => one !== rule) : [...on, rule])
  return (
    <section className="cb-panel" aria-labelledby="string-title">
      <h2 id="string-title">String them anew</h2>
      <OversightForm
        name="String the wires"
        button="String them, in public"
        {...{ send, onDone: () => setWords('') }}
      >
        <fieldset className="usa-fieldset">
          <legend className="usa-label">Wires</legend>
          {settable.map(({ rule, title }) => (
            <Checkbox
              key={rule}
              id={`wire-${rule}`}
              name="wires"
              label={title}
              checked={on.includes(rule)}
              onChange={() => turn(rule)}
            />
          ))}
        </fieldset>
        <TextField
          id="duty-from"
          label="Duty begins at hour"
          hint="0 to 24"
          value={from}
          onChange={setFrom}
        />
        <TextField
          id="duty-until"
          label="Duty ends at hour"
          hint="0 to 24"
          value={until}
          onChange={setUntil}
        />
        <TextField id="duty-zone" label="Time zone" value={zone} onChange={setZone} />
        <TextField
          id="many"
          label="Lists opened in an hour that count as many"
          value={many}
          onChange={setMany}
        />
        <LikeField value={like} onChange={setLike} />
        <LongTextField
          id="wires-words"
          label="Why"
          hint="At least 20 characters."
          value={words}
          onChange={setWords}
          maxLength={5_000}
        />
      </OversightForm>
    </section>
  )
}

const limitIn = (like: string) => (like === '' ? {} : { resemblance: Number(like) })

function LikeField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <TextField
      id="like"
      label="Similarity from which on a probe resembles a portrait"
      hint="0.1 to 0.999, needed for the wires of portraits. It is no probability; what each limit gave on synthetic people is in docs/measured.md."
      value={value}
      onChange={onChange}
    />
  )
}
