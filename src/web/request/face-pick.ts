import type { CaseRequest } from '../parts/api.ts'
import { chosenFace } from './steps.ts'

/** Which face is chosen, and how to choose another. */
export type FacePick = {
  readonly index: number | undefined
  readonly choose: (index: number) => void
}

/** Number of the chosen face; undefined when none of those found is chosen. */
export function chosenFaceIndex(request: CaseRequest): number | undefined {
  return chosenFace(request)?.index
}
