import { must } from '../kernel/index.ts'
import { type ConclusionCode, conclusionCodes, type Pack, scaleOf } from '../policy/index.ts'

/**
 * What a sealed examination says of a list: the strongest of its answers. `none-of-these` stands in examinations from before each
 * candidate was answered, and where the list was empty.
 */
export const conclusions = [...conclusionCodes, 'none-of-these'] as const
export type Conclusion = (typeof conclusions)[number]

/** What may be said of one candidate. */
export type CandidateConclusion = Exclude<ConclusionCode, 'not-suitable'>
export const candidateConclusions = conclusionCodes.filter(
  (code): code is CandidateConclusion => code !== 'not-suitable',
)

export type ConclusionChoice = {
  readonly code: CandidateConclusion
  readonly title: string
  /** Said of a candidate only after components were compared. */
  readonly needsFeatures: boolean
  /** May be said of several candidates together, with one reason. */
  readonly together: boolean
}

const needsFeatures: readonly ConclusionCode[] = [
  'supports-same-source',
  'limited-support-same-source',
  'inconclusive',
  'exclusion',
]
const together: readonly ConclusionCode[] = [
  'inconclusive',
  'limited-support-different-sources',
  'supports-different-sources',
]

/** What an examiner may conclude of a candidate, on the scale of the pack that permitted the search. */
export const conclusionScale = (pack: Pick<Pack, 'conclusions'>): readonly ConclusionChoice[] =>
  scaleOf(pack).flatMap(({ code, title }) =>
    code === 'not-suitable'
      ? []
      : { code, title, needsFeatures: needsFeatures.includes(code), together: together.includes(code) },
  )

/** A conclusion in the words of a scale; one that the scale has no words for, in the house's. */
export function conclusionTitle(conclusion: Conclusion, pack: Pick<Pack, 'conclusions'>): string {
  if (conclusion === 'none-of-these') return 'None of these candidates supports the same person'
  const worded = [...scaleOf(pack), ...scaleOf({})].find(({ code }) => code === conclusion)
  return must(worded, 'words for a conclusion').title
}

/** The strongest of several answers, nearest to one source; `none-of-these` where there is none. */
export function strongestOf<Answer extends { readonly conclusion: CandidateConclusion }>(
  answers: readonly Answer[],
): { conclusion: Conclusion; answers: readonly Answer[] } {
  const conclusion = candidateConclusions.find((code) => answers.some((one) => one.conclusion === code))
  return {
    conclusion: conclusion ?? 'none-of-these',
    answers: answers.filter((one) => one.conclusion === conclusion),
  }
}

export type LeadDecision = 'lead' | 'no-lead' | 'inconclusive'

export type SealedConclusion = {
  readonly conclusion: Conclusion
  readonly bookingId: string | undefined
  readonly personId: string | undefined
}

/** Conclusions that say, for sure enough, that nobody in the list is the person sought. */
const againstAll: readonly Conclusion[] = ['supports-different-sources', 'exclusion', 'none-of-these']

/**
 * What two independent conclusions come to. A lead needs both to support the same person, and limited support is not enough; no lead needs
 * both to rule everybody out; every disagreement or doubt is inconclusive, and an inconclusive search is no lead (EXM-05).
 */
export function agreement(first: SealedConclusion, second: SealedConclusion): LeadDecision {
  const bothSupport = [first, second].every(({ conclusion }) => conclusion === 'supports-same-source')
  if (bothSupport && first.personId !== undefined && first.personId === second.personId) return 'lead'
  return [first, second].every(({ conclusion }) => againstAll.includes(conclusion))
    ? 'no-lead'
    : 'inconclusive'
}

const forOneSource: readonly Conclusion[] = ['supports-same-source', 'limited-support-same-source']

/** Whether a conclusion speaks for one source, in full or in part. */
export const isSupport = (conclusion: Conclusion): boolean => forOneSource.includes(conclusion)

/**
 * Whether two conclusions contradict each other, so that somebody has to look into it before the search ends: one supports somebody and
 * the other does not, or each fully supports another person.
 */
export function inConflict(first: SealedConclusion, second: SealedConclusion): boolean {
  const [one, other] = [first, second].map(({ conclusion }) => isSupport(conclusion))
  if (one !== other) return true
  const bothSupport = [first, second].every(({ conclusion }) => conclusion === 'supports-same-source')
  return bothSupport && first.personId !== second.personId
}

/** What one conclusion comes to where no second was asked for; it is never a lead. */
export const aloneComesTo = ({ conclusion }: Pick<SealedConclusion, 'conclusion'>): LeadDecision =>
  againstAll.includes(conclusion) ? 'no-lead' : 'inconclusive'
