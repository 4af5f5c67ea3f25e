import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { Conflict } from '../parts/api.ts'
import { here } from '../parts/here.ts'
import { PageHeading } from '../parts/page.tsx'
import { conflictQuery } from '../parts/queries.ts'
import { Shown } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import { ResolutionForm } from './resolution-form.tsx'
import { SignForm } from './sign-form.tsx'
import { SupervisionNav } from './supervision-nav.tsx'

const outcomeWords = {
  lead: 'agreed: the candidate is supported',
  'no-lead': 'agreed: no candidate is the person sought',
  inconclusive: 'it remains inconclusive',
} as const

/** One conflict: both conclusions beside the probe, what was recorded so far, and what may be done next. */
export function ConflictPage() {
  const { searchId = '' } = useParams()
  const query = useQuery(conflictQuery(searchId))
  return (
    <>
      <SupervisionNav />
      <PageHeading title="A conflict">
        Search <code>{searchId.slice(0, 8)}</code>. Whoever opens it knows it from now on, and does not
        examine another try of its picture.
      </PageHeading>
      <Shown query={query} what="this conflict">
        {(conflict) => (
          <>
            <Pictures conflict={conflict} />
            {conflict.examinations.map(({ position, examiner, conclusion, reason }) => (
              <section key={position} className="cb-narrow-form">
                <h2>
                  {position === 1 ? 'First' : 'Second'} examination, {examiner}
                </h2>
                <p>
                  <strong>{conclusion}</strong>
                </p>
                <blockquote>{reason}</blockquote>
              </section>
            ))}
            <Recorded conflict={conflict} />
            <Next conflict={conflict} />
          </>
        )}
      </Shown>
      <p>
        <Link to="/conflicts">All conflicts</Link>
      </p>
    </>
  )
}

function Pictures({ conflict }: { conflict: Conflict }) {
  return (
    <div className="cb-light-box cb-lead-pictures">
      <figure>
        <img src={here(conflict.probeImageUrl)} alt="The probe" />
        <figcaption>Probe</figcaption>
      </figure>
      {conflict.examinations.map(({ position, supports }) =>
        supports === undefined ? null : (
          <figure key={position}>
            <img src={here(supports.imageUrl)} alt={`Booking photograph ${supports.bookingNumber}`} />
            <figcaption>
              Booking {supports.bookingNumber}, supported by the {position === 1 ? 'first' : 'second'}{' '}
              examiner. Striped: it is never shown to a witness.
            </figcaption>
          </figure>
        ),
      )}
    </div>
  )
}

function Recorded({ conflict: { resolutions } }: { conflict: Conflict }) {
  if (resolutions.length === 0) return null
  return (
    <section className="cb-narrow-form">
      <h2>Recorded so far</h2>
      {resolutions.map(({ n, outcome, bookingNumber, reason, tookPart, ...one }) => (
        <article key={n}>
          <h3>
            Meeting {n}: {outcomeWords[outcome]}
            {bookingNumber === undefined ? '' : `, booking ${bookingNumber}`}
          </h3>
          <p>
            Recorded by {one.recordedBy} <When at={one.recordedAt} />, entry {one.logIndex} of the log. Took
            part: {tookPart}.
          </p>
          <blockquote>{reason}</blockquote>
          {one.signatures.map(({ examiner, agrees, signedAt }) => (
            <p key={examiner}>
              {examiner} {agrees ? 'signed' : 'declined'} <When at={signedAt} />.
            </p>
          ))}
        </article>
      ))}
    </section>
  )
}

/** The two sign; everybody else records the meeting. */
function Next({ conflict }: { conflict: Conflict }) {
  if (conflict.maySign) return <SignForm searchId={conflict.searchId} />
  if (!conflict.mine) return <ResolutionForm conflict={conflict} />
  return (
    <p>
      One of the two conclusions is yours. A supervisor or a third examiner records the meeting; you sign what
      you agree on.
    </p>
  )
}
