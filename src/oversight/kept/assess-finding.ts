import type { House } from '../../lead/index.ts'
import type { User } from '../../people/index.ts'
import { takeStep } from './finding-steps.ts'
import { findingFor } from './finding-view.ts'
import { checkNotEnded, checkWords, tooEarly } from './step-refusals.ts'

/** How the lines and the answer of the person stand to each other. */
export const assessments = ['supports', 'contradicts', 'unclear', 'not-heard'] as const
export type Assessment = (typeof assessments)[number]

/**
 * A supervisor's assessment: does what the person says agree with the lines. Without an answer only where the person was not heard: nobody
 * could be asked, or the day has passed. Refuses FINDING_UNKNOWN, FINDING_ENDED, STEP_TOO_EARLY, REASON_MISSING.
 */
export async function assessFinding(
  house: House,
  of: { readonly user: User; readonly id: string; readonly assessment: Assessment; readonly words: string },
): Promise<{ readonly logIndex: number }> {
  const finding = await findingFor(house, of)
  checkNotEnded(finding)
  const answered = finding.state === 'answered' || finding.state === 'assessed'
  if (!answered && of.assessment !== 'not-heard') {
    throw tooEarly('The person has not answered yet.', 'Wait for the answer, or say that nobody was heard.')
  }
  if (finding.state === 'asked') {
    throw tooEarly('The person still has time to answer.', 'Wait until the day has passed.')
  }
  const words = checkWords(of.words, 'The assessment')
  return takeStep(house, {
    ...{ finding, agencyId: of.user.agency.id, step: 'assessed', by: of.user.id },
    content: { assessment: of.assessment, words },
  })
}
