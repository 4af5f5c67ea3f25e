import { useEffect, useRef, useState } from 'react'
import { api, type Neighbour, take } from '../parts/api.ts'
import { LongTextField, TextField } from '../parts/fields.tsx'
import { OversightForm } from './oversight-form.tsx'

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

type Props = { readonly neighbour: Neighbour | undefined; readonly onDone: () => void }

/** Tells the house how requests of another agency look; the last word of a code counts. */
export function NeighbourForm({ neighbour, onDone }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [code, setCode] = useState(neighbour?.code ?? '')
  const [name, setName] = useState(neighbour?.name ?? '')
  const [pattern, setPattern] = useState(neighbour?.casePattern ?? '')
  const [domains, setDomains] = useState(neighbour?.domains.join('\n') ?? '')
  const [places, setPlaces] = useState(neighbour?.places.join('\n') ?? '')
  useEffect(() => {
    if (neighbour !== undefined) heading.current?.focus()
  }, [neighbour])
  const body = {
    ...{ code, name, domains: linesOf(domains), places: linesOf(places) },
    ...(pattern.trim() === '' ? {} : { casePattern: pattern }),
  }
  const send = () => take(api.POST('/api/oversight/neighbours', { body }))
  const done = () => {
    for (const clear of [setCode, setName, setPattern, setDomains, setPlaces]) clear('')
    onDone()
  }
  return (
    <section className="cb-panel" aria-labelledby="neighbour-title">
      <h2 id="neighbour-title" ref={heading} tabIndex={-1}>
        {neighbour === undefined ? 'Describe an agency' : `Describe ${neighbour.name} anew`}
      </h2>
      <OversightForm name="Describe an agency" button="Record it" {...{ send, onDone: done }}>
        <TextField id="code" label="Code" hint="For example BURBANK-PD" value={code} onChange={setCode} />
        <TextField id="name" label="Name" value={name} onChange={setName} />
        <TextField
          id="pattern"
          label="How its case numbers look"
          hint="# is a digit, @ a letter: BPD-##-####. Leave it empty if you do not know."
          value={pattern}
          onChange={setPattern}
        />
        <LongTextField
          id="domains"
          label="Its domains"
          hint="One to a line, such as burbank.example"
          value={domains}
          onChange={setDomains}
          maxLength={20_000}
        />
        <LongTextField
          id="places"
          label="Places in its area"
          hint="One to a line"
          value={places}
          onChange={setPlaces}
          maxLength={20_000}
        />
      </OversightForm>
    </section>
  )
}
