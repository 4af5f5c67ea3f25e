import { Button } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { LongTextField, RadioField } from '../parts/fields.tsx'
import {
  type AnswerDraft,
  answeredLetters,
  answerFaults,
  answerOf,
  asCode,
  otherLetters,
  withAnswer,
} from './answers.ts'
import type { ConcludeProps } from './conclude-props.ts'

type Faults = ReturnType<typeof answerFaults>
type PartProps = Pick<ConcludeProps, 'view' | 'draft' | 'setDraft' | 'shown'> & { faults: Faults }

/** First step: what is said of the candidate shown, what of all others, and why. */
export function ConcludeFill(props: ConcludeProps & { onFilled: () => void }) {
  const { view, draft, work, shown, noneOfThese, onClose, onFilled } = props
  const [asked, setAsked] = useState(false)
  const missing = answerFaults(view, draft, work.notes.all)
  const faults = asked ? missing : {}
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (Object.keys(missing).length === 0) onFilled()
  }
  const elsewhere = Object.keys(faults).filter((letter) => letter !== shown && letter !== 'others')
  return (
    <form className="cb-conclude-form" onSubmit={send} noValidate>
      {noneOfThese ? null : <AboutShown {...props} faults={faults} />}
      {otherLetters(view, draft).length === 0 ? null : <AboutOthers {...props} faults={faults} />}
      <AnsweredSoFar view={view} draft={draft} />
      {elsewhere.length === 0 ? null : (
        <p role="alert" className="usa-error-message">
          Something is missing about candidate {elsewhere.join(', ')}. Show that letter to complete it.
        </p>
      )}
      <p className="cb-actions">
        <Button type="submit">Continue</Button>
        <Button type="button" unstyled onClick={onClose}>
          Back to the features
        </Button>
      </p>
    </form>
  )
}

function AboutShown({ view, draft, setDraft, shown, faults }: PartProps) {
  const { conclusion, reason } = answerOf(draft, shown)
  return (
    <>
      <RadioField
        key={shown}
        id="conclusion"
        label={`About candidate ${shown}`}
        error={faults[shown]?.conclusion}
        value={conclusion}
        onChange={(code) => setDraft(withAnswer(draft, shown, { conclusion: asCode(view, code) }))}
        choices={view.conclusions}
      />
      {conclusion === '' ? null : (
        <>
          <LongTextField
            id="reason"
            label={`Reason about ${shown}`}
            hint="What you saw that leads to it, at least 10 characters. It is sealed with the conclusion."
            error={faults[shown]?.reason}
            value={reason}
            onChange={(written) => setDraft(withAnswer(draft, shown, { reason: written }))}
            maxLength={2_000}
          />
          <Button
            type="button"
            unstyled
            onClick={() => setDraft(withAnswer(draft, shown, { conclusion: '' }))}
          >
            Take back the answer about {shown}
          </Button>
        </>
      )}
    </>
  )
}

function AboutOthers({ view, draft, setDraft, faults }: PartProps) {
  const letters = otherLetters(view, draft)
  const { conclusion, reason } = draft.others
  const change = (others: Partial<AnswerDraft['others']>) =>
    setDraft({ ...draft, others: { ...draft.others, ...others } })
  return (
    <>
      <RadioField
        id="others"
        label={
          letters.length === view.candidates.length
            ? 'About all candidates'
            : `About all others (${letters.join(', ')})`
        }
        error={faults.others?.conclusion}
        value={conclusion}
        onChange={(code) => change({ conclusion: asCode(view, code) })}
        choices={view.conclusions.filter(({ together }) => together)}
      />
      <LongTextField
        id="others-reason"
        label="Reason about the others"
        hint="What you saw that leads to it, at least 10 characters."
        error={faults.others?.reason}
        value={reason}
        onChange={(written) => change({ reason: written })}
        maxLength={2_000}
      />
    </>
  )
}

function AnsweredSoFar({ view, draft }: Pick<ConcludeProps, 'view' | 'draft'>) {
  const letters = answeredLetters(view, draft)
  if (letters.length === 0) return null
  return (
    <p className="cb-side-count" role="status">
      Answered one by one: {letters.join(', ')}. The arrow keys show the next candidate.
    </p>
  )
}
