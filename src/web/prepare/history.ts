import type { Recipe, Step } from '../../preparation/index.ts'

/** A recipe while it is made, with what can be taken back. */
export type History = {
  readonly past: readonly Recipe[]
  readonly now: Recipe
  readonly future: readonly Recipe[]
  /** What is being changed by a slider: further moves of it belong to the same change. */
  readonly moving: string | undefined
}

export const historyOf = (recipe: Recipe): History => ({
  past: [],
  now: recipe,
  future: [],
  moving: undefined,
})

/** A changed recipe; moves of the same slider one after another are taken back together. */
export function changed(before: History, recipe: Recipe, moving?: string): History {
  const goesOn = moving !== undefined && moving === before.moving
  return { past: goesOn ? before.past : [...before.past, before.now], now: recipe, future: [], moving }
}

export function undone(before: History): History {
  const last = before.past.at(-1)
  if (last === undefined) return before
  return {
    past: before.past.slice(0, -1),
    now: last,
    future: [before.now, ...before.future],
    moving: undefined,
  }
}

export function redone(before: History): History {
  const [next, ...future] = before.future
  if (next === undefined) return before
  return { past: [...before.past, before.now], now: next, future, moving: undefined }
}

/** Another step in the place of one. */
export const withStep = (recipe: Recipe, at: number, step: Step): Recipe => recipe.with(at, step)

export const withoutStep = (recipe: Recipe, at: number): Recipe => recipe.toSpliced(at, 1)

/** A step moved up or down by one; at the end nothing moves. */
export function movedStep(recipe: Recipe, at: number, by: 1 | -1): Recipe {
  const step = recipe[at]
  const to = at + by
  if (step === undefined || to < 0 || to >= recipe.length) return recipe
  return recipe.toSpliced(at, 1).toSpliced(to, 0, step)
}
