import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, type ExaminerBench, type ExaminerRecipe, take } from '../parts/api.ts'
import { here } from '../parts/here.ts'
import { examinationQuery, examinerBenchQuery } from '../parts/queries.ts'
import { type BenchActs, type BenchRecipe, type RecipeContent, sentRecipe } from '../prepare/bench-place.ts'

/** Everything that changes an examiner's own recipes; the comparison is told, so that it offers what there is. */
export function useExaminerRecipes(id: string) {
  const client = useQueryClient()
  const { queryKey } = examinerBenchQuery(id)
  const stale = () =>
    client.invalidateQueries({ queryKey: examinationQuery(id).queryKey, exact: true, refetchType: 'none' })
  const keepOne = (recipe: ExaminerRecipe) => {
    client.setQueryData(queryKey, (before) => before && withRecipe(before, recipe))
    return stale()
  }
  const path = (recipeId: string) => ({ params: { path: { id, recipeId } } })
  const add = useMutation({
    mutationFn: (content: RecipeContent) =>
      take(
        api.POST('/api/examinations/{id}/recipes', { params: { path: { id } }, body: sentRecipe(content) }),
      ),
    onSuccess: keepOne,
  })
  const change = useMutation({
    // One after another, so that an older state never overwrites a newer one.
    scope: { id: `recipes of ${id}` },
    mutationFn: (of: RecipeContent & { recipeId: string }) =>
      take(
        api.PUT('/api/examinations/{id}/recipes/{recipeId}', { ...path(of.recipeId), body: sentRecipe(of) }),
      ),
    onSuccess: keepOne,
  })
  const remove = useMutation({
    mutationFn: (recipeId: string) =>
      take(api.DELETE('/api/examinations/{id}/recipes/{recipeId}', path(recipeId))),
    onSuccess: (bench) => {
      client.setQueryData(queryKey, bench)
      return stale()
    },
  })
  const propose = useMutation({
    mutationFn: (recipeId: string) =>
      take(api.POST('/api/examinations/{id}/recipes/{recipeId}/proposal', path(recipeId))),
    onSuccess: keepOne,
  })
  const replay = (recipeId: string) =>
    take(api.POST('/api/examinations/{id}/recipes/{recipeId}/replay', path(recipeId)))
  const copyUrl = (recipe: BenchRecipe) =>
    here(
      `/api/examinations/${encodeURIComponent(id)}/recipes/${encodeURIComponent(recipe.id)}/image?v=${recipe.sha256.slice(0, 16)}`,
    )
  return { add, change, remove, propose, replay, copyUrl } satisfies BenchActs & { propose: unknown }
}

export type ExaminerRecipes = ReturnType<typeof useExaminerRecipes>

function withRecipe(bench: ExaminerBench, recipe: ExaminerRecipe): ExaminerBench {
  const known = bench.recipes.some(({ id }) => id === recipe.id)
  const recipes = known
    ? bench.recipes.map((one) => (one.id === recipe.id ? recipe : one))
    : [...bench.recipes, recipe]
  return { ...bench, recipes }
}
