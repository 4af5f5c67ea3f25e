import type { LeadDecision } from '../examination/index.ts'
import { asId, type BookingId, type EntryId, type SearchId, type UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'

/** Whether an examiner stands by what was agreed. */
export type Signature = {
  readonly examinerId: UserId
  readonly agrees: boolean
  readonly signedAt: Date
  readonly entryId: EntryId
}

/** What was recorded where two examiners contradict each other. The newest of a search counts. */
export type Resolution = {
  readonly id: string
  readonly searchId: SearchId
  /** 1 is the first of the search. */
  readonly n: number
  readonly outcome: LeadDecision
  /** Of a lead: the booking on which the two agree. */
  readonly bookingId: BookingId | undefined
  readonly reason: string
  /** Who met, in words. */
  readonly tookPart: string
  readonly recordedBy: UserId
  readonly entryId: EntryId
  readonly recordedAt: Date
  readonly signatures: readonly Signature[]
}

/** What was recorded of a conflict, first to newest, each with its signatures. */
export async function resolutionsOf(db: Db | Tx, searchId: SearchId): Promise<readonly Resolution[]> {
  const rows = await db
    .selectFrom('conflict_resolutions')
    .selectAll()
    .where('search_id', '=', searchId)
    .orderBy('n')
    .execute()
  if (rows.length === 0) return []
  const signed = await db
    .selectFrom('conflict_signatures')
    .selectAll()
    .where(
      'resolution_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('signed_at')
    .execute()
  return rows.map((row) => ({
    ...{ id: row.id, searchId, n: row.n, outcome: row.outcome as LeadDecision, reason: row.reason },
    bookingId: row.booking_id === null ? undefined : asId<BookingId>(row.booking_id),
    ...{ tookPart: row.took_part, recordedBy: asId<UserId>(row.recorded_by) },
    ...{ entryId: asId<EntryId>(row.entry_id), recordedAt: row.recorded_at },
    signatures: signed
      .filter(({ resolution_id }) => resolution_id === row.id)
      .map((one) => ({
        ...{ examinerId: asId<UserId>(one.examiner_id), agrees: one.agrees },
        ...{ signedAt: one.signed_at, entryId: asId<EntryId>(one.entry_id) },
      })),
  }))
}

/**
 * What a conflict came to, once it did: that it remains inconclusive as soon as that is recorded, and anything else only when both
 * examiners themselves have signed it.
 */
export function settledBy(resolutions: readonly Resolution[]): Resolution | undefined {
  const last = resolutions.at(-1)
  if (last === undefined || last.outcome === 'inconclusive') return last
  return last.signatures.filter(({ agrees }) => agrees).length === 2 ? last : undefined
}

export async function insertResolution(tx: Tx, { signatures: _, ...resolution }: Resolution): Promise<void> {
  await tx
    .insertInto('conflict_resolutions')
    .values({
      ...{ id: resolution.id, search_id: resolution.searchId, n: resolution.n, outcome: resolution.outcome },
      ...{ booking_id: resolution.bookingId ?? null, reason: resolution.reason },
      ...{ took_part: resolution.tookPart, recorded_by: resolution.recordedBy },
      ...{ entry_id: resolution.entryId, recorded_at: resolution.recordedAt },
    })
    .execute()
}

export async function insertSignature(
  tx: Tx,
  { resolutionId, ...signature }: Signature & { resolutionId: string },
): Promise<void> {
  await tx
    .insertInto('conflict_signatures')
    .values({
      ...{ resolution_id: resolutionId, examiner_id: signature.examinerId, agrees: signature.agrees },
      ...{ entry_id: signature.entryId, signed_at: signature.signedAt },
    })
    .execute()
}
