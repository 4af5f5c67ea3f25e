import type { ExaminationView } from '../parts/api.ts'
import type { Looking } from './looking.ts'
import { copiesOf, useCopyPicture } from './probe-pictures.ts'

/** The copy that was chosen for the place of the probe, and as it is shown once its picture is there. */
export function useShownCopy(view: ExaminationView, look: Looking) {
  const copies = copiesOf(view)
  const chosen = copies.find(({ id }) => id === look.copy)
  const { url, error } = useCopyPicture(chosen)
  const shown = chosen !== undefined && url !== undefined ? { ...chosen, imageUrl: url } : undefined
  return { copies, chosen, shown, error }
}

export type ShownCopy = ReturnType<typeof useShownCopy>
