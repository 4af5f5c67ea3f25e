import { useQuery } from '@tanstack/react-query'
import { Button, Table } from '@trussworks/react-uswds'
import { useState } from 'react'
import { api, take } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { FigureForm } from './figure-form.tsx'
import { OversightNav } from './oversight-nav.tsx'
import { portraitsQuery } from './oversight-queries.ts'
import { WordsForm } from './words-form.tsx'
import './oversight.css'

type Row = {
  id: string
  kind: 'staff' | 'figure'
  name: string
  words: string
  addedAt: string
  guards: boolean
}

/** Whom the wires for portraits guard: the agency's own people, who registered themselves, and public figures. */
export function PortraitsPage() {
  const portraits = useQuery(portraitsQuery)
  return (
    <>
      <OversightNav />
      <PageHeading title="Reference portraits">
        A search whose probe resembles one of these raises an alarm for auditors, and goes on. They are no
        part of the gallery, no search finds them, and nobody is shown a picture. Whether the wires are
        strung, and from which similarity on, is on the page Tripwires.
      </PageHeading>
      <Shown query={portraits} what="the reference portraits" rows={5}>
        {(found) => (
          <>
            {found.portraits.length === 0 ? (
              <Empty title="No portrait is registered">
                <p>
                  Once the wire for staff photographs is strung, each person registers his own on the page
                  Your account. Public figures are registered below, each with a reason.
                </p>
              </Empty>
            ) : (
              <PortraitTable portraits={found.portraits} />
            )}
            <FigureForm most={found.mostFigures} />
          </>
        )}
      </Shown>
    </>
  )
}

function PortraitTable({ portraits }: { portraits: readonly Row[] }) {
  const [deleting, setDeleting] = useState<string>()
  const chosen = portraits.find(({ id }) => id === deleting)
  return (
    <>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
        <caption className="usa-sr-only">Reference portraits, by kind and name</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">Since</th>
            <th scope="col">Why</th>
            <th scope="col">Delete</th>
          </tr>
        </thead>
        <tbody>
          {portraits.map(({ id, kind, name, words, addedAt, guards }) => (
            <tr key={id}>
              <th scope="row" data-label="Name">
                {name}
              </th>
              <td data-label="Kind">{kind === 'staff' ? 'staff photograph' : 'public figure'}</td>
              <td data-label="Since">{addedAt.slice(0, 10)}</td>
              <td data-label="Why">
                {words}
                {guards ? null : (
                  <strong className="cb-unit">
                    Guards nobody: the face model in use has not coded it. If this stays, register it anew.
                  </strong>
                )}
              </td>
              <td data-label="Delete">
                <Button
                  type="button"
                  unstyled
                  aria-expanded={deleting === id}
                  onClick={() => setDeleting(deleting === id ? undefined : id)}
                >
                  Delete…<span className="usa-sr-only"> {name}</span>
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {chosen === undefined ? null : (
        <section className="cb-panel" aria-labelledby="delete-title">
          <h2 id="delete-title">Delete the portrait of {chosen.name}</h2>
          <WordsForm
            id="delete-words"
            name="Delete the portrait"
            label="Reason for deleting"
            hint="At least 20 characters; sealed in the log. The picture is overwritten."
            button="Delete row and picture"
            send={(words) =>
              take(
                api.POST('/api/oversight/portraits/{id}/delete', {
                  params: { path: { id: chosen.id } },
                  body: { words },
                }),
              )
            }
            onDone={() => setDeleting(undefined)}
          />
        </section>
      )}
    </>
  )
}
