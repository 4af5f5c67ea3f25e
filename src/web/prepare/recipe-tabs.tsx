import { recipeLimits } from '../../preparation/index.ts'
import type { BenchRecipe } from './bench-place.ts'

type TabsProps = {
  all: readonly BenchRecipe[]
  shown: string | undefined
  /** What is said of the recipe of this id, beside its steps. */
  mark: (id: string) => string
  busy: boolean
  onShow: (id: string) => void
  onBegin: () => void
}

/** Recipes side by side, one of which is shown. */
export function RecipeTabs({ all, shown, mark, busy, onShow, onBegin }: TabsProps) {
  const most = recipeLimits.recipes
  if (all.length === 0) return null
  return (
    <nav className="cb-recipe-tabs" aria-label="Recipes">
      <ul>
        {all.map((recipe) => (
          <li key={recipe.id}>
            <button
              type="button"
              aria-current={recipe.id === shown ? 'true' : undefined}
              onClick={() => onShow(recipe.id)}
            >
              {recipe.title}
              <span className="cb-tab-more">
                {recipe.steps.length === 1 ? '1 step' : `${recipe.steps.length} steps`}
                {mark(recipe.id)}
              </span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" disabled={busy || all.length >= most} onClick={onBegin}>
            + Another recipe
            <span className="cb-tab-more">{all.length >= most ? `at most ${most}` : 'beside these'}</span>
          </button>
        </li>
      </ul>
    </nav>
  )
}
