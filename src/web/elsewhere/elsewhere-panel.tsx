import { queryOptions, useQuery } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import { api, take } from '../parts/api.ts'
import { Shown } from '../parts/states.tsx'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'
import { ElsewhereForm } from './elsewhere-form.tsx'

export const elsewhereQuery = (caseNumber: string) =>
  queryOptions({
    queryKey: ['elsewhere', caseNumber],
    queryFn: () => take(api.GET('/api/elsewhere', { params: { query: { caseNumber } } })),
  })

/** Names that face searches elsewhere produced in a case, and a form that declares one. */
export function ElsewherePanel({ caseNumber }: { caseNumber: string }) {
  if (whyNot(useSession(), 'elsewhere') !== undefined || caseNumber === '') return null
  return <Panel caseNumber={caseNumber} />
}

function Panel({ caseNumber }: { caseNumber: string }) {
  const [open, setOpen] = useState(false)
  const found = useQuery(elsewhereQuery(caseNumber))
  return (
    <section className="cb-no-print" aria-labelledby="elsewhere-title">
      <h2 id="elsewhere-title">Face search elsewhere</h2>
      <p>
        Did any face search, by anybody, produce a name in case {caseNumber}? A person whom a search elsewhere
        produced does not become a lead of ours in it, and the prosecutor must be told.
      </p>
      <Shown query={found} what="what was declared" rows={2}>
        {({ names }) =>
          names.length === 0 ? (
            <p>Nothing was declared.</p>
          ) : (
            <ul className="cb-list">
              {names.map((one) => (
                <li key={one.logIndex}>
                  <strong>{one.system}</strong> ({one.kindTitle}), run by {one.operator} on {one.foundOn}:{' '}
                  {one.words} {one.personId === undefined ? 'Not in the gallery.' : `Person ${one.personId}.`}{' '}
                  To be told: {one.discloseTo}. Declared by {one.declaredBy}, entry {one.logIndex}.
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      <Button type="button" outline aria-expanded={open} onClick={() => setOpen(!open)}>
        Declare one
      </Button>
      {open ? <ElsewhereForm caseNumber={caseNumber} onDone={() => setOpen(false)} /> : null}
    </section>
  )
}
