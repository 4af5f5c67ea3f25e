import { useQuery } from '@tanstack/react-query'
import { Table } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import type { CaseRequest, RequestSummary } from '../parts/api.ts'
import { requestsQuery } from '../parts/queries.ts'
import { stateOf } from './request-words.ts'

/** Everything that this requester asked with one picture, as tries of it: side by side, each with its own list and log entry. */
export function Tries({ request }: { request: CaseRequest }) {
  const requests = useQuery(requestsQuery)
  const own = triesOf(request, requests.data?.requests ?? [])
  if (own.length < 2) return null
  return (
    <Table
      fullWidth
      bordered={false}
      stackedStyle="default"
      className="cb-table cb-tries"
      caption="Your tries of this picture"
    >
      <thead>
        <tr>
          <th scope="col">Try</th>
          <th scope="col">Searched with</th>
          <th scope="col">State</th>
          <th scope="col">Request</th>
        </tr>
      </thead>
      <tbody>
        {own.map((one) => (
          <tr key={one.id} aria-current={one.id === request.id ? 'true' : undefined}>
            <th scope="row" data-label="Try">
              {one.tries ?? 'not searched'}
            </th>
            <td data-label="Searched with">{one.preparedBy?.join('; ') ?? 'the original'}</td>
            <td data-label="State">{stateOf(one)}</td>
            <td data-label="Request">
              {one.id === request.id ? (
                'this one'
              ) : (
                <Link to={`/requests/${one.id}`}>
                  Open<span className="usa-sr-only"> try {one.tries ?? 'not searched'}</span>
                </Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** The requests with the same file, first try first; what was not searched stands last. */
export function triesOf(request: CaseRequest, all: readonly RequestSummary[]): readonly RequestSummary[] {
  const place = ({ tries }: RequestSummary) => tries ?? Number.MAX_SAFE_INTEGER
  return all
    .filter(({ probeSha256 }) => probeSha256 !== undefined && probeSha256 === request.probe?.sha256)
    .toSorted((one, other) => place(one) - place(other))
}
