import { useEffect } from 'react'
import { type DisplayMeans, meansInUse } from './display-means.ts'
import { useKept } from './kept.ts'
import type { Looking } from './looking.ts'

const none: readonly DisplayMeans[] = []

/** Every means of looking that was used in this comparison, also before a reload of the page. */
export function useMeans(searchId: string, look: Looking) {
  const { value: used, change, forget } = useKept(`casebound.means.${searchId}`, none)
  const fresh = meansInUse(look).filter((means) => !used.includes(means))
  useEffect(() => {
    if (fresh.length > 0) change((before) => [...new Set([...before, ...fresh])])
  })
  return { used, forget }
}
