import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { planRecipe } from '../../preparation/index.ts'
import type { Size } from '../parts/by-hand.ts'
import { Failed } from '../parts/states.tsx'
import { useKeys } from '../parts/use-keys.ts'
import type { BenchActs, BenchOriginal, BenchRecipe } from './bench-place.ts'
import { Stage } from './stage.tsx'
import { StepList } from './step-list.tsx'
import { useOriginal } from './use-original.ts'
import { type RecipeDraft, useRecipeDraft } from './use-recipe-draft.ts'

type BenchProps = {
  original: BenchOriginal
  recipe: BenchRecipe
  acts: BenchActs
  /** What to do with it, right under the pictures. */
  ways: ReactNode
  /** What the steps do to the quality, where that is known; told while the copy is still being looked at. */
  quality?: (pending: boolean) => ReactNode
}

/** One recipe on the bench: both pictures, the steps, and what they do to the quality. */
export function Bench({ original, recipe, acts, ways, quality }: BenchProps) {
  const draft = useRecipeDraft(recipe, { change: acts.change, original })
  const pixels = useOriginal(original)
  const copy = sizeOf(draft, original, recipe)
  useKeys('preparation', { undo: draft.undo, redo: draft.redo, addStep: focusAddStep })
  return (
    <div className="cb-bench">
      <Stage
        original={original}
        steps={draft.fault === undefined ? draft.steps : []}
        copy={copy}
        pixels={pixels}
        savedUrl={draft.saved ? acts.copyUrl(recipe) : undefined}
        title={recipe.title}
        onCrop={(part) => draft.change([...draft.steps, { op: 'crop', version: 1, ...part }])}
      />
      <section className="cb-bench-side" aria-label={`Steps of ${recipe.title}`}>
        <Name draft={draft} />
        <StepList draft={draft} original={original} />
        <p className="cb-status" role="status">
          {statusOf(draft, acts.change.isError)}
        </p>
        {acts.change.isError ? (
          <Failed
            doing="save the recipe"
            thrown={acts.change.error}
            kept="The steps are kept on this page."
          />
        ) : null}
        <Record recipe={recipe} saved={draft.saved} replay={acts.replay} />
        <button
          type="button"
          className="usa-button usa-button--unstyled cb-remove-recipe"
          onClick={() => acts.remove.mutate(recipe.id)}
        >
          Remove this recipe
        </button>
      </section>
      {ways}
      {quality?.(!draft.saved)}
    </div>
  )
}

const focusAddStep = () => document.querySelector<HTMLElement>('.cb-add-step button')?.focus()

function sizeOf(draft: RecipeDraft, original: Size, recipe: BenchRecipe): Size {
  if (draft.fault !== undefined) return recipe
  return planRecipe(original, draft.steps).at(-1) ?? original
}

function statusOf(draft: RecipeDraft, failed: boolean): string {
  if (draft.fault !== undefined) return 'Not saved: a step cannot be applied.'
  if (failed) return 'Not saved'
  return draft.saving ? 'Saving, and looking for faces…' : 'Saved with its digest'
}

function Name({ draft }: { draft: RecipeDraft }) {
  return (
    <div className="cb-recipe-name">
      <label htmlFor="recipe-title">Name of this recipe</label>
      <input
        id="recipe-title"
        className="usa-input"
        value={draft.title}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => draft.setTitle(event.target.value)}
      />
    </div>
  )
}

/** The digests, and the proof of them: the server applies the steps to the original again and compares. */
type RecordProps = { recipe: BenchRecipe; saved: boolean; replay: BenchActs['replay'] }

function Record({ recipe, saved, replay: again }: RecordProps) {
  const replay = useMutation({ mutationFn: () => again(recipe.id) })
  return (
    <details className="cb-record">
      <summary>Digests and replay</summary>
      <dl className="cb-pairs">
        <dt>Original, file</dt>
        <dd>
          <code>{recipe.originalSha256}</code>
        </dd>
        <dt>Working copy, pixels</dt>
        <dd>
          <code>{saved ? recipe.sha256 : 'not saved yet'}</code>
        </dd>
      </dl>
      <button
        type="button"
        className="usa-button usa-button--outline"
        disabled={!saved || replay.isPending}
        onClick={() => replay.mutate()}
      >
        {replay.isPending ? 'Replaying…' : 'Replay now'}
      </button>
      <p role="status">{replay.data?.words}</p>
      {replay.isError ? <Failed doing="replay the recipe" thrown={replay.error} /> : null}
    </details>
  )
}
