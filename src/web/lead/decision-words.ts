import type { Lead } from '../parts/api.ts'

/** The heading of a conclusion. Never says who somebody is. */
export function decisionTitle(decision: Lead['decision']): string {
  if (decision === 'lead') return 'Investigative lead'
  return decision === 'no-lead' ? 'No lead' : 'Inconclusive'
}

/** What a conclusion without a lead means for the case. */
export function decisionMeans(decision: Lead['decision']): string {
  if (decision === 'lead')
    return 'A lead says where to look further. It is not evidence that somebody did something, and no ground for an arrest or a line-up.'
  if (decision === 'no-lead')
    return 'The examiners found nobody in the gallery who could be the person in the image. The person may be in the gallery and look different, or not be in it. It clears nobody and points to nobody.'
  return 'The examiners did not agree, or the images do not allow a conclusion. Treat it as if no search had been made. A better image may be searched with a new request.'
}
