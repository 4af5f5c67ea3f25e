import { useEffect, useRef, useState } from 'react'
import { isRefused } from '../../kernel/index.ts'
import { planRecipe, type Recipe, readRecipe } from '../../preparation/index.ts'
import type { Size } from '../parts/by-hand.ts'
import type { BenchActs, BenchRecipe } from './bench-place.ts'
import { changed, type History, historyOf, redone, undone } from './history.ts'

const saveAfterMs = 450

/** One recipe while it is worked on: with undo and redo, saved as it is changed. */
export function useRecipeDraft(recipe: BenchRecipe, of: { change: BenchActs['change']; original: Size }) {
  const [history, setHistory] = useState<History>(() => historyOf(readRecipe(recipe.steps)))
  const [title, setTitle] = useState(recipe.title)
  const steps = history.now
  const fault = faultOf(steps, of.original)
  const saved = sameSteps(steps, recipe.steps)
  const dirty = !saved || (title.trim() !== recipe.title && title.trim() !== '')
  const { mutate, isPending } = of.change
  const unsaved = useRef<() => void>(undefined)
  useEffect(() => {
    unsaved.current = undefined
    if (!dirty || fault !== undefined) return
    const save = () => {
      unsaved.current = undefined
      mutate({ recipeId: recipe.id, title: title.trim() || recipe.title, steps })
    }
    unsaved.current = save
    const timer = window.setTimeout(save, saveAfterMs)
    return () => window.clearTimeout(timer)
  }, [dirty, fault, mutate, recipe.id, recipe.title, steps, title])
  // Whoever turns to another recipe before the pause is over keeps what was changed.
  useEffect(() => () => unsaved.current?.(), [])
  return {
    steps,
    title,
    setTitle,
    fault,
    saved,
    saving: isPending || dirty,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    change: (next: Recipe, moving?: string) => setHistory((before) => changed(before, next, moving)),
  }
}

export type RecipeDraft = ReturnType<typeof useRecipeDraft>

const sameSteps = (one: Recipe, other: unknown): boolean =>
  JSON.stringify(one) === JSON.stringify(readRecipe(other))

/** What is wrong with the steps, in the words in which the server would refuse them; undefined when nothing is. */
function faultOf(steps: Recipe, original: Size): string | undefined {
  try {
    planRecipe(original, readRecipe(steps))
    return undefined
  } catch (error) {
    if (isRefused(error)) return `${error.reason} ${error.needed}`
    throw error
  }
}
