import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import { type AwaitedDecisions, api, take } from '../parts/api.ts'
import { LongTextField } from '../parts/fields.tsx'
import { PageHeading } from '../parts/page.tsx'
import { awaitedQuery } from '../parts/queries.ts'
import { Empty, Failed, Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { PolicyNav } from './policy-nav.tsx'

/** What waits for somebody other than the requester: emergencies that were searched, and requests that are held. */
export function DecisionsPage() {
  const awaited = useQuery(awaitedQuery)
  return (
    <>
      <PolicyNav />
      <PageHeading title="Decisions that wait">
        Emergencies that were searched already, and requests that only an approval keeps from being searched.
        Each decision goes to the log, and is for the request as it stands here.
      </PageHeading>
      <Shown query={awaited} what="what waits" rows={6}>
        {(found) =>
          found.awaited.length === 0 ? (
            <Empty title="Nothing waits">
              <p>
                An emergency search stands here until somebody other than its requester decides on it. A
                request that is complete and that the policy would permit with an approval stands here before
                it is searched: for example one with an image of a protest.
              </p>
            </Empty>
          ) : (
            found.awaited.map((one) => <Awaited key={`${one.requestId} ${one.kind}`} one={one} />)
          )
        }
      </Shown>
    </>
  )
}

function Awaited({ one }: { one: AwaitedDecisions['awaited'][number] }) {
  const [reason, setReason] = useState('')
  const { requestId, kind, contentSha256 } = one
  const client = useQueryClient()
  const decide = useMutation({
    mutationFn: (decision: 'approved' | 'refused') =>
      take(api.POST('/api/approvals', { body: { requestId, kind, contentSha256, decision, reason } })),
    onSettled: () => client.invalidateQueries({ queryKey: awaitedQuery.queryKey }),
  })
  const why = reason.trim() === '' ? 'Give a reason first; it is sealed in the log.' : undefined
  const closed = decide.isPending || why !== undefined
  return (
    <article className="cb-narrow-form">
      <h2>
        {one.title}
        {one.overdue ? ', overdue' : ''}
      </h2>
      <p>
        Case {one.caseNumber || 'without a number'}, {one.crime || 'no offence named'}.{' '}
        {one.purpose || 'No purpose'}. Asked for by {one.requester}.
        {one.dueAt === undefined ? null : (
          <>
            {' '}
            To be decided by <When at={one.dueAt} />
            {one.overdue ? '; the requester searches no more until then.' : '.'}
          </>
        )}
      </p>
      {one.narrative === '' ? <p>No reason was written.</p> : <blockquote>{one.narrative}</blockquote>}
      {one.authority.length === 0 ? null : (
        <dl className="cb-authority">
          {one.authority.map(({ label, words }) => (
            <div key={`${label} ${words}`}>
              <dt>{label}</dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
      <LongTextField
        id={`reason-${one.requestId}-${one.kind}`}
        label="Your reason"
        value={reason}
        onChange={setReason}
        maxLength={2_000}
      />
      {decide.isError ? <Failed doing="record the decision" thrown={decide.error} /> : null}
      <p className="cb-actions">
        <Button type="button" disabled={closed} onClick={() => decide.mutate('approved')}>
          Approve
        </Button>
        <Button type="button" outline disabled={closed} onClick={() => decide.mutate('refused')}>
          Refuse
        </Button>
        <span>{why}</span>
      </p>
    </article>
  )
}
