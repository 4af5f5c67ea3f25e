import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type CaseRequest, type ProbeRecipe, take } from '../parts/api.ts'
import { requestQuery } from '../parts/queries.ts'
import { copyUrl } from '../request/probe-url.ts'
import { type BenchActs, type BenchRecipe, type RecipeContent, sentRecipe } from './bench-place.ts'

/** Everything that changes the recipes of a request; what the server answers replaces what the browser knew. */
export function useRecipes(request: CaseRequest) {
  const client = useQueryClient()
  const { id } = request
  const key = requestQuery(id).queryKey
  const keep = (whole: CaseRequest) => client.setQueryData(key, whole)
  const keepOne = (recipe: ProbeRecipe) => {
    client.setQueryData(key, (before: CaseRequest | undefined) => before && withRecipe(before, recipe))
    void client.invalidateQueries({ queryKey: [...key, 'review'] })
  }
  const add = useMutation({
    mutationFn: (content: RecipeContent) =>
      take(api.POST('/api/requests/{id}/recipes', { params: { path: { id } }, body: sentRecipe(content) })),
    onSuccess: keepOne,
  })
  const change = useMutation({
    // One after another, so that an older state never overwrites a newer one.
    scope: { id: `recipes of ${id}` },
    mutationFn: (of: RecipeContent & { recipeId: string }) =>
      take(
        api.PUT('/api/requests/{id}/recipes/{recipeId}', {
          params: { path: { id, recipeId: of.recipeId } },
          body: sentRecipe(of),
        }),
      ),
    onSuccess: keepOne,
  })
  const remove = useMutation({
    mutationFn: (recipeId: string) =>
      take(api.DELETE('/api/requests/{id}/recipes/{recipeId}', { params: { path: { id, recipeId } } })),
    onSuccess: keep,
  })
  const choose = useMutation({
    mutationFn: (recipeId: string | null) =>
      take(api.PUT('/api/requests/{id}/chosen-recipe', { params: { path: { id } }, body: { recipeId } })),
    onSuccess: keep,
  })
  const replay = (recipeId: string) =>
    take(api.POST('/api/requests/{id}/recipes/{recipeId}/replay', { params: { path: { id, recipeId } } }))
  const acts = { replay, copyUrl: (recipe: BenchRecipe) => copyUrl(request, recipe) }
  return { add, change, remove, choose, ...acts } satisfies BenchActs & { choose: unknown }
}

export type Recipes = ReturnType<typeof useRecipes>

/** The request with one recipe put in its place, or added. A changed copy of the chosen one needs its face chosen again. */
export function withRecipe(request: CaseRequest, recipe: ProbeRecipe): CaseRequest {
  const before = request.recipes ?? []
  const old = before.find(({ id }) => id === recipe.id)
  const recipes = old ? before.map((one) => (one.id === recipe.id ? recipe : one)) : [...before, recipe]
  const again = old !== undefined && old.sha256 !== recipe.sha256 && request.chosenRecipeId === recipe.id
  const { faceIndex: _, ...details } = request.details
  return { ...request, recipes, ...(again ? { details } : {}) }
}
