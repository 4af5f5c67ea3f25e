import type { CandidateConclusion } from '../../examination/index.ts'
import { asId, type Share, share, type UserId } from '../../kernel/index.ts'
import type { Db, Tx } from '../../storage/index.ts'
import { outcomeOf } from './seal-planted.ts'

/** Fewer answers give no rate: even without one error, more than one in six could be wrong. */
export const fewestAnswers = 20

/** What answers about planted faces add up to. None of these faces is the person sought. */
export type ErrorRate = {
  /** All of them; each interval is over this number. */
  readonly answers: number
  readonly supported: number
  readonly undecided: number
  /** Of all answers, those that supported a planted face; undefined under `fewestAnswers`. */
  readonly falseSupport: Share | undefined
  /** Of all answers, those that decided nothing. They are no error and no success. */
  readonly inconclusive: Share | undefined
}

type Answer = { readonly examinerId: UserId; readonly conclusion: CandidateConclusion }

export function errorRate(answers: readonly Pick<Answer, 'conclusion'>[]): ErrorRate {
  const outcomes = answers.map(outcomeOf)
  const [supported, undecided] = (['wrong', 'inconclusive'] as const).map(
    (outcome) => outcomes.filter((one) => one === outcome).length,
  ) as [number, number]
  const of = answers.length
  const shareOf = (count: number) => (of < fewestAnswers ? undefined : share(count, of))
  return {
    ...{ answers: of, supported, undecided },
    ...{ falseSupport: shareOf(supported), inconclusive: shareOf(undecided) },
  }
}

export type ErrorRates = {
  readonly totals: ErrorRate
  readonly examiners: ReadonlyMap<UserId, ErrorRate>
}

/** What the examiners of an agency said of the faces planted in their lists, together and each. */
export async function errorRates(db: Db | Tx, agencyId: string): Promise<ErrorRates> {
  const answers = await answersOf(db, agencyId)
  const ids = [...new Set(answers.map(({ examinerId }) => examinerId))]
  return {
    totals: errorRate(answers),
    examiners: new Map(
      ids.map((id) => [id, errorRate(answers.filter(({ examinerId }) => examinerId === id))]),
    ),
  }
}

async function answersOf(db: Db | Tx, agencyId: string): Promise<readonly Answer[]> {
  const rows = await db
    .selectFrom('planted_answers')
    .innerJoin('planted_faces', 'planted_faces.id', 'planted_answers.planted_id')
    .innerJoin('searches', 'searches.id', 'planted_faces.search_id')
    .select(['planted_faces.examiner_id', 'planted_answers.conclusion'])
    .where('searches.agency_id', '=', agencyId)
    .execute()
  return rows.map((row) => ({
    examinerId: asId<UserId>(row.examiner_id),
    conclusion: row.conclusion as CandidateConclusion,
  }))
}
