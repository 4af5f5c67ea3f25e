import { type CandidateConclusion, type CheckedFindings, isSupport } from '../../../examination/index.ts'
import type { CaseList } from './case-list.ts'

/** What an examiner is told of a planted case once he has sealed. */
export type CaseTruth = {
  /** What became of the mate: `none` where nobody in the list was, `unseen` where the still was found unfit. */
  readonly mate: 'supported' | 'missed' | 'inconclusive' | 'none' | 'unseen'
  /** Under which letter the mate stood. */
  readonly mateLetter: string | undefined
  /** Letters of those who were supported and are not the person of the still. */
  readonly othersSupported: readonly string[]
}

/** To support the mate in full or in part is right, to doubt is neither, and to speak for different sources misses him. */
export const saidOfMate = (conclusion: CandidateConclusion): CaseTruth['mate'] => {
  if (conclusion === 'inconclusive') return 'inconclusive'
  return isSupport(conclusion) ? 'supported' : 'missed'
}

/** What findings are worth against the truth of the list. */
export function caseTruth(
  { answers }: Pick<CheckedFindings, 'answers'>,
  { planted }: Pick<CaseList, 'planted'>,
): CaseTruth & { readonly ofMate: CandidateConclusion | undefined } {
  const isMate = ({ candidate }: CheckedFindings['answers'][number]) =>
    planted.get(candidate.personId)?.isMate === true
  const mate = answers.find(isMate)
  return {
    mate: mate === undefined ? 'none' : saidOfMate(mate.conclusion),
    ...{ mateLetter: mate?.letter, ofMate: mate?.conclusion },
    othersSupported: answers
      .filter((answer) => !isMate(answer) && isSupport(answer.conclusion))
      .map(({ letter }) => letter),
  }
}

/** Of a still that was found unfit: nobody was shown. */
export const unseenTruth: CaseTruth = { mate: 'unseen', mateLetter: undefined, othersSupported: [] }
