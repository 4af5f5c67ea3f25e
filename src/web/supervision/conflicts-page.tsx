import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import { PageHeading } from '../parts/page.tsx'
import { conflictsQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { SupervisionNav } from './supervision-nav.tsx'

type Row = {
  searchId: string
  sealedAt: string
  waitsFor: 'meeting' | 'signatures'
  mine: boolean
  maySign: boolean
}

/** Searches on which two examiners contradict each other. */
export function ConflictsPage() {
  const conflicts = useQuery(conflictsQuery)
  return (
    <>
      <SupervisionNav />
      <PageHeading title="Conflicts">
        Two examiners contradict each other on these searches. Each waits until somebody else records what a
        meeting came to; a lead comes of it only when both examiners sign.
      </PageHeading>
      <Shown query={conflicts} what="the conflicts">
        {(found) =>
          found.conflicts.length === 0 ? (
            <Empty title="No conflict waits">
              <p>
                A search stands here when one examiner supports somebody and the other does not, or when each
                supports another person.
              </p>
            </Empty>
          ) : (
            <Rows rows={found.conflicts} />
          )
        }
      </Shown>
    </>
  )
}

function Rows({ rows }: { rows: readonly Row[] }) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">Search</th>
          <th scope="col">Since (UTC)</th>
          <th scope="col">Waits for</th>
          <th scope="col">Next</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ searchId, sealedAt, waitsFor, mine, maySign }) => (
          <tr key={searchId}>
            <th scope="row" data-label="Search">
              <code>{searchId.slice(0, 8)}</code>
            </th>
            <td data-label="Since (UTC)">
              <When at={sealedAt} />
            </td>
            <td data-label="Waits for">
              {waitsFor === 'meeting' ? 'a meeting' : 'signatures'}
              {maySign ? ', also yours' : ''}
              {mine && !maySign ? '; one conclusion is yours' : ''}
            </td>
            <td data-label="Next">
              <Link to={`/conflicts/${searchId}`}>
                Open<span className="usa-sr-only"> the conflict of search {searchId.slice(0, 8)}</span>
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
