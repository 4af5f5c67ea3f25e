import type { CaseRequest, ProbeRecipe } from '../parts/api.ts'
import { here } from '../parts/here.ts'
import { chosenRecipe } from './steps.ts'

/** Address of the picture for display; the hash makes a changed picture a new address. */
export function probeUrl(request: CaseRequest): string {
  return here(
    `/api/requests/${encodeURIComponent(request.id)}/probe?v=${request.probe?.sha256.slice(0, 16) ?? ''}`,
  )
}

/** Address of a working copy, made anew by the server from the untouched original. */
export function copyUrl(request: CaseRequest, recipe: Pick<ProbeRecipe, 'id' | 'sha256'>): string {
  return here(
    `/api/requests/${encodeURIComponent(request.id)}/recipes/${encodeURIComponent(recipe.id)}/image?v=${recipe.sha256.slice(0, 16)}`,
  )
}

/** Address of the picture that is searched. */
export function searchedUrl(request: CaseRequest): string {
  const recipe = chosenRecipe(request)
  return recipe === undefined ? probeUrl(request) : copyUrl(request, recipe)
}
