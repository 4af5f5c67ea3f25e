import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type ServiceArea, take } from '../parts/api.ts'
import { LongTextField } from '../parts/fields.tsx'
import { Shown } from '../parts/states.tsx'
import { type AreaLines, linesOf, placesIn } from './area-lines.ts'
import { OversightForm } from './oversight-form.tsx'
import { areaQuery } from './oversight-queries.ts'

/** The area that the agency serves, by which an incident elsewhere is told. */
export function AreaSection() {
  const area = useQuery(areaQuery)
  return (
    <section className="cb-panel" aria-labelledby="area-title">
      <h2 id="area-title">The area that we serve</h2>
      <Shown query={area} what="the area" rows={3}>
        {(found) => <AreaForm key={found.since ?? 'never'} area={found} />}
      </Shown>
    </section>
  )
}

const kinds = [
  { kind: 'municipality', label: 'Cities and towns', hint: 'One to a line: Burbank, CA' },
  { kind: 'county', label: 'Counties', hint: 'One to a line: Los Angeles, CA' },
  { kind: 'state', label: 'States', hint: 'Only where you serve a whole state' },
  { kind: 'postal-code', label: 'Postal codes', hint: 'One to a line; 900* is every code that begins so' },
] as const

function AreaForm({ area }: { area: ServiceArea }) {
  const [lines, setLines] = useState<AreaLines>(() => linesOf(area.places))
  const [words, setWords] = useState('')
  const body = { places: placesIn(lines), words }
  const send = () => take(api.POST('/api/oversight/area', { body }))
  return (
    <>
      <p>
        {area.since === undefined
          ? 'No area is set: no incident is outside.'
          : `Set on ${area.since.slice(0, 10)}, ${placesTold(area.places.length)}: ${area.words ?? ''}`}{' '}
        A request whose place is covered by none of these lines waits for a supervisor. The log shows how many
        there are, and not which.
      </p>
      <OversightForm name="Set the area" button="Set the area" send={send}>
        <div className="cb-area">
          {kinds.map(({ kind, label, hint }) => (
            <LongTextField
              key={kind}
              id={`area-${kind}`}
              label={label}
              hint={hint}
              value={lines[kind]}
              onChange={(value) => setLines((before) => ({ ...before, [kind]: value }))}
              maxLength={20_000}
            />
          ))}
        </div>
        <LongTextField
          id="area-words"
          label="Why"
          hint="What draws this area: a charter, a statute, an agreement. At least 20 characters."
          value={words}
          onChange={setWords}
          maxLength={5_000}
        />
      </OversightForm>
    </>
  )
}

const placesTold = (count: number): string => (count === 1 ? 'one place' : `${count} places`)
