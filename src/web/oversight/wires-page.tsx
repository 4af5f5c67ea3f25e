import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import type { Wires } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Empty, Shown } from '../parts/states.tsx'
import { OversightNav } from './oversight-nav.tsx'
import { canariesQuery, wiresQuery } from './oversight-queries.ts'
import { PlantForm } from './plant-form.tsx'
import { WiresForm } from './wires-form.tsx'
import './oversight.css'

/** Which tripwires are strung, and the synthetic persons among the bookings. */
export function WiresPage() {
  const wires = useQuery(wiresQuery)
  return (
    <>
      <OversightNav />
      <PageHeading title="Tripwires">
        Rules over the house’s own records. Which are strung is public in the log, and so is every change.
      </PageHeading>
      <Shown query={wires} what="the tripwires" rows={8}>
        {(found) => (
          <>
            <WireTable wires={found} />
            <Planted />
            <PlantForm />
            <WiresForm wires={found} />
          </>
        )}
      </Shown>
    </>
  )
}

function WireTable({ wires: { wires, duty, manyInAnHour, resemblance, since } }: { wires: Wires }) {
  const hours = duty === undefined ? undefined : `${duty.from}:00 to ${duty.until}:00, ${duty.zone}`
  const alike = resemblance === undefined ? 'no similarity is set' : `from similarity ${resemblance} on`
  const more: Readonly<Record<string, string>> = {
    'outside-hours': hours ?? 'no hours are set',
    'many-opened': `${manyInAnHour} count as many`,
    'resembles-staff': alike,
    'resembles-figure': alike,
  }
  return (
    <>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
        <caption className="usa-sr-only">Tripwires</caption>
        <thead>
          <tr>
            <th scope="col">Wire</th>
            <th scope="col">State</th>
            <th scope="col">How</th>
          </tr>
        </thead>
        <tbody>
          {wires.map(({ rule, title, strung }) => (
            <tr key={rule}>
              <th scope="row" data-label="Wire">
                {title}
              </th>
              <td data-label="State">{strung ? 'strung' : 'slack'}</td>
              <td data-label="How">{more[rule] ?? 'as it happens'}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p>{since === undefined ? 'Nobody has strung any yet.' : `As they are since ${since.slice(0, 10)}.`}</p>
    </>
  )
}

function Planted() {
  const canaries = useQuery(canariesQuery)
  return (
    <section aria-labelledby="planted-title">
      <h2 id="planted-title">Planted persons</h2>
      <Shown query={canaries} what="the planted persons" rows={3}>
        {({ canaries: planted }) =>
          planted.length === 0 ? (
            <Empty title="Nobody is planted">
              <p>
                A person who does not exist, enrolled like a booking. A search with his picture, or a
                conclusion that names him, raises an alarm; he never becomes a lead.
              </p>
            </Empty>
          ) : (
            <ul>
              {planted.map(({ personId, bookingNumber, plantedAt, inGallery, words }) => (
                <li key={personId}>
                  <strong>{personId}</strong>, booking {bookingNumber}, {plantedAt.slice(0, 10)}
                  {inGallery ? '' : ', not enrolled: the picture was refused'}. {words}
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  )
}
