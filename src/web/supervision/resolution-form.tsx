import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { api, type Conflict, take } from '../parts/api.ts'
import { LongTextField, RadioField, TextField } from '../parts/fields.tsx'
import { Failed } from '../parts/states.tsx'
import { useConflictAct } from './use-conflict-act.ts'

/** What a meeting may come to: inconclusive, against all candidates, or for one whom one of the two supported. */
const choicesOf = ({ examinations }: Conflict) => [
  { code: 'inconclusive', title: 'It remains inconclusive; that ends the search' },
  { code: 'no-lead', title: 'Both agree that no candidate is the person sought' },
  ...examinations.flatMap(({ supports, position }) =>
    supports === undefined
      ? []
      : [{ code: `lead ${position}`, title: `Both agree on booking ${supports.bookingNumber}` }],
  ),
]

/** Records what a meeting about a conflict came to. */
export function ResolutionForm({ conflict }: { conflict: Conflict }) {
  const [choice, setChoice] = useState('')
  const [reason, setReason] = useState('')
  const [tookPart, setTookPart] = useState('')
  const [outcome = '', position] = choice.split(' ')
  const agreed = conflict.examinations.find((one) => String(one.position) === position)?.supports
  const record = useConflictAct(() =>
    take(
      api.POST('/api/conflicts/{id}/resolutions', {
        params: { path: { id: conflict.searchId } },
        body: {
          ...{ outcome: outcome as 'lead', reason, tookPart },
          ...(agreed === undefined ? {} : { bookingId: agreed.bookingId }),
        },
      }),
    ),
  )
  const why = choice === '' ? 'Say first what the meeting came to.' : undefined
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (why === undefined) record.mutate()
  }
  return (
    <form onSubmit={send} noValidate className="cb-narrow-form" aria-label="Record the meeting">
      <h2>Record the meeting</h2>
      <RadioField
        id="conflict-outcome"
        label="What the meeting came to"
        hint="Anything but inconclusive waits until both examiners have signed it."
        value={choice}
        onChange={setChoice}
        choices={choicesOf(conflict)}
      />
      <TextField id="conflict-part" label="Who took part" value={tookPart} onChange={setTookPart} />
      <LongTextField
        id="conflict-reason"
        label="What decided it"
        value={reason}
        onChange={setReason}
        maxLength={5_000}
      />
      {record.isError ? (
        <Failed doing="record the meeting" thrown={record.error} kept="What you entered is still here." />
      ) : null}
      <p className="cb-actions">
        <Button type="submit" disabled={record.isPending || why !== undefined}>
          Record it
        </Button>
        <span>{why}</span>
      </p>
    </form>
  )
}
