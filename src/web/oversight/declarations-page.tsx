import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type DeclarationRound, take } from '../parts/api.ts'
import { TextField } from '../parts/fields.tsx'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { OversightForm } from './oversight-form.tsx'
import { OversightNav } from './oversight-nav.tsx'
import { declarationsQuery } from './oversight-queries.ts'

/** The yearly declaration of everybody: who has given it, who has not, and opening the next. */
export function DeclarationsPage() {
  const declarations = useQuery(declarationsQuery)
  return (
    <>
      <OversightNav />
      <PageHeading title="Yearly declarations">
        Once a year everybody says whether face search outside this system was used. Whoever has not by the
        last day does nothing else here until it is given.
      </PageHeading>
      <Shown query={declarations} what="the declarations" rows={6}>
        {({ round }) => (
          <>
            {round === undefined ? (
              <Empty title="No declaration was asked for yet">
                <p>Open one below: everybody with an account is asked, and sees it on My attestations.</p>
              </Empty>
            ) : (
              <Round round={round} />
            )}
            <OpenForm />
          </>
        )}
      </Shown>
    </>
  )
}

function Round({ round }: { round: NonNullable<DeclarationRound['round']> }) {
  const used = round.given.filter((one) => one.used)
  return (
    <section>
      <h2>Declaration {round.year}</h2>
      <p>
        Due on {round.dueOn}. {round.given.length} given, {round.missing.length} missing.
      </p>
      {used.length === 0 ? (
        <p>Nobody has declared a use.</p>
      ) : (
        <>
          <h3>Declared a use</h3>
          <ul>
            {used.map(({ name, words, on }) => (
              <li key={name}>
                <strong>{name}</strong>, {on}: {words}
              </li>
            ))}
          </ul>
        </>
      )}
      {round.missing.length === 0 ? null : (
        <>
          <h3>Missing</h3>
          <p>{round.missing.join(', ')}</p>
        </>
      )}
    </section>
  )
}

function OpenForm() {
  const [year, setYear] = useState('')
  const [dueOn, setDueOn] = useState('')
  const send = () => take(api.POST('/api/oversight/declarations', { body: { year: Number(year), dueOn } }))
  return (
    <section className="cb-panel" aria-labelledby="open-title">
      <h2 id="open-title">Ask for the next</h2>
      <OversightForm
        name="Ask for the declaration"
        button="Ask everybody"
        {...{ send, onDone: () => setYear('') }}
      >
        <TextField id="round-year" label="Year" value={year} onChange={setYear} />
        <TextField id="round-due" label="Last day" type="date" value={dueOn} onChange={setDueOn} />
      </OversightForm>
    </section>
  )
}
