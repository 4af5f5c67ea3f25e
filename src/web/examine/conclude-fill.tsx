import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { LongTextField, RadioField, SelectField } from '../parts/fields.tsx'
import type { ConcludeProps } from './conclude-props.ts'
import { conclusionFaults } from './notes.ts'

/** First step: the conclusion in words, whom it is about, and the reason. */
export function ConcludeFill({
  view,
  draft,
  setDraft,
  shown,
  onClose,
  onFilled,
}: ConcludeProps & { onFilled: () => void }) {
  const [asked, setAsked] = useState(false)
  const needsLetter = view.conclusions.find(({ code }) => code === draft.conclusion)?.needsCandidate === true
  // The candidate on the light box is the likely one, but choosing it stays visible and changeable.
  const settled = needsLetter && draft.letter === '' ? { ...draft, letter: shown } : draft
  const faults = asked ? conclusionFaults(view, settled) : {}
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    setDraft(settled)
    if (Object.keys(conclusionFaults(view, settled)).length === 0) onFilled()
  }
  return (
    <form className="cb-conclude-form" onSubmit={send} noValidate>
      <RadioField
        id="conclusion"
        label="Your conclusion"
        error={faults.conclusion}
        value={draft.conclusion}
        onChange={(code) => {
          const known = view.conclusions.find((one) => one.code === code)
          setDraft({ ...draft, conclusion: known?.code ?? '' })
        }}
        choices={view.conclusions}
      />
      {needsLetter ? (
        <SelectField
          id="letter"
          label="About candidate"
          error={faults.letter}
          value={settled.letter}
          onChange={(letter) => setDraft({ ...draft, letter })}
          choices={view.candidates.map(({ letter }) => ({ code: letter, title: letter }))}
        />
      ) : null}
      <LongTextField
        id="reason"
        label="Reason"
        hint="What you saw that leads to it, at least 10 characters. It is sealed with the conclusion."
        error={faults.reason}
        value={draft.reason}
        onChange={(reason) => setDraft({ ...draft, reason })}
        maxLength={2_000}
      />
      <p className="cb-actions">
        <Button type="submit">Continue</Button>
        <Button type="button" unstyled onClick={onClose}>
          Back to the features
        </Button>
      </p>
    </form>
  )
}
