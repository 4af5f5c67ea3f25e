import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import type { components } from '../api.generated.ts'
import { PageHeading } from '../parts/page.tsx'
import { disclosuresQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { FindEntry } from './find-entry.tsx'
import { LogNav } from './log-nav.tsx'
import { audienceChoices, titleOf } from './log-record-words.ts'

type Disclosure = components['schemas']['Disclosures']['disclosures'][number]

/** Hidden values of the log that were opened for somebody, and the way to open more. */
export function DisclosuresPage() {
  const disclosures = useQuery(disclosuresQuery)
  return (
    <>
      <LogNav />
      <PageHeading title="Opened values">
        Names, case numbers and images are sealed in the log. Chosen ones can be opened for a court, the
        defence or an auditor; first the log says so, in public and for good.
      </PageHeading>
      <FindEntry />
      <section>
        <h2>Opened so far</h2>
        <Shown query={disclosures} what="what was opened" rows={5}>
          {({ disclosures: found }) =>
            found.length === 0 ? (
              <Empty title="Nothing was opened yet">
                <p>
                  Each opening will stand here, and as an entry of the log that everybody can count. Find an
                  entry above to begin.
                </p>
              </Empty>
            ) : (
              <Opened disclosures={found} />
            )
          }
        </Shown>
      </section>
    </>
  )
}

function Opened({ disclosures }: { disclosures: readonly Disclosure[] }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">Opened</th>
          <th scope="col">For</th>
          <th scope="col">Values</th>
          <th scope="col">On</th>
          <th scope="col">By</th>
          <th scope="col">Log says so in</th>
        </tr>
      </thead>
      <tbody>
        {disclosures.map((one) => (
          <tr key={one.logIndex}>
            <th scope="row" data-label="Opened">
              <When at={one.openedAt} />
            </th>
            <td data-label="For">
              {one.recipient} ({titleOf(audienceChoices, one.audience)})
            </td>
            <td data-label="Values">
              {one.fields.join(', ')} of entry {one.openedIndex}
            </td>
            <td data-label="On">{one.order ?? 'no order named'}</td>
            <td data-label="By">{one.openedBy}</td>
            <td data-label="Log says so in">entry {one.logIndex}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
