import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { ElsewherePanel } from '../elsewhere/elsewhere-panel.tsx'
import type { Lead } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { leadQuery, policyQuery } from '../parts/queries.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { titleOf } from '../request/title-of.ts'
import { decisionMeans, decisionTitle } from './decision-words.ts'
import { Examiners } from './examiners.tsx'
import { GuardCard } from './guard-card.tsx'
import { InquiryCard } from './inquiry-card.tsx'
import { LeadPictures } from './lead-pictures.tsx'
import { OutcomeCard } from './outcome-card.tsx'
import { PacketCard } from './packet-card.tsx'
import { ProofPanel } from './proof-panel.tsx'
import { SheetLink } from './sheet-link.tsx'

/** One conclusion: the sentence, the pictures, what else is needed, the limits, the outcome and the proof. */
export function LeadPage() {
  const { id = '' } = useParams()
  const lead = useQuery(leadQuery(id))
  if (lead.data !== undefined) return <Shown lead={lead.data} />
  return (
    <>
      <PageHeading title="Lead" />
      {lead.isPending ? (
        <Loading what="the lead" rows={10} />
      ) : (
        <>
          <Failed doing="show this lead" thrown={lead.error} again={() => void lead.refetch()} />
          <p>
            <Link to="/leads">Back to leads</Link>
          </p>
        </>
      )}
    </>
  )
}

function Shown({ lead }: { lead: Lead }) {
  return (
    <article className="cb-lead">
      <PageHeading title={decisionTitle(lead.decision)}>{lead.sentence}</PageHeading>
      <p className="cb-means">{decisionMeans(lead.decision)}</p>
      <LeadPictures lead={lead} />
      {lead.decision === 'lead' ? <GuardCard lead={lead} /> : null}
      {lead.limits.length === 0 ? null : (
        <section>
          <h2>Limits</h2>
          <ul className="cb-list">
            {lead.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </section>
      )}
      {lead.decision === 'lead' ? <OutcomeCard lead={lead} /> : null}
      <InquiryCard lead={lead} />
      <Examiners lead={lead} />
      <Facts lead={lead} />
      <ProofPanel lead={lead} />
      <PacketCard lead={lead} />
      <ElsewherePanel caseNumber={lead.caseNumber} />
      <p className="cb-actions cb-no-print">
        {lead.sheetUrl === undefined ? null : <SheetLink lead={lead} />}
        <Link to="/leads">Back to leads</Link>
      </p>
    </article>
  )
}

function Facts({ lead }: { lead: Lead }) {
  const policy = useQuery(policyQuery)
  return (
    <section>
      <h2>The search behind it</h2>
      <dl className="cb-figures">
        <Fact name="Case" value={lead.caseNumber} />
        <Fact name="Offence" value={titleOf(policy.data?.crimes ?? [], lead.crime)} />
        <Fact name="Purpose" value={titleOf(policy.data?.purposes ?? [], lead.purpose)} />
        <Fact name="Asked by" value={lead.requester} />
        <Fact name="Search in the log" value={`entry ${lead.searchLogIndex}`} />
        <Fact name="Result in the log" value={`entry ${lead.resultLogIndex}`} />
        <Fact name="Conclusion in the log" value={`entry ${lead.logIndex}`} />
        <div>
          <dt>Issued</dt>
          <dd>
            <When at={lead.issuedAt} />
          </dd>
        </div>
      </dl>
    </section>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
