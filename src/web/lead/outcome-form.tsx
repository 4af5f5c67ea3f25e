import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { must } from '../../kernel/index.ts'
import { api, type Lead, take } from '../parts/api.ts'
import { LongTextField, SelectField } from '../parts/fields.tsx'
import { leadQuery, leadsQuery } from '../parts/queries.ts'
import { RefusalList } from '../parts/refusals.tsx'
import { Failed } from '../parts/states.tsx'
import { asTrouble } from '../parts/trouble.ts'
import { EvidenceFields } from './evidence-fields.tsx'
import { emptyOutcome, type OutcomeDraft, outcomeFaults, recordOf } from './outcome-draft.ts'
import { outcomeChoices } from './outcome-words.ts'

/** The form that says what became of a lead, and on which other evidence. */
export function OutcomeForm({ lead, onDone }: { lead: Lead; onDone: () => void }) {
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
