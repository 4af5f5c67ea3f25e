import { recipeLimits } from '../../preparation/index.ts'
import type { CaseRequest } from '../parts/api.ts'

type TabsProps = {
  request: CaseRequest
  shown: string | undefined
  busy: boolean
  onShow: (id: string) => void
  onBegin: () => void
}

/** The recipes of the request, one of which is shown; which one is searched is said in words. */
export function RecipeTabs({ request, shown, busy, onShow, onBegin }: TabsProps) {
  const all = request.recipes ?? []
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
                {recipe.id === request.chosenRecipeId ? ' · searched' : ''}
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
