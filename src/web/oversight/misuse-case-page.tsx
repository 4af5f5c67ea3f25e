import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { MisuseCase } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'
import { MisuseActs } from './misuse-acts.tsx'
import { classTitles, disciplineTitles, misuseState, sourceTitles, stepTitles } from './misuse-words.ts'
import { OversightNav } from './oversight-nav.tsx'
import { misuseCaseQuery } from './oversight-queries.ts'
import './oversight.css'

/** One case of misuse: what is alleged, what was done since, and what is next. */
export function MisuseCasePage() {
  const { id = '' } = useParams()
  const found = useQuery(misuseCaseQuery(id))
  return (
    <>
      <OversightNav />
      <Shown query={found} what="the case of misuse" rows={10}>
        {(one) => (
          <>
            <PageHeading title={`Case about ${one.person}`}>{one.words}</PageHeading>
            <Facts found={one} />
            <MisuseActs found={one} />
            <Steps found={one} />
            <p>
              <Link to="/oversight/misuse">All cases of misuse</Link>
            </p>
          </>
        )}
      </Shown>
    </>
  )
}

function Facts({ found }: { found: MisuseCase }) {
  return (
    <dl className="cb-facts">
      <div>
        <dt>State</dt>
        <dd>{misuseState(found)}</dd>
      </div>
      <div>
        <dt>Account</dt>
        <dd>{found.login}</dd>
      </div>
      <div>
        <dt>Opened</dt>
        <dd>
          {found.openedBy}, <When at={found.openedAt} />, entry {found.logIndex}
        </dd>
      </div>
      <div>
        <dt>Came from</dt>
        <dd>
          <Ground found={found} />
        </dd>
      </div>
      <div>
        <dt>Kept</dt>
        <dd>
          {found.closed
            ? 'The hold and the keeping ended with the case.'
            : 'Searches and sealed values that the account recorded are not erased.'}
        </dd>
      </div>
    </dl>
  )
}

/** What the case came from, as a link where there is a page for it that this person may open. */
function Ground({ found: { source, sourceId } }: { found: MisuseCase }) {
  const session = useSession()
  const pages: Readonly<Partial<Record<MisuseCase['source'], { to: string; act: string }>>> = {
    alarm: { to: `/oversight/alarms#alarm-${sourceId}`, act: 'watch' },
    audit: { to: `/oversight/audits/${sourceId}`, act: 'watch' },
    finding: { to: `/oversight/findings/${sourceId}`, act: 'oversight' },
  }
  const page = pages[source]
  if (sourceId === undefined || page === undefined || whyNot(session, page.act) !== undefined)
    return sourceTitles[source]
  return <Link to={page.to}>{sourceTitles[source]}</Link>
}

function Steps({ found }: { found: MisuseCase }) {
  if (found.steps.length === 0) return null
  return (
    <section aria-labelledby="steps-title">
      <h2 id="steps-title">What was done</h2>
      <ol className="cb-steps-done">
        {found.steps.map((step) => (
          <li key={step.logIndex}>
            <p>
              <strong>{stepTitles[step.step]}</strong>, {step.by}, <When at={step.at} />, entry{' '}
              {step.logIndex} of the log
            </p>
            {step.class === undefined || step.discipline === undefined ? null : (
              <p>
                {classTitles[step.class]}. Discipline: {disciplineTitles[step.discipline].toLowerCase()}.
              </p>
            )}
            <p>{step.words}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}
