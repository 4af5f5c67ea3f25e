import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { must } from '../../kernel/index.ts'
import { api, type Lead, take } from '../parts/api.ts'
import { daysInWords, daysUntil } from '../parts/dates.ts'
import { LongTextField, SelectField } from '../parts/fields.tsx'
import { leadQuery, leadsQuery } from '../parts/queries.ts'
import { RefusalList } from '../parts/refusals.tsx'
import { Failed } from '../parts/states.tsx'
import { asTrouble } from '../parts/trouble.ts'
import { When } from '../parts/when.tsx'
import { useSession } from '../shell/guards.tsx'
import { whyNot } from '../shell/menu-items.ts'
import { EvidenceFields } from './evidence-fields.tsx'
import { emptyOutcome, type OutcomeDraft, outcomeFaults, recordOf } from './outcome-form.ts'
import { outcomeChoices, outcomeTitle } from './outcome-words.ts'

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
                  {outcomeTitle(item.kind)}, {item.obtainedOn}, {item.by}
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

function OutcomeForm({ lead, onDone }: { lead: Lead; onDone: () => void }) {
  const [draft, setDraft] = useState(emptyOutcome)
  const [asked, setAsked] = useState(false)
  const record = useRecord({ lead, draft, onDone })
  const faults = asked ? outcomeFaults(draft) : {}
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (recordOf(draft) !== undefined) record.mutate()
  }
  return (
    <form onSubmit={send} noValidate className="cb-outcome-form" aria-label="Record an outcome">
      <SelectField
        id="outcome"
        label="What became of the lead?"
        error={faults.outcome}
        value={draft.outcome}
        onChange={(outcome) => setDraft({ ...draft, outcome })}
        choices={outcomeChoices}
      />
      <EvidenceFields draft={draft} setDraft={setDraft} faults={faults} />
      <LongTextField
        id="outcome-note"
        label="Note"
        value={draft.note}
        onChange={(note) => setDraft({ ...draft, note })}
        maxLength={2_000}
      />
      {record.isError ? <NotRecorded thrown={record.error} /> : null}
      <p className="cb-actions">
        <Button type="submit" disabled={record.isPending}>
          Record
        </Button>
        <Button type="button" unstyled onClick={onDone}>
          Cancel
        </Button>
        <span role="status">{record.isPending ? 'Recording…' : ''}</span>
      </p>
    </form>
  )
}

function NotRecorded({ thrown }: { thrown: unknown }) {
  return (
    <>
      <Failed doing="record the outcome" thrown={thrown} kept="What you entered is still here." />
      <RefusalList refusals={asTrouble(thrown).refusals} />
    </>
  )
}

function useRecord({ lead, draft, onDone }: { lead: Lead; draft: OutcomeDraft; onDone: () => void }) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () =>
      take(
        api.POST('/api/leads/{id}/outcomes', {
          params: { path: { id: lead.id } },
          body: must(recordOf(draft), 'a complete outcome'),
        }),
      ),
    onSuccess: async () => {
      for (const queryKey of [leadsQuery.queryKey, leadQuery(lead.id).queryKey, ['log']]) {
        await client.invalidateQueries({ queryKey, exact: true })
      }
      onDone()
    },
  })
}
