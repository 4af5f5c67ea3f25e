import { useState } from 'react'
import { api, type Lead, take } from '../parts/api.ts'
import { RadioField, TextField } from '../parts/fields.tsx'
import { GuardStep } from './guard-step.tsx'

const pictures = [
  { code: 'another-photograph', title: 'Another photograph of the person' },
  {
    code: 'surfaced-photograph',
    title: 'The booking photograph that this search surfaced',
    more: 'Always refused: it was chosen for looking alike, and a witness may choose it for the same reason.',
  },
]
const yesNo = [
  { code: 'yes', title: 'Yes' },
  { code: 'no', title: 'No' },
]

/** Records a photo line-up before it is held. */
export function LineUpStep({ lead, onDone }: { lead: Lead; onDone: () => void }) {
  const [draft, setDraft] = useState({ heldOn: '', picture: '', blind: '', fillers: '', note: '' })
  const { heldOn, picture, blind, fillers, note } = draft
  const send = () =>
    take(
      api.POST('/api/leads/{id}/line-ups', {
        params: { path: { id: lead.id } },
        body: {
          ...{ heldOn, blind: blind === 'yes', fillers: Number(fillers), note },
          picture: picture === 'another-photograph' ? picture : 'surfaced-photograph',
        },
      }),
    )
  return (
    <GuardStep leadId={lead.id} name="Record a line-up" button="Record this line-up" {...{ send, onDone }}>
      <TextField
        id="line-up-on"
        type="date"
        label="Held on"
        value={heldOn}
        onChange={(value) => setDraft({ ...draft, heldOn: value })}
      />
      <RadioField
        id="line-up-picture"
        label="Which picture of the person is shown?"
        value={picture}
        onChange={(value) => setDraft({ ...draft, picture: value })}
        choices={pictures}
      />
      <RadioField
        id="line-up-blind"
        label="Is it shown by somebody who does not know who is meant?"
        value={blind}
        onChange={(value) => setDraft({ ...draft, blind: value })}
        choices={yesNo}
      />
      <TextField
        id="line-up-fillers"
        label="Pictures of other people"
        hint="At least 5, chosen to fit the witness's description."
        value={fillers}
        onChange={(value) => setDraft({ ...draft, fillers: value })}
      />
      <TextField
        id="line-up-note"
        label="Note"
        value={note}
        onChange={(value) => setDraft({ ...draft, note: value })}
      />
    </GuardStep>
  )
}
