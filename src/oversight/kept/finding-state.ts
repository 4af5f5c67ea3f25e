import type { FindingStep } from './finding-steps.ts'

export const findingStates = [
  'not a use',
  'open',
  'asked',
  'overdue',
  'answered',
  'assessed',
  'dismissed',
  'closed',
] as const
export type FindingState = (typeof findingStates)[number]

type Judged = {
  readonly uses: number
  readonly steps: readonly FindingStep[]
  /** YYYY-MM-DD. */
  readonly today: string
}

/**
 * Where a finding stands. An end counts as long as no more uses were found since; then the finding is open again and its older steps
 * remain to be read.
 */
export function stateOf({ uses, steps, today }: Judged): FindingState {
  const end = endOf(steps)
  if (end && end.uses >= uses) return end.step === 'closed' ? 'closed' : 'dismissed'
  const since = sinceLastEnd(steps)
  const has = (name: FindingStep['step']) => since.some(({ step }) => step === name)
  if (has('assessed')) return 'assessed'
  if (has('answered')) return 'answered'
  const asked = since.findLast(({ step }) => step === 'asked')
  if (asked) return String(asked.content.dueOn) < today ? 'overdue' : 'asked'
  return uses === 0 ? 'not a use' : 'open'
}

const ends = (step: FindingStep): boolean => step.step === 'closed' || step.step === 'dismissed'
const endOf = (steps: readonly FindingStep[]): FindingStep | undefined => steps.findLast(ends)

/** The steps that were taken since the finding was last ended and opened again. */
export const sinceLastEnd = (steps: readonly FindingStep[]): readonly FindingStep[] =>
  steps.slice(steps.findLastIndex(ends) + 1)
