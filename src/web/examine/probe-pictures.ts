import { useQuery } from '@tanstack/react-query'
import type { ExaminationView } from '../parts/api.ts'
import { Trouble } from '../parts/trouble.ts'
import { useObjectUrl } from '../parts/use-picture.ts'
import type { EyedPicture } from './face-frame.ts'

export const searchedId = 'searched'

/** A working copy that can stand in the place of the probe. */
export type ProbeCopy = EyedPicture & {
  readonly id: string
  readonly name: string
  readonly words: readonly string[]
  readonly imageUrl: string
}

/** The copies of an examination: the one that was searched, then the examiner's own. */
export function copiesOf({ searchedCopy, recipes }: ExaminationView): readonly ProbeCopy[] {
  const searched = searchedCopy && { ...searchedCopy, id: searchedId, name: 'Searched copy' }
  return [...(searched ? [searched] : []), ...recipes.map((recipe) => ({ ...recipe, name: recipe.title }))]
}

/** Fetches a copy when it is first looked at, never before: the server records that it was shown. */
export function useCopyPicture(copy: ProbeCopy | undefined) {
  const picture = useQuery({
    queryKey: ['copy', copy?.imageUrl],
    queryFn: () => fetchPicture(copy?.imageUrl ?? ''),
    enabled: copy !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const url = useObjectUrl(copy === undefined ? undefined : picture.data)
  return { url, error: copy === undefined ? undefined : (picture.error ?? undefined) }
}

async function fetchPicture(url: string): Promise<Blob> {
  const answer = await fetch(url, { credentials: 'same-origin' })
  if (answer.ok) return answer.blob()
  throw new Trouble(answer.status, await answer.json().catch(() => undefined))
}
