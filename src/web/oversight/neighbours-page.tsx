import { useQuery } from '@tanstack/react-query'
import { Button, Table } from '@trussworks/react-uswds'
import { useState } from 'react'
import type { Neighbour } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { AreaSection } from './area-section.tsx'
import { NeighbourForm } from './neighbour-form.tsx'
import { OversightNav } from './oversight-nav.tsx'
import { neighboursQuery } from './oversight-queries.ts'
import './oversight.css'

/** How requests of other agencies look, by which one that is made as the agency's own is held. */
export function NeighboursPage() {
  const neighbours = useQuery(neighboursQuery)
  const [changing, setChanging] = useState<Neighbour>()
  return (
    <>
      <OversightNav />
      <PageHeading title="Requests of other agencies">
        Described here, a request that looks like another agency’s and is made as our own waits for a
        supervisor, who reads the signs in words; so does one for an incident outside the area that we serve.
        A sign is no proof: cases are transferred.
      </PageHeading>
      <Shown query={neighbours} what="the other agencies" rows={5}>
        {(found) => (
          <>
            {found.neighbours.length === 0 ? (
              <Empty title="No other agency is described">
                <p>
                  Nobody knows better than you how the case numbers of your neighbours look. Until one is
                  described, only requests on record at the desk for other agencies and pictures refused
                  before give signs.
                </p>
              </Empty>
            ) : (
              <NeighbourTable neighbours={found.neighbours} onChange={setChanging} />
            )}
            <NeighbourForm
              key={changing?.code ?? 'new'}
              neighbour={changing}
              onDone={() => setChanging(undefined)}
            />
          </>
        )}
      </Shown>
      <AreaSection />
    </>
  )
}

type TableProps = {
  readonly neighbours: readonly Neighbour[]
  readonly onChange: (neighbour: Neighbour) => void
}

function NeighbourTable({ neighbours, onChange }: TableProps) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <caption className="usa-sr-only">Other agencies, and how their requests look</caption>
      <thead>
        <tr>
          <th scope="col">Agency</th>
          <th scope="col">Case numbers</th>
          <th scope="col">Domains</th>
          <th scope="col">Places</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {neighbours.map((one) => (
          <tr key={one.code}>
            <th scope="row" data-label="Agency">
              {one.name}
              <span className="cb-unit">{one.code}</span>
            </th>
            <td data-label="Case numbers">
              {one.casePattern === undefined ? 'not told' : <code>{one.casePattern}</code>}
            </td>
            <td data-label="Domains">{one.domains.join(', ') || 'none'}</td>
            <td data-label="Places">{one.places.join(', ') || 'none'}</td>
            <td data-label="Change">
              <Button type="button" unstyled onClick={() => onChange(one)}>
                Describe anew<span className="usa-sr-only">: {one.name}</span>
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
