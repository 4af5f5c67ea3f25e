import type { Recipe } from '../../preparation/index.ts'
import type { ProbeRecipe } from '../parts/api.ts'
import type { Size } from '../parts/by-hand.ts'

// What the bench asks of its place, so that a requester at his draft and an examiner at a search work on the same bench.

/** The untouched original, and where its picture is. */
export type BenchOriginal = Size & { readonly url: string }

export type BenchRecipe = Pick<
  ProbeRecipe,
  'id' | 'title' | 'steps' | 'words' | 'originalSha256' | 'sha256' | 'widthPx' | 'heightPx'
>

export type RecipeContent = { readonly title: string; readonly steps: Recipe }

/** As much of a mutation as the bench uses. */
type Act<Given, Answer = unknown> = {
  readonly mutate: (given: Given, then?: { onSuccess?: (answer: Answer) => unknown }) => void
  readonly isPending: boolean
  readonly isError: boolean
  readonly error: unknown
}

export type BenchActs = {
  readonly add: Act<RecipeContent, { readonly id: string }>
  readonly change: Act<RecipeContent & { recipeId: string }>
  readonly remove: Act<string>
  /** Applies the steps to the original again on the server and gives what came of it in words. */
  readonly replay: (recipeId: string) => Promise<{ words: string }>
  /** Address of a recipe's picture as it stands saved. */
  readonly copyUrl: (recipe: BenchRecipe) => string
}

/** As it is sent. */
export const sentRecipe = ({ title, steps }: RecipeContent) => ({
  title,
  steps: steps.map((step) => ({ ...step })),
})

/** A name for a further recipe that none of the others has. */
export function nextTitle(all: readonly BenchRecipe[]): string {
  const taken = new Set(all.map(({ title }) => title))
  let number = all.length + 1
  while (taken.has(`Recipe ${number}`)) number++
  return `Recipe ${number}`
}
