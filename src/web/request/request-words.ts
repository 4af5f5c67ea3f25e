import type { RequestSummary } from '../parts/api.ts'

/** The state of a request in words. */
export function stateOf(request: RequestSummary): string {
  const { status, search } = request
  if (status === 'draft') return 'Draft, not submitted'
  if (status === 'refused') return 'Refused'
  if (search === undefined || search.status === 'searching') return 'Searching'
  if (search.status === 'interrupted') return 'Interrupted, recorded as such'
  if (search.status === 'failed') return 'Failed, recorded as such'
  if (search.status === 'refused') return 'Refused'
  if (search.withdrawnAt !== undefined) return 'Withdrawn'
  if (search.leadId !== undefined) return 'Concluded'
  const { sealed, required } = search.examinations
  return `With examiners: ${sealed} of ${required} concluded`
}

/** What a person does next with a request. */
export function nextActOf({ status }: RequestSummary): string {
  if (status === 'draft') return 'Continue'
  return status === 'refused' ? 'See why' : 'Open'
}

/** Which picture a request searches with, and which try of it that was. */
export function pictureOf({ probeSha256, preparedBy, tries }: RequestSummary): string {
  if (probeSha256 === undefined) return 'none yet'
  const picture = preparedBy === undefined ? 'Original' : 'Working copy'
  return tries === undefined ? picture : `${picture}, try ${tries}`
}
