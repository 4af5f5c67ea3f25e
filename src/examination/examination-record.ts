import {
  asId,
  type BookingId,
  type EntryId,
  type ExaminationId,
  type SearchId,
  type UserId,
} from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import type { CandidateConclusion, Conclusion } from './conclusion.ts'
import type { DisplayMeans } from './display-means.ts'
import type { FeatureNotes } from './features.ts'
import type { Pin } from './pins.ts'

/** What was said of one candidate. */
export type SealedAnswer = {
  readonly bookingId: BookingId
  readonly letter: string
  readonly conclusion: CandidateConclusion
  readonly features: FeatureNotes
  /** Absent where no pin was set. */
  readonly pins?: readonly Pin[] | undefined
  readonly reason: string
}

/** One sealed examination; it never changes again. */
export type Examination = {
  readonly id: ExaminationId
  readonly searchId: SearchId
  readonly position: number
  readonly examinerId: UserId
  readonly certificateId: string
  readonly conclusion: Conclusion
  readonly bookingId: BookingId | undefined
  readonly features: FeatureNotes
  readonly reason: string
  /** One for each candidate that was shown; undefined in examinations from before each was answered. */
  readonly answers: readonly SealedAnswer[] | undefined
  /** Means of display that were used; undefined where nobody told. */
  readonly display: readonly DisplayMeans[] | undefined
  readonly entryId: EntryId
  readonly sealedAt: Date
}

/** The seat by which the letters of a sealed examination are ordered; undefined where the examiner was shown no candidate. */
export const seatOf = (examination: Examination): string | undefined => {
  if (examination.answers === undefined) return String(examination.position)
  return examination.conclusion === 'not-suitable' ? undefined : examination.examinerId
}

/** The sealed examinations of a search, first to second. */
export async function examinationsOf(db: Db | Tx, searchId: SearchId): Promise<readonly Examination[]> {
  const rows = await db
    .selectFrom('examinations')
    .selectAll()
    .where('search_id', '=', searchId)
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: asId(row.id),
    searchId: asId(row.search_id),
    position: row.position,
    examinerId: asId(row.examiner_id),
    certificateId: row.certificate_id,
    conclusion: row.conclusion as Conclusion,
    bookingId: row.candidate_booking_id === null ? undefined : asId<BookingId>(row.candidate_booking_id),
    features: JSON.parse(row.features_json),
    reason: row.reason,
    answers: row.answers_json === null ? undefined : JSON.parse(row.answers_json),
    display: row.display_json === null ? undefined : JSON.parse(row.display_json),
    entryId: asId(row.entry_id),
    sealedAt: row.sealed_at,
  }))
}

/** Records a sealed examination, in the transaction that queues its `review` entry. */
export async function recordExamination(tx: Tx, examination: Examination): Promise<void> {
  await tx
    .insertInto('examinations')
    .values({
      id: examination.id,
      search_id: examination.searchId,
      position: examination.position,
      examiner_id: examination.examinerId,
      certificate_id: examination.certificateId,
      conclusion: examination.conclusion,
      candidate_booking_id: examination.bookingId ?? null,
      features_json: JSON.stringify(examination.features),
      reason: examination.reason,
      answers_json: examination.answers === undefined ? null : JSON.stringify(examination.answers),
      display_json: examination.display === undefined ? null : JSON.stringify(examination.display),
      entry_id: examination.entryId,
      sealed_at: examination.sealedAt,
    })
    .execute()
}
