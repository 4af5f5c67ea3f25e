import { Link } from 'react-router'
import type { CaseRequest } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { RefusalList } from '../parts/refusals.tsx'

/** A submitted request that policy refused: what, why, what would be needed, and where it stands in the log. */
export function RefusedPage({ request }: { request: CaseRequest }) {
  const refusals = request.refusals ?? []
  return (
    <>
      <PageHeading title="This search was refused">
        Nothing was searched. Case {request.details.caseNumber ?? 'not given'}.
      </PageHeading>
      <RefusalList refusals={refusals} />
      <p>
        {request.refusalLogIndex === undefined
          ? 'The refusal was recorded.'
          : `The refusal is entry ${request.refusalLogIndex} of the log and is counted in public.`}{' '}
        Your answers are kept: change them and submit again. If you think the rule is wrong, ask your
        supervisor; it is listed under <Link to="/policy">Policy</Link> with its source.
      </p>
      <p className="cb-actions">
        <Link className="usa-button" to={`/requests/${request.id}/review`}>
          Change the request
        </Link>
        <Link to="/requests">Back to requests</Link>
      </p>
    </>
  )
}
