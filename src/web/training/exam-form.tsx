import { Button, Checkbox, Radio } from '@trussworks/react-uswds'
import { type FormEvent, useState } from 'react'
import { Failed } from '../parts/states.tsx'
import { When } from '../parts/when.tsx'
import type { Attempt } from './training-words.ts'
import { type Sending, useAnswers } from './use-answers.ts'

type Questions = NonNullable<Attempt['questions']>

/** The questions of an exam on one page; what is open is counted, and asked for before handing in. */
export function ExamForm({ attempt, sending }: { attempt: Attempt; sending: Sending }) {
  const questions = attempt.questions ?? []
  const [answers, answer] = useAnswers<readonly number[]>(
    attempt.id,
    questions.map(() => []),
  )
  const [asked, setAsked] = useState(false)
  const open = answers.flatMap((places, at) => (places.length === 0 ? [at] : []))
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    const [first] = open
    if (first !== undefined) document.getElementById(`question-${first}`)?.focus()
    else sending.send({ exam: answers.map((places) => [...places]) })
  }
  return (
    <form onSubmit={send} noValidate className="cb-exam">
      <p>
        Hand it in before <When at={attempt.endsAt} />. Your answers are kept in this tab until then. Nothing
        is marked before you hand it in.
      </p>
      <ol>
        {questions.map((question, at) => (
          <OneQuestion
            key={question.asks}
            {...{ question, at, chosen: answers[at] ?? [], missing: asked && open.includes(at) }}
            onChoose={(places) => answer(at, places)}
          />
        ))}
      </ol>
      {sending.error ? (
        <Failed doing="hand this in" thrown={sending.error} kept="Your answers are kept." />
      ) : null}
      <p aria-live="polite">
        {open.length === 0
          ? 'All questions are answered.'
          : `${open.length} of ${questions.length} are still open.`}
      </p>
      <Button type="submit" disabled={sending.pending}>
        Hand in
      </Button>
    </form>
  )
}

type QuestionProps = {
  question: Questions[number]
  at: number
  chosen: readonly number[]
  missing: boolean
  onChoose: (places: readonly number[]) => void
}

function OneQuestion({ question, at, chosen, missing, onChoose }: QuestionProps) {
  const id = `question-${at}`
  const toggle = (place: number) =>
    chosen.includes(place) ? chosen.filter((one) => one !== place) : [...chosen, place]
  return (
    <li>
      <fieldset className="usa-fieldset" aria-describedby={missing ? `${id}-missing` : undefined}>
        <legend id={id} tabIndex={-1}>
          <span aria-hidden="true">{at + 1}. </span>
          {question.asks} {question.several ? <span className="cb-soft">Choose all that apply.</span> : null}
        </legend>
        {missing ? (
          <p id={`${id}-missing`} className="usa-error-message">
            This question is open.
          </p>
        ) : null}
        {question.options.map((option, place) => {
          const shared = { id: `${id}-${place}`, name: id, label: option, checked: chosen.includes(place) }
          return question.several ? (
            <Checkbox key={option} {...shared} onChange={() => onChoose(toggle(place))} />
          ) : (
            <Radio key={option} {...shared} onChange={() => onChoose([place])} />
          )
        })}
      </fieldset>
    </li>
  )
}
