import { must, Refused } from '../kernel/index.ts'
import type { Candidate } from '../search/index.ts'
import type { LetteredCandidate } from './candidate-order.ts'
import { type Conclusion, conclusionScale } from './conclusion.ts'
import { comparedFeatures, type FeatureNotes, minimumFeaturesCompared } from './features.ts'
import type { ExaminationRefusalCode } from './refusal-code.ts'

/** What an examiner wants to seal. */
export type Findings = {
  readonly conclusion: Conclusion
  readonly letter?: string | undefined
  readonly features: FeatureNotes
  readonly reason: string
}

/** Characters a written reason must have at least. */
export const minimumReasonCharacters = 10

/**
 * Checks that findings are complete and gives the candidate they concern, if any. Refuses CANDIDATE_MISSING,
 * CANDIDATE_UNKNOWN, FEATURES_INCOMPLETE, REASON_EMPTY.
 */
export function checkFindings(
  findings: Findings,
  shown: readonly LetteredCandidate[],
): Candidate | undefined {
  if (findings.reason.trim().length < minimumReasonCharacters) {
    throw refuse('REASON_EMPTY', {
      reason: `The reason has ${findings.reason.trim().length} characters; at least ${minimumReasonCharacters} are needed.`,
      needed: 'Write which features led you to the conclusion.',
    })
  }
  const choice = must(
    conclusionScale.find(({ code }) => code === findings.conclusion),
    'conclusion on the scale',
  )
  if (!choice.needsCandidate) return undefined
  const compared = comparedFeatures(findings.features)
  if (compared < minimumFeaturesCompared) {
    throw refuse('FEATURES_INCOMPLETE', {
      reason: `${compared} facial components were compared; at least ${minimumFeaturesCompared} are needed for a conclusion about a candidate.`,
      needed: 'Mark components as similar or different, or choose another conclusion.',
    })
  }
  if (findings.letter === undefined) {
    throw refuse('CANDIDATE_MISSING', {
      reason: 'The conclusion names no candidate.',
      needed: 'Choose the candidate it concerns.',
    })
  }
  const chosen = shown.find(({ letter }) => letter === findings.letter)
  if (chosen) return chosen.candidate
  throw refuse('CANDIDATE_UNKNOWN', {
    reason: `There is no candidate ${findings.letter} in this list.`,
    needed: `Choose one of ${shown.map(({ letter }) => letter).join(', ') || 'none'}.`,
  })
}

const refuse = (code: ExaminationRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<ExaminationRefusalCode>({ code, ...words })
