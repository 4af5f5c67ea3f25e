import { useState } from 'react'
import { api, type Lead, type RecordOutcome, take } from '../parts/api.ts'
import { SelectField, TextField } from '../parts/fields.tsx'
import { GuardStep } from './guard-step.tsx'
import { evidenceChoices } from './outcome-words.ts'

const empty = { kind: '', obtainedOn: '', by: '', words: '' }
type Kind = RecordOutcome['evidence'][number]['kind']

/** Records one piece of evidence that does not come from the search. */
export function EvidenceStep({ lead, onDone }: { lead: Lead; onDone: () => void }) {
  const [draft, setDraft] = useState(empty)
  const { kind, obtainedOn, by, words } = draft
  const send = () =>
    take(
      api.POST('/api/leads/{id}/evidence', {
        params: { path: { id: lead.id } },
        body: { kind: kind as Kind, obtainedOn, by, ...(words === '' ? {} : { words }) },
      }),
    )
  return (
    <GuardStep leadId={lead.id} name="Record evidence" button="Record this evidence" {...{ send, onDone }}>
      <SelectField
        id="guard-kind"
        label="Kind of evidence"
        hint="Only kinds that do not repeat the face. A colleague who agrees with the picture is none."
        value={kind}
        onChange={(value) => setDraft({ ...draft, kind: value })}
        choices={evidenceChoices}
      />
      <TextField
        id="guard-on"
        type="date"
        label="Obtained on"
        value={obtainedOn}
        onChange={(value) => setDraft({ ...draft, obtainedOn: value })}
      />
      <TextField
        id="guard-by"
        label="Obtained by"
        value={by}
        onChange={(value) => setDraft({ ...draft, by: value })}
      />
      <TextField
        id="guard-words"
        label="What it is"
        value={words}
        onChange={(value) => setDraft({ ...draft, words: value })}
      />
    </GuardStep>
  )
}
