import type { LeadDecision } from '../examination/index.ts'
import {
  asId,
  type BookingId,
  type EntryId,
  type LeadId,
  type PersonId,
  Refused,
  type SearchId,
} from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'

export type LeadRefusalCode =
  | 'LEAD_UNKNOWN'
  | 'NOT_YOURS'
  | 'SOLE_BASIS'
  | 'NO_LEAD'
  | 'EVIDENCE_IN_FUTURE'
  | 'EVIDENCE_AFTER_LEAD'
  | 'CHECK_MISSING'
  | 'CONTRADICTED'
  | 'LINEUP_BARRED'
  | 'LINEUP_PHOTO_BARRED'
  | 'LINEUP_UNSOUND'
  | 'NO_INQUIRY'
  | 'REASON_MISSING'
  | 'NOT_FROZEN'

/** What two examinations came to: a lead, or none. A lead is worth investigating; it is never an identification. */
export type Lead = {
  readonly id: LeadId
  readonly searchId: SearchId
  readonly decision: LeadDecision
  readonly personId: PersonId | undefined
  readonly bookingId: BookingId | undefined
  readonly sheet: { readonly blobId: string; readonly sha256: string; readonly pages: number } | undefined
  readonly entryId: EntryId
  readonly outcomeDueOn: string | undefined
  readonly issuedAt: Date
}

const toLead = (row: {
  id: string
  search_id: string
  decision: string
  person_id: string | null
  booking_id: string | null
  sheet_blob_id: string | null
  sheet_sha256: string | null
  sheet_pages: number | null
  entry_id: string
  outcome_due_on: string | null
  issued_at: Date
}): Lead => ({
  id: asId(row.id),
  searchId: asId(row.search_id),
  decision: row.decision as LeadDecision,
  personId: row.person_id === null ? undefined : asId<PersonId>(row.person_id),
  bookingId: row.booking_id === null ? undefined : asId<BookingId>(row.booking_id),
  sheet:
    row.sheet_blob_id === null
      ? undefined
      : { blobId: row.sheet_blob_id, sha256: row.sheet_sha256 ?? '', pages: row.sheet_pages ?? 0 },
  entryId: asId(row.entry_id),
  outcomeDueOn: row.outcome_due_on ?? undefined,
  issuedAt: row.issued_at,
})

/** A lead by its id. Refuses LEAD_UNKNOWN. */
export async function leadById(db: Db | Tx, id: LeadId): Promise<Lead> {
  const row = await db.selectFrom('leads').selectAll().where('id', '=', id).executeTakeFirst()
  if (row) return toLead(row)
  throw new Refused<LeadRefusalCode>({
    code: 'LEAD_UNKNOWN',
    reason: 'There is no such lead.',
    needed: 'Open it from your list of leads.',
  })
}

/** What a search was concluded with, once it was. */
export async function leadOfSearch(db: Db | Tx, searchId: SearchId): Promise<Lead | undefined> {
  const row = await db.selectFrom('leads').selectAll().where('search_id', '=', searchId).executeTakeFirst()
  return row && toLead(row)
}

/** Conclusions of an agency, newest first, at most 500. */
export async function listLeads(db: Db, agencyId: string): Promise<readonly Lead[]> {
  const rows = await db
    .selectFrom('leads')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .orderBy('issued_at', 'desc')
    .limit(500)
    .execute()
  return rows.map(toLead)
}

/** Records a conclusion, in the transaction that queues its `lead` entry. */
export async function recordLead(tx: Tx, of: { lead: Lead; agencyId: string }): Promise<void> {
  const { lead, agencyId } = of
  await tx
    .insertInto('leads')
    .values({
      id: lead.id,
      search_id: lead.searchId,
      agency_id: agencyId,
      decision: lead.decision,
      person_id: lead.personId ?? null,
      booking_id: lead.bookingId ?? null,
      sheet_blob_id: lead.sheet?.blobId ?? null,
      sheet_sha256: lead.sheet?.sha256 ?? null,
      sheet_pages: lead.sheet?.pages ?? null,
      entry_id: lead.entryId,
      outcome_due_on: lead.outcomeDueOn ?? null,
      issued_at: lead.issuedAt,
    })
    .execute()
}
