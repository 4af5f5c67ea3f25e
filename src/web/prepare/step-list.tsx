import { Button } from '@trussworks/react-uswds'
import {
  type OperationName,
  operationNames,
  operations,
  planRecipe,
  recipeLimits,
  type Step,
  stepWords,
} from '../../preparation/index.ts'
import type { Size } from '../parts/by-hand.ts'
import { KeyHint } from '../parts/key-hint.tsx'
import { firstStep } from './first-step.ts'
import { movedStep, withoutStep, withStep } from './history.ts'
import { StepFields } from './step-fields.tsx'
import type { RecipeDraft } from './use-recipe-draft.ts'

type ListProps = { draft: RecipeDraft; original: Size }

/** The steps in order, each with its numbers; undo, redo, reorder, remove, add. */
export function StepList({ draft, original }: ListProps) {
  const { steps } = draft
  return (
    <>
      <div className="cb-steps-head">
        <h2 className="cb-small-heading">Steps, in order</h2>
        <span className="cb-tool-group">
          <button type="button" disabled={!draft.canUndo} onClick={draft.undo}>
            Undo <KeyHint act="undo" />
          </button>
          <button type="button" disabled={!draft.canRedo} onClick={draft.redo}>
            Redo <KeyHint act="redo" />
          </button>
        </span>
      </div>
      {steps.length === 0 ? <p>No steps yet: the working copy equals the original.</p> : null}
      <ol className="cb-steps">
        {steps.map((step, at) => (
          <StepRow key={keyOf(steps, at)} draft={draft} original={original} step={step} at={at} />
        ))}
      </ol>
      {draft.fault === undefined ? null : (
        <p className="usa-error-message" role="alert">
          {draft.fault}
        </p>
      )}
      <AddStep draft={draft} original={original} />
    </>
  )
}

/** Steps have no name of their own: the how-manieth of its kind is enough to keep its fields. */
const keyOf = (steps: readonly Step[], at: number): string =>
  `${steps[at]?.op} ${steps.slice(0, at).filter(({ op }) => op === steps[at]?.op).length}`

type RowProps = ListProps & { step: Step; at: number }

function StepRow({ draft, original, step, at }: RowProps) {
  const { steps, change } = draft
  const { title } = operations[step.op]
  const name = `step ${at + 1}, ${title.toLowerCase()}`
  return (
    <li className="cb-step-row">
      <div className="cb-step-line">
        <strong>
          {at + 1}. {title}
        </strong>
        <span className="cb-tool-group">
          <button
            type="button"
            aria-label={`Move ${name} up`}
            disabled={at === 0}
            onClick={() => change(movedStep(steps, at, -1))}
          >
            ↑
          </button>
          <button
            type="button"
            aria-label={`Move ${name} down`}
            disabled={at === steps.length - 1}
            onClick={() => change(movedStep(steps, at, 1))}
          >
            ↓
          </button>
          <button type="button" aria-label={`Remove ${name}`} onClick={() => change(withoutStep(steps, at))}>
            Remove
          </button>
        </span>
      </div>
      <StepFields
        step={step}
        id={`step-${at}`}
        before={sizeBefore(draft, original, at)}
        onChange={(next, field) => change(withStep(steps, at, next), `step ${at} ${field}`)}
      />
      <p className="usa-sr-only" aria-live="polite">
        {stepWords(step)}
      </p>
    </li>
  )
}

function sizeBefore(draft: RecipeDraft, original: Size, at: number): Size {
  if (draft.fault !== undefined) return original
  return planRecipe(original, draft.steps.slice(0, at)).at(-1) ?? original
}

function AddStep({ draft, original }: ListProps) {
  const full = draft.steps.length >= recipeLimits.steps
  const add = (op: OperationName) =>
    draft.change([...draft.steps, firstStep(op, sizeBefore(draft, original, draft.steps.length))])
  return (
    <fieldset className="cb-add-step">
      <legend>
        Add a step <KeyHint act="addStep" />
      </legend>
      {operationNames.map((op) => (
        <Button
          key={op}
          type="button"
          outline
          disabled={full || draft.fault !== undefined}
          title={operations[op].says}
          onClick={() => add(op)}
        >
          {operations[op].title}
        </Button>
      ))}
      {full ? <p className="usa-hint">A recipe has at most {recipeLimits.steps} steps.</p> : null}
    </fieldset>
  )
}
