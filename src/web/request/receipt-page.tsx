import { useQuery } from '@tanstack/react-query'
import { Alert } from '@trussworks/react-uswds'
import { Link } from 'react-router'
import { ElsewherePanel } from '../elsewhere/elsewhere-panel.tsx'
import type { CaseRequest, SearchReceipt } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { policyQuery } from '../parts/queries.ts'
import { RefusalList } from '../parts/refusals.tsx'
import { When } from '../parts/when.tsx'
import { Proposals } from './proposals.tsx'
import { readScanFigures } from './scan-figures.ts'
import { titleOf } from './title-of.ts'
import { TryAgain } from './try-again.tsx'
import { Withdraw } from './withdraw.tsx'

/** The receipt of a search: where it stands in the log, what was done, and what happens next. */
export function ReceiptPage({ request }: { request: CaseRequest }) {
  const { search, details } = request
  const policy = useQuery(policyQuery)
  if (search === undefined) return <PageHeading title="Search recorded" />
  return (
    <>
      <PageHeading title={titleFor(search)}>
        Case {details.caseNumber} · {titleOf(policy.data?.crimes ?? [], details.crime)}
      </PageHeading>
      <Figures search={search} />
      {search.refusal === undefined ? null : <RefusalList refusals={[search.refusal]} />}
      <Next search={search} />
      <Conditions search={search} />
      <ElsewherePanel caseNumber={details.caseNumber ?? ''} />
      <Proposals request={request} />
      {request.probe === undefined ? null : <TryAgain request={request} />}
      <p className="cb-actions">
        <Link to="/requests">Back to requests</Link>
        <Link to="/requests/new">New request</Link>
      </p>
    </>
  )
}

function titleFor({ status, leadId, withdrawnAt }: SearchReceipt): string {
  if (withdrawnAt !== undefined) return 'Withdrawn'
  if (status === 'done')
    return leadId === undefined ? 'Searched: examiners are next' : 'Searched and examined'
  if (status === 'searching') return 'Searching'
  if (status === 'interrupted') return 'The search was interrupted'
  return status === 'failed' ? 'The search failed' : 'This search was refused'
}

function Figures({ search }: { search: SearchReceipt }) {
  const figures = readScanFigures(search.certificate)
  return (
    <dl className="cb-figures">
      <Figure name="Search in the log" value={`entry ${search.logIndex}`} />
      <Figure
        name="Result in the log"
        value={search.resultIndex === undefined ? 'none yet' : `entry ${search.resultIndex}`}
      />
      <Figure
        name="Photographs compared"
        value={figures === undefined ? '–' : `${figures.scanned} of ${figures.gallery}`}
      />
      <Figure
        name="Candidates for the examiners"
        value={search.candidateCount === undefined ? '–' : String(search.candidateCount)}
      />
      <div>
        <dt>Recorded</dt>
        <dd>
          <When at={search.createdAt} />
        </dd>
      </div>
    </dl>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="cb-figure">{value}</dd>
    </div>
  )
}

/** What the permit asks for: nobody should have to look it up in the policy. */
function Conditions({ search: { conditions, decision } }: { search: SearchReceipt }) {
  if (conditions === undefined || decision === undefined) return null
  return (
    <section>
      <h2 className="cb-small-heading">Conditions of the permit</h2>
      <p>
        Permitted by {decision.packId}, version {decision.packVersion}. These hold for this search, whatever
        is adopted later.
      </p>
      <dl className="cb-conditions">
        {conditions.map(({ id, words, source }) => (
          <div key={id}>
            <dt>{id}</dt>
            <dd>
              {words}
              {source === undefined ? null : <span className="cb-source">{source}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Next({ search }: { search: SearchReceipt }) {
  const { examinations, leadId, status, withdrawnAt } = search
  if (withdrawnAt !== undefined)
    return (
      <p>
        This search was withdrawn <When at={withdrawnAt} />. Nobody examines it any more; it stays in the log
        and is counted.
      </p>
    )
  if (leadId !== undefined) {
    return (
      <Alert type="success" headingLevel="h2" heading="The examination is concluded">
        <Link to={`/leads/${leadId}`}>Read what they found, and its limits.</Link>
      </Alert>
    )
  }
  if (status !== 'done') {
    const words =
      'This stays in the log as it is. Nothing was shown to anybody. You can ask again with a new request.'
    return status === 'searching' ? <p role="status">This page follows the search.</p> : <p>{words}</p>
  }
  return (
    <section>
      {search.certificateWords === undefined ? null : <p>{search.certificateWords}</p>}
      <h2 className="cb-small-heading">What happens next</h2>
      <ol className="cb-list">
        <li>
          {examinations.required} certified examiners compare the faces, each without knowing the other's
          conclusion, and without seeing names or similarities. So far {examinations.sealed} of{' '}
          {examinations.required} have concluded.
        </li>
        <li>Only when they agree is there a lead. It is an investigative lead, not an identification.</li>
        <li>You find the answer here and under Leads. A candidate list is not shown to you before.</li>
      </ol>
      <Withdraw searchId={search.id} stale={['requests']} />
    </section>
  )
}
