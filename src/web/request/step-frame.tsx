import type { UseMutationResult } from '@tanstack/react-query'
import { Button, StepIndicator, StepIndicatorStep } from '@trussworks/react-uswds'
import type { FormEvent, ReactNode } from 'react'
import { Link } from 'react-router'
import { PageHeading } from '../parts/page.tsx'
import { Failed } from '../parts/states.tsx'
import { type StepSlug, stepBeside, steps } from './steps.ts'

type FrameProps = {
  slug: StepSlug
  question: string
  /** Undefined before the request exists. */
  id: string | undefined
  onContinue: () => void
  continueWords?: string
  busy?: boolean
  status?: ReactNode
  children: ReactNode
}

/** One question: where one is, the question, its fields, and the way on and back. */
export function StepFrame(props: FrameProps) {
  const { slug, question, id, onContinue, busy = false } = props
  const before = stepBeside(slug, -1)
  const send = (event: FormEvent) => {
    event.preventDefault()
    onContinue()
  }
  return (
    <form className="cb-step" onSubmit={send} noValidate>
      <Where slug={slug} />
      <PageHeading title={question} />
      {props.children}
      <p className="cb-actions">
        <Button type="submit" disabled={busy}>
          {props.continueWords ?? 'Continue'}
        </Button>
        {before === undefined || id === undefined ? (
          <Link to="/requests">Back to requests</Link>
        ) : (
          <Link to={`/requests/${id}/${before}`}>Back</Link>
        )}
        <span className="cb-status" role="status">
          {props.status}
        </span>
      </p>
    </form>
  )
}

function Where({ slug }: { slug: StepSlug }) {
  const at = steps.findIndex((step) => step.slug === slug)
  return (
    <StepIndicator headingLevel="h2" counters="small" className="cb-where">
      {steps.map((step, index) => (
        <StepIndicatorStep
          key={step.slug}
          label={step.title}
          status={index === at ? 'current' : index < at ? 'complete' : 'incomplete'}
        />
      ))}
    </StepIndicator>
  )
}

/** Whether the answers are saved, in words. */
export function SaveState({
  save,
}: {
  save: Pick<UseMutationResult, 'isPending' | 'isError' | 'isSuccess'>
}) {
  if (save.isPending) return 'Saving…'
  if (save.isError) return 'Not saved'
  return save.isSuccess ? 'Saved' : ''
}

/** Why the last save failed; what was typed stays on the page. */
export function SaveTrouble({ error, again }: { error: unknown; again: () => void }) {
  if (error === null || error === undefined) return null
  return <Failed doing="save your answer" thrown={error} again={again} kept="What you typed is still here." />
}
