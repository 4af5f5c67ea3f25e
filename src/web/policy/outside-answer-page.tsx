import { useQuery } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { Link, useParams } from 'react-router'
import { api, type OutsideRequest, take } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Shown } from '../parts/states.tsx'

/** The written answer to another agency, as it is printed and sent. */
export function OutsideAnswerPage() {
  const { id = '' } = useParams()
  const answer = useQuery({
    queryKey: ['outside', id],
    queryFn: () => take(api.GET('/api/outside/{id}', { params: { path: { id } } })),
  })
  return (
    <Shown query={answer} what="the answer" rows={8}>
      {(found) => <Letter answer={found} />}
    </Shown>
  )
}

const headings = {
  refused: 'Refusal of a request for a face search',
  'form-missing': 'Request for a face search sent back: form not complete',
  'may-be-served': 'Request for a face search that may be served',
} as const

function Letter({ answer }: { answer: OutsideRequest }) {
  const { agency, askingAgency, decision, policy } = answer
  return (
    <article className="cb-letter">
      <p className="cb-not-printed">
        <Link to="/policy/outside">All requests of other agencies</Link>
      </p>
      <PageHeading title={headings[decision]} />
      <p>
        {agency.name} ({agency.id})
        <br />
        to {askingAgency}
        {answer.contact === '' ? '' : `, ${answer.contact}`}
      </p>
      <p>
        {answer.enteredAt.slice(0, 10)}, number {answer.n}, log entry {answer.logIndex}
      </p>
      <p>
        Your request received on {answer.receivedOn}
        {answer.caseNumber === '' ? '' : `, case ${answer.caseNumber},`} was decided by the policy in force:{' '}
        {policy.title} ({policy.packId} {policy.packVersion}). Nothing was searched.
      </p>
      {answer.refusals.length === 0 ? (
        <p>
          The policy allows such a search on your form, which is complete. A certified member of this agency
          asks for it in the usual way, and every other rule of the policy is decided then.
        </p>
      ) : (
        <>
          <h2>Why</h2>
          <ul className="cb-list">
            {answer.refusals.map((refusal) => (
              <li key={`${refusal.rule} ${refusal.code}`}>
                {refusal.reason} {refusal.source === undefined ? null : <>Imposed by: {refusal.source}. </>}
                Needed: {refusal.needed}
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        This answer is counted in this agency’s public figures; its log names neither your agency nor your
        case in public.
      </p>
      <p className="cb-actions cb-not-printed">
        <Button type="button" onClick={() => window.print()}>
          Print
        </Button>
      </p>
    </article>
  )
}
