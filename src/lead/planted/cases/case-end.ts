import type {
  Analysis,
  AnalysisDraft,
  Bench,
  CandidateConclusion,
  Suitability,
} from '../../../examination/index.ts'
import { asId, type EntryId, type SearchId, type UserId } from '../../../kernel/index.ts'
import type { Db, Tx } from '../../../storage/index.ts'

/** How a planted case ended. */
export type CaseEnd = {
  readonly as: 'answered' | 'unfit' | 'withdrawn'
  readonly examinerId: UserId | undefined
  readonly entryId: EntryId
  readonly at: Date
}

/** The sealed analysis of an examiner, if there is one. */
export async function caseAnalysis(db: Db | Tx, bench: Bench): Promise<Analysis | undefined> {
  const row = await db
    .selectFrom('planted_case_analyses')
    .selectAll()
    .where('case_id', '=', bench.searchId)
    .where('examiner_id', '=', bench.examinerId)
    .executeTakeFirst()
  if (!row) return undefined
  const { visible, partly } = JSON.parse(row.features_json) as Pick<AnalysisDraft, 'visible' | 'partly'>
  return {
    ...{ ...bench, suitability: row.suitability as Suitability, visible, partly, limits: row.limits },
    ...{ entryId: asId<EntryId>(row.entry_id), sealedAt: row.sealed_at },
  }
}

export async function recordCaseAnalysis(tx: Tx, analysis: Analysis): Promise<void> {
  const { visible, partly } = analysis
  await tx
    .insertInto('planted_case_analyses')
    .values({
      ...{ case_id: analysis.searchId, examiner_id: analysis.examinerId, suitability: analysis.suitability },
      ...{ features_json: JSON.stringify({ visible, partly }), limits: analysis.limits },
      ...{ entry_id: analysis.entryId, sealed_at: analysis.sealedAt },
    })
    .execute()
}

/** How a case ended; undefined while it waits. */
export async function caseEnd(db: Db | Tx, id: SearchId): Promise<CaseEnd | undefined> {
  const row = await db
    .selectFrom('planted_case_ends')
    .select(['ended_as', 'examiner_id', 'entry_id', 'ended_at'])
    .where('case_id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      ...{ as: row.ended_as, entryId: asId<EntryId>(row.entry_id), at: row.ended_at },
      examinerId: row.examiner_id === null ? undefined : asId<UserId>(row.examiner_id),
    }
  )
}

/** What an examiner sealed, as it is kept; `ofMate` and `otherSupported` are absent where the still was unfit. */
export type CaseAnswer = {
  readonly examinerId: UserId
  readonly certificateId: string
  readonly conclusion: string
  readonly ofMate: CandidateConclusion | undefined
  readonly otherSupported: boolean | undefined
  readonly answersJson: string | undefined
}

/** Ends a case; that it ended already is a unique violation. */
export async function recordCaseEnd(
  tx: Tx,
  of: { caseId: SearchId; as: CaseEnd['as']; answer?: CaseAnswer; entryId: EntryId; now: Date },
): Promise<void> {
  const { answer } = of
  await tx
    .insertInto('planted_case_ends')
    .values({
      ...{ case_id: of.caseId, ended_as: of.as, entry_id: of.entryId, ended_at: of.now },
      ...{ examiner_id: answer?.examinerId ?? null, certificate_id: answer?.certificateId ?? null },
      ...{ conclusion: answer?.conclusion ?? null, of_mate: answer?.ofMate ?? null },
      ...{ other_supported: answer?.otherSupported ?? null, answers_json: answer?.answersJson ?? null },
    })
    .execute()
}
