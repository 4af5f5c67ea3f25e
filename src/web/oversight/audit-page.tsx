import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { type AuditDetail, api, take } from '../parts/api.ts'
import { PageHeading } from '../parts/page.tsx'
import { Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { auditState } from './audit-state.ts'
import { DrawnList } from './drawn-list.tsx'
import { OversightForm } from './oversight-form.tsx'
import { OversightNav } from './oversight-nav.tsx'
import { auditQuery } from './oversight-queries.ts'
import { WordsForm } from './words-form.tsx'
import './oversight.css'

/** One audit: the announcement, the draw, each drawn search against its file, and the signed result. */
export function AuditPage() {
  const { id = '' } = useParams()
  const audit = useQuery(auditQuery(id))
  return (
    <>
      <OversightNav />
      <Shown query={audit} what="the audit" rows={10}>
        {(found) => (
          <>
            <PageHeading title={`Audit of ${found.announcedAt.slice(0, 10)}`}>{found.words}</PageHeading>
            <Facts audit={found} />
            {found.draw === undefined ? <Draw audit={found} /> : <DrawnList audit={found} />}
            {found.draw !== undefined && found.open === 0 && found.result === undefined ? (
              <Sign audit={found} />
            ) : null}
            <p>
              <Link to="/oversight/audits">All audits</Link>
            </p>
          </>
        )}
      </Shown>
    </>
  )
}

function Facts({ audit }: { audit: AuditDetail }) {
  const { by, announcedAt, logIndex, from, size, draw, same, different, untold, result } = audit
  return (
    <dl className="cb-facts">
      <div>
        <dt>State</dt>
        <dd>{auditState(audit)}</dd>
      </div>
      <div>
        <dt>Announced</dt>
        <dd>
          {by}, <When at={announcedAt} />, entry {logIndex}
        </dd>
      </div>
      <div>
        <dt>Sample</dt>
        <dd>
          up to {size} searches from entry {from} to entry {logIndex}
        </dd>
      </div>
      {draw === undefined ? null : (
        <>
          <div>
            <dt>Drawn by</dt>
            <dd className="cb-root">
              the root of the first {draw.seedSize} entries, <code>{draw.seed}</code>
            </dd>
          </div>
          <div>
            <dt>The file says the same</dt>
            <dd>
              yes {same}, no {different}, could not tell {untold}
            </dd>
          </div>
        </>
      )}
      {result === undefined ? null : (
        <div>
          <dt>Result</dt>
          <dd>
            {result.words} ({result.by}, <When at={result.at} />)
          </dd>
        </div>
      )}
    </dl>
  )
}

const pathOf = ({ id }: AuditDetail) => ({ params: { path: { id } } })

function Draw({ audit }: { audit: AuditDetail }) {
  return (
    <section className="cb-panel" aria-labelledby="draw-title">
      <h2 id="draw-title">Draw the sample</h2>
      <p>
        The first checkpoint that is signed after the announcement draws it. Anybody can draw it again from
        the published log and get the same searches; nobody can draw until he likes the result.
      </p>
      <OversightForm
        name="Draw the sample"
        button="Draw it"
        send={() => take(api.POST('/api/oversight/audits/{id}/draw', pathOf(audit)))}
      >
        {null}
      </OversightForm>
    </section>
  )
}

function Sign({ audit }: { audit: AuditDetail }) {
  const { same, different, untold } = audit
  return (
    <section className="cb-panel" aria-labelledby="sign-title">
      <h2 id="sign-title">Sign the result</h2>
      <p>
        Into the log go: the same {same}, different {different}, could not tell {untold}. Nothing of it can be
        changed afterwards.
      </p>
      <WordsForm
        id="sign-words"
        name="Sign the result"
        label="Result"
        hint="What the audit found, and what should follow from it. At least 20 characters; sealed in the log."
        button="Sign it, in public"
        send={(words) =>
          take(api.POST('/api/oversight/audits/{id}/sign', { ...pathOf(audit), body: { words } }))
        }
      />
    </section>
  )
}
