import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Table } from '@trussworks/react-uswds'
import type { PolicyVersions } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { policyVersionsQuery } from '../parts/queries.ts'
import { Failed, Shown } from '../parts/states.tsx'
import { AcceptNotice } from './accept-notice.tsx'
import { adoptProposal, withdrawProposal } from './adoption-calls.ts'
import { ChangeList } from './change-list.tsx'
import { PolicyNav } from './policy-nav.tsx'
import { ProposeForm } from './propose-form.tsx'

/** Every text the agency adopted, what is proposed, and what the program offers. */
export function VersionsPage() {
  const versions = useQuery(policyVersionsQuery)
  return (
    <>
      <PolicyNav />
      <PageHeading title="Versions of the policy">
        Each text stays as it was adopted. Past searches are judged by the text of their day.
      </PageHeading>
      <AcceptNotice />
      <Shown query={versions} what="the versions" rows={8}>
        {(found) => (
          <>
            <Adopted versions={found.versions} />
            <Proposals found={found} />
            <Offers offers={found.offers} />
            <section>
              <h2>Propose a text</h2>
              {found.mayPropose ? (
                <ProposeForm versions={found} />
              ) : (
                <p>
                  Supervisors, programme managers and administrators propose; your role does not include it.
                </p>
              )}
            </section>
          </>
        )}
      </Shown>
    </>
  )
}

function Adopted({ versions }: { versions: PolicyVersions['versions'] }) {
  return (
    <section>
      <h2>Adopted</h2>
      <Table fullWidth bordered={false} stackedStyle="default" className="cb-table">
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Pack</th>
            <th scope="col">In force from</th>
            <th scope="col">Approved by</th>
            <th scope="col">Log entry</th>
            <th scope="col">Hash of the text</th>
          </tr>
        </thead>
        <tbody>
          {[...versions].reverse().map((one) => (
            <tr key={one.n}>
              <th scope="row" data-label="Number">
                {one.n}
                {one.inForce ? ', in force' : ''}
              </th>
              <td data-label="Pack">
                {one.packId} {one.packVersion}
              </td>
              <td data-label="In force from">{one.inForceFrom}</td>
              <td data-label="Approved by">{one.approver}</td>
              <td data-label="Log entry">{one.logIndex}</td>
              <td data-label="Hash of the text">
                <code title={one.packSha256}>{one.packSha256.slice(0, 12)}…</code>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}

function Proposals({ found }: { found: PolicyVersions }) {
  return (
    <section>
      <h2>Proposed</h2>
      {found.proposals.length === 0 ? <p>Nothing is proposed.</p> : null}
      {found.proposals.map((proposal) => (
        <Proposal key={proposal.id} proposal={proposal} found={found} />
      ))}
    </section>
  )
}

type ProposalProps = { proposal: PolicyVersions['proposals'][number]; found: PolicyVersions }

function Proposal({ proposal, found }: ProposalProps) {
  const client = useQueryClient()
  const settle = { onSuccess: () => client.invalidateQueries({ queryKey: ['policy'] }) }
  const adopt = useMutation({ mutationFn: () => adoptProposal(proposal.id), ...settle })
  const withdraw = useMutation({ mutationFn: () => withdrawProposal(proposal.id), ...settle })
  const why = proposal.mine
    ? 'You proposed it; somebody else approves it.'
    : found.mayAdopt
      ? undefined
      : 'Supervisors and programme managers approve; your role does not include it.'
  const busy = adopt.isPending || withdraw.isPending
  return (
    <article>
      <h3>
        {proposal.title}, {proposal.packVersion}
      </h3>
      <p>
        Proposed by {proposal.proposedBy}, to be in force from {proposal.inForceFrom}. Against the text in
        force:
      </p>
      <ChangeList changes={proposal.changes} />
      {adopt.isError ? <Failed doing="adopt it" thrown={adopt.error} /> : null}
      {withdraw.isError ? <Failed doing="withdraw it" thrown={withdraw.error} /> : null}
      <p className="cb-actions">
        <Button type="button" disabled={busy || why !== undefined} onClick={() => adopt.mutate()}>
          Approve and adopt
        </Button>
        {found.mayPropose ? (
          <Button type="button" unstyled disabled={busy} onClick={() => withdraw.mutate()}>
            Withdraw
          </Button>
        ) : null}
        <span>{why}</span>
      </p>
    </article>
  )
}

function Offers({ offers }: { offers: PolicyVersions['offers'] }) {
  if (offers.length === 0) return null
  return (
    <section>
      <h2>Brought by this version of Casebound</h2>
      {offers.map((offer) => (
        <article key={offer.name}>
          <h3>
            {offer.title}, {offer.packVersion}
          </h3>
          <p>Nothing changes until it is proposed and adopted here. Against the text in force:</p>
          <ChangeList changes={offer.changes} />
        </article>
      ))}
    </section>
  )
}
