import { type Clock, newId, type Refused, type UserId } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'

export type EnrolmentRefusal = {
  readonly id: string
  readonly file: string
  readonly bookingNumber: string | undefined
  readonly code: string
  readonly reason: string
  readonly needed: string
  readonly refusedAt: Date
}

/** Keeps why a photograph did not enter the gallery, for the import's report and for mending. */
export async function recordEnrolmentRefusal(
  house: { storage: Storage; clock: Clock },
  of: { refused: Refused; file: string; bookingNumber: string; runId: string; recordedBy: UserId },
): Promise<void> {
  await house.storage.db
    .insertInto('enrolment_refusals')
    .values({
      id: newId(),
      run_id: of.runId,
      file: of.file,
      booking_number: of.bookingNumber || null,
      code: of.refused.code,
      reason: of.refused.reason,
      needed: of.refused.needed,
      recorded_by: of.recordedBy,
      refused_at: house.clock.now(),
    })
    .execute()
}

/** The newest refusals, at most `limit`. */
export async function listEnrolmentRefusals(
  storage: Storage,
  limit: number,
): Promise<readonly EnrolmentRefusal[]> {
  const rows = await storage.db
    .selectFrom('enrolment_refusals')
    .selectAll()
    .orderBy('refused_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    file: row.file,
    bookingNumber: row.booking_number ?? undefined,
    code: row.code,
    reason: row.reason,
    needed: row.needed,
    refusedAt: row.refused_at,
  }))
}
