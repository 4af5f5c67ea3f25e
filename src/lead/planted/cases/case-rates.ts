import type { CandidateConclusion } from '../../../examination/index.ts'
import { asId, type Share, share, type UserId } from '../../../kernel/index.ts'
import type { Db, Tx } from '../../../storage/index.ts'
import { fewestAnswers } from '../error-rates.ts'
import { saidOfMate } from './case-truth.ts'

/** What sealed planted cases add up to. */
export type CaseRate = {
  /** In which the list was compared. */
  readonly cases: number
  /** Of them, those in whose list the person of the still stood. */
  readonly mates: number
  readonly missed: number
  /** Answers about the mate that decided nothing. */
  readonly undecided: number
  /** Cases in which somebody was supported who is not the person of the still. */
  readonly wrong: number
  /** Cases that ended with an unfit still, and are in no rate. */
  readonly unfit: number
  /** Of all mates, those that were missed; undefined under `fewestAnswers` mates. */
  readonly missedRate: Share | undefined
  /** Of all cases, those with a wrong support; undefined under `fewestAnswers` cases. */
  readonly wrongRate: Share | undefined
}

type Ended = {
  readonly examinerId: UserId
  readonly unfit: boolean
  readonly ofMate: CandidateConclusion | undefined
  readonly otherSupported: boolean
}

/** What these cases add up to: with Wilson's interval, over all mates and over all cases. */
export function caseRate(ended: readonly Omit<Ended, 'examinerId'>[]): CaseRate {
  const compared = ended.filter(({ unfit }) => !unfit)
  const said = compared.flatMap(({ ofMate }) => (ofMate === undefined ? [] : saidOfMate(ofMate)))
  const counted = (what: string) => said.filter((one) => one === what).length
  const [cases, mates] = [compared.length, said.length]
  const missed = counted('missed')
  const wrong = compared.filter(({ otherSupported }) => otherSupported).length
  const rated = (count: number, of: number) => (of < fewestAnswers ? undefined : share(count, of))
  return {
    ...{ cases, mates, missed, undecided: counted('inconclusive'), wrong },
    ...{ unfit: ended.length - cases, missedRate: rated(missed, mates), wrongRate: rated(wrong, cases) },
  }
}

export type CaseRates = {
  readonly totals: CaseRate
  readonly examiners: ReadonlyMap<UserId, CaseRate>
}

/** What the examiners of an agency found in planted cases, together and each. */
export async function caseRates(db: Db | Tx, agencyId: string): Promise<CaseRates> {
  const ended = await endedCases(db, agencyId)
  const ids = [...new Set(ended.map(({ examinerId }) => examinerId))]
  return {
    totals: caseRate(ended),
    examiners: new Map(ids.map((id) => [id, caseRate(ended.filter(({ examinerId }) => examinerId === id))])),
  }
}

async function endedCases(db: Db | Tx, agencyId: string): Promise<readonly Ended[]> {
  const rows = await db
    .selectFrom('planted_case_ends')
    .innerJoin('planted_cases', 'planted_cases.id', 'planted_case_ends.case_id')
    .select(['ended_as', 'examiner_id', 'of_mate', 'other_supported'])
    .where('planted_cases.agency_id', '=', agencyId)
    .execute()
  return rows.flatMap((row) =>
    row.examiner_id === null
      ? []
      : {
          ...{ examinerId: asId<UserId>(row.examiner_id), unfit: row.ended_as === 'unfit' },
          ofMate: (row.of_mate ?? undefined) as CandidateConclusion | undefined,
          otherSupported: row.other_supported ?? false,
        },
  )
}
