import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import type { Policy, RequestSummary } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { policyQuery, requestsQuery } from '../parts/queries.ts'
import { Empty, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { nextActOf, pictureOf, stateOf } from './request-words.ts'
import { titleOf } from './title-of.ts'

/** A person's own requests, newest first. */
export function RequestsPage() {
  const requests = useQuery(requestsQuery)
  // The titles of offences are known first, so that no column changes its width afterwards.
  const policy = useQuery(policyQuery)
  const waiting = { ...requests, data: undefined, isPending: true }
  return (
    <>
      <div className="cb-head">
        <PageHeading title="Requests" />
        <Link className="usa-button" to="/requests/new">
          New request
        </Link>
      </div>
      <Shown query={policy.isPending ? waiting : requests} what="your requests">
        {(found) =>
          found.requests.length === 0 ? (
            <NoRequests />
          ) : (
            <RequestTable requests={found.requests} crimes={policy.data?.crimes ?? []} />
          )
        }
      </Shown>
    </>
  )
}

function NoRequests() {
  return (
    <Empty title="You have not asked for a search yet">
      <p>
        A request says which case a search is for and why, and carries one image. Policy decides, the log
        records it, and examiners compare what is found.
      </p>
      <p>Have ready: the case number, the image, and how it was obtained.</p>
    </Empty>
  )
}

type TableProps = { requests: readonly RequestSummary[]; crimes: Policy['crimes'] }

function RequestTable({ requests, crimes }: TableProps) {
  return (
    <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
      <thead>
        <tr>
          <th scope="col">Case</th>
          <th scope="col">Offence</th>
          <th scope="col">Picture</th>
          <th scope="col">State</th>
          <th scope="col">Last change</th>
          <th scope="col">Next</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <tr key={request.id}>
            <th scope="row" data-label="Case">
              {request.details.caseNumber ?? 'no number'}
            </th>
            <td data-label="Offence">{titleOf(crimes, request.details.crime) || '–'}</td>
            <td data-label="Picture">{pictureOf(request)}</td>
            <td data-label="State">{stateOf(request)}</td>
            <td data-label="Last change">
              <When at={request.updatedAt} />
            </td>
            <td data-label="Next">
              <Link to={`/requests/${request.id}`}>
                {nextActOf(request)}
                <span className="usa-sr-only"> {request.details.caseNumber ?? 'draft without number'}</span>
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
