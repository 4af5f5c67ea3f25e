import type { CaseRequest, Policy } from '../parts/api.ts'
import type { Draft } from './use-draft.ts'

/** What every step of an existing request is given. */
export type StepProps = {
  request: CaseRequest
  policy: Policy
  draft: Draft
  /** Saves, then goes to the next step; stays with words when saving fails. */
  go: () => void
}
