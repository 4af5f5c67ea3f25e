import { useState } from 'react'
import { useKeys } from '../parts/use-keys.ts'
import { type BenchActs, type BenchRecipe, nextTitle, type RecipeContent } from './bench-place.ts'

/** Which of several recipes is shown; keys go from one to the next, and a new one is shown when it is made. */
export function useShownRecipe<One extends BenchRecipe>(
  all: readonly One[],
  { add, first }: { add: BenchActs['add']; first: string | undefined },
) {
  const [wanted, show] = useState(first)
  const shown = all.find(({ id }) => id === wanted) ?? all[0]
  const begin = (steps: RecipeContent['steps'] = []) =>
    add.mutate({ title: nextTitle(all), steps }, { onSuccess: ({ id }) => show(id) })
  const beside = (by: 1 | -1) => () => {
    const at = all.findIndex(({ id }) => id === shown?.id)
    show(all[(at + by + all.length) % all.length]?.id)
  }
  useKeys('preparation', { nextRecipe: beside(1), previousRecipe: beside(-1) })
  return { shown, show, begin: () => begin() }
}
