import { Button } from '@trussworks/react-uswds'
import { useState } from 'react'
import type { Lead } from '../parts/api.ts'
import { daysInWords, daysUntil } from '../parts/dates.ts'
import { When } from '../parts/when.tsx'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'
import { OutcomeForm } from './outcome-form.tsx'
import { outcomeTitle } from './outcome-words.ts'

/** What became of the lead, by when that has to be said, and the form to say it. */
export function OutcomeCard({ lead }: { lead: Lead }) {
  const [open, setOpen] = useState(false)
  const why = whyNot(useSession(), 'outcome')
  return (
    <section className="cb-panel cb-outcome" aria-labelledby="outcome-title">
      <h2 id="outcome-title">Outcome</h2>
      <Due lead={lead} />
      <Recorded lead={lead} />
      {open ? (
        <OutcomeForm lead={lead} onDone={() => setOpen(false)} />
      ) : (
        <p className="cb-no-print">
          <Button
            type="button"
            aria-disabled={why !== undefined}
            {...(why === undefined ? {} : { 'aria-describedby': 'why-no-outcome', className: 'cb-off' })}
            onClick={() => setOpen(why === undefined)}
          >
            Record an outcome
          </Button>
          {why === undefined ? null : (
            <span id="why-no-outcome" className="usa-hint">
              {' '}
              {why}
            </span>
          )}
        </p>
      )}
    </section>
  )
}

function Due({ lead: { outcomes, outcomeDueOn } }: { lead: Lead }) {
  if (outcomes.length > 0 || outcomeDueOn === undefined) return null
  const days = daysUntil(outcomeDueOn, new Date())
  const words = `due on ${outcomeDueOn} (${daysInWords(days)})`
  return (
    <p>
      None recorded yet. An outcome is{' '}
      {days < 0 ? (
        <strong className="cb-overdue">overdue: it was {words}.</strong>
      ) : (
        <strong>{words}.</strong>
      )}{' '}
      Leads without an outcome are counted in public.
    </p>
  )
}

function Recorded({ lead: { outcomes } }: { lead: Lead }) {
  if (outcomes.length === 0) return null
  return (
    <ol className="cb-examiners">
      {outcomes.map((outcome) => (
        <li key={outcome.id}>
          <p>
            <strong>{outcomeTitle(outcome.outcome)}</strong> · {outcome.recordedBy},{' '}
            <When at={outcome.recordedAt} />, entry {outcome.logIndex} of the log
          </p>
          {outcome.note === '' ? null : <p className="cb-reason">{outcome.note}</p>}
          {outcome.evidence.length === 0 ? (
            <p>On no other evidence.</p>
          ) : (
            <ul className="cb-list">
              {outcome.evidence.map((item) => (
                <li key={`${item.kind} ${item.obtainedOn} ${item.by}`}>
                  {outcomeTitle(item.kind)}, {item.obtainedOn} ({item.beforeLead ? 'before' : 'after'} the
                  lead), {item.by}
                  {item.words === undefined ? '' : `: ${item.words}`}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}
