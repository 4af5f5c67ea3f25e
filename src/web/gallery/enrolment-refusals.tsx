import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { enrolmentRefusalsQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'

type Row = {
  id: string
  file: string
  bookingNumber?: string
  code: string
  reason: string
  needed: string
  refusedAt: string
}

/** Photographs that were not enrolled: which, why, and what would mend it. */
export function EnrolmentRefusals() {
  const refusals = useQuery(enrolmentRefusalsQuery)
  return (
    <section aria-label="Refused at enrolment">
      <Shown query={refusals} what="the refused photographs">
        {(found) =>
          found.refusals.length === 0 ? (
            <Empty title="Nothing was refused">
              <p>
                Photographs that cannot be enrolled are listed here with the reason and what would mend it.
              </p>
            </Empty>
          ) : (
            <RefusalTable rows={found.refusals} />
          )
        }
      </Shown>
    </section>
  )
}

function RefusalTable({ rows }: { rows: readonly Row[] }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">File</th>
          <th scope="col">Booking</th>
          <th scope="col">Why</th>
          <th scope="col">What is needed</th>
          <th scope="col">Refused</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row" data-label="File">
              {row.file}
            </th>
            <td data-label="Booking" className="cb-figure">
              {row.bookingNumber ?? '–'}
            </td>
            <td data-label="Why">
              {row.reason} <code>{row.code}</code>
            </td>
            <td data-label="What is needed">{row.needed}</td>
            <td data-label="Refused">
              <When at={row.refusedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
