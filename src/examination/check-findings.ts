import { Refused } from '../kernel/index.ts'
import type { Candidate } from '../search/index.ts'
import type { LetteredCandidate } from './candidate-order.ts'
import {
  type CandidateConclusion,
  type Conclusion,
  type ConclusionChoice,
  isSupport,
  strongestOf,
} from './conclusion.ts'
import type { DisplayMeans } from './display-means.ts'
import { comparedFeatures, type FeatureNotes, findsDifference, minimumFeaturesCompared } from './features.ts'
import { checkPins, type Pin } from './pins.ts'
import type { ExaminationRefusalCode } from './refusal-code.ts'

/** What is said of one candidate, and why. */
export type CandidateAnswer = {
  readonly letter: string
  readonly conclusion: CandidateConclusion
  readonly features: FeatureNotes
  readonly pins?: readonly Pin[] | undefined
  readonly reason: string
}
/** What an examiner wants to seal: answers one by one, and one for all others together. */
export type Findings = {
  readonly answers: readonly CandidateAnswer[]
  readonly others?: { readonly conclusion: CandidateConclusion; readonly reason: string } | undefined
  /** Means of display that were used; undefined where nobody told, as on the command line. */
  readonly display?: readonly DisplayMeans[] | undefined
}

/** Findings that leave nobody unanswered. */
export type CheckedFindings = {
  readonly conclusion: Conclusion
  /** The one candidate that is supported, if there is one. */
  readonly chosen: Candidate | undefined
  readonly features: FeatureNotes
  readonly reason: string
  readonly answers: readonly (CandidateAnswer & { readonly candidate: Candidate })[]
  readonly display?: readonly DisplayMeans[] | undefined
}

/** Characters a written reason must have at least. */
export const minimumReasonCharacters = 10

type Against = { readonly shown: readonly LetteredCandidate[]; readonly scale: readonly ConclusionChoice[] }

/**
 * Checks that findings answer every candidate, on the scale, each with its reason. Refuses CANDIDATE_UNKNOWN, CANDIDATE_UNANSWERED,
 * CANDIDATES_SUPPORTED, CONCLUSION_UNKNOWN, FEATURES_INCOMPLETE, FEATURE_UNKNOWN, PIN_UNCLEAR, REASON_EMPTY.
 */
export function checkFindings(findings: Findings, against: Against): CheckedFindings {
  for (const answer of findings.answers) checkAnswer(answer, against)
  checkOthers(findings, against)
  const answers = against.shown.map(({ letter, candidate }) => {
    const own = findings.answers.find((one) => one.letter === letter)
    const { conclusion, reason } = own ?? findings.others ?? { conclusion: undefined, reason: '' }
    if (conclusion === undefined) throw unanswered(findings, against)
    const pins = own?.pins?.length ? { pins: own.pins } : {}
    return { letter, conclusion, reason: reason.trim(), features: own?.features ?? {}, ...pins, candidate }
  })
  const strongest = strongestOf(answers)
  if (strongest.conclusion === 'supports-same-source' && strongest.answers.length > 1)
    throw twoSupported(strongest.answers)
  return foundIn(answers, findings)
}

/** What answers come to together: the strongest of them, and the candidate that it concerns where that is one. */
export function foundIn(
  answers: CheckedFindings['answers'],
  { others, display }: Pick<Findings, 'others' | 'display'>,
): CheckedFindings {
  const strongest = strongestOf(answers)
  const [first, ...more] = strongest.answers
  const { conclusion } = strongest
  return {
    conclusion,
    chosen: isSupport(conclusion) && more.length === 0 ? first?.candidate : undefined,
    features: first?.features ?? {},
    reason: first?.reason ?? others?.reason ?? 'There was no candidate.',
    answers,
    ...(display === undefined ? {} : { display }),
  }
}

function checkAnswer(answer: CandidateAnswer, { shown, scale }: Against): void {
  const { letter, conclusion, features } = answer
  if (!shown.some((one) => one.letter === letter)) {
    throw refuse('CANDIDATE_UNKNOWN', {
      reason: `There is no candidate ${letter} in this list.`,
      needed: `Choose among ${lettersOf(shown)}.`,
    })
  }
  checkReason(answer.reason, `candidate ${letter}`)
  checkPins(answer.pins ?? [], letter)
  const choice = scale.find(({ code }) => code === conclusion)
  if (!choice) throw offTheScale(conclusion, scale)
  if (!choice.needsFeatures) return
  const compared = comparedFeatures(features)
  if (conclusion === 'exclusion' ? findsDifference(features) : compared >= minimumFeaturesCompared) return
  throw refuse('FEATURES_INCOMPLETE', {
    reason:
      conclusion === 'exclusion'
        ? `Candidate ${letter} is excluded, and no facial component is marked as different.`
        : `${compared} facial components of candidate ${letter} were compared; at least ${minimumFeaturesCompared} are needed.`,
    needed: 'Mark components as similar or different, or choose another conclusion.',
  })
}

function checkOthers({ others }: Findings, { scale }: Against): void {
  if (others === undefined) return
  checkReason(others.reason, 'all others')
  const offered = scale.filter(({ together }) => together)
  if (!offered.some(({ code }) => code === others.conclusion)) throw offTheScale(others.conclusion, offered)
}

function checkReason(reason: string, about: string): void {
  const { length } = reason.trim()
  if (length >= minimumReasonCharacters) return
  throw refuse('REASON_EMPTY', {
    reason: `The reason about ${about} has ${length} characters; at least ${minimumReasonCharacters} are needed.`,
    needed: 'Write which features led you to the conclusion.',
  })
}

const lettersOf = (shown: readonly { readonly letter: string }[]) =>
  shown.map(({ letter }) => letter).join(', ') || 'none'

const unanswered = ({ answers }: Findings, { shown }: Against) =>
  refuse('CANDIDATE_UNANSWERED', {
    reason: `Nothing is said of ${lettersOf(shown.filter(({ letter }) => !answers.some((one) => one.letter === letter)))}.`,
    needed: 'Answer each candidate, or say one thing of all others together.',
  })

const twoSupported = (answers: readonly { readonly letter: string }[]) =>
  refuse('CANDIDATES_SUPPORTED', {
    reason: `One face is said to be that of ${lettersOf(answers)}.`,
    needed: 'Support one of them, or give limited support or doubt where you cannot tell them apart.',
  })

const offTheScale = (code: string, offered: readonly ConclusionChoice[]) =>
  refuse('CONCLUSION_UNKNOWN', {
    reason: `The conclusion ${JSON.stringify(code.slice(0, 50))} is not offered here.`,
    needed: `Choose among ${offered.map((choice) => choice.code).join(', ')}.`,
  })

const refuse = (code: ExaminationRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<ExaminationRefusalCode>({ code, ...words })
