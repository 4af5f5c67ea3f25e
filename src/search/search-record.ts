import {
  type AgencyId,
  asId,
  type BookingId,
  type CertificateId,
  type EntryId,
  must,
  newId,
  type PersonId,
  Refused,
  type RequestId,
  type SearchId,
  type UserId,
} from '../kernel/index.ts'
import type { MatcherResult, SearchCertificate } from '../matcher/index.ts'
import type { Db, Tx } from '../storage/index.ts'
import type { SearchRefusalCode } from './refusal-code.ts'
import { markRequest } from './search-request.ts'

export type SearchEnd = 'done' | 'refused' | 'interrupted' | 'failed'

/** One permitted 1:N search, and how it ended; `end` is undefined while it runs or when a crash cut it off. */
export type SearchRecord = {
  readonly id: SearchId
  readonly requestId: RequestId
  readonly agencyId: AgencyId
  readonly requesterId: UserId
  readonly certificateId: CertificateId
  readonly decision: {
    readonly packId: string
    readonly packVersion: string
    readonly rulesApplied: readonly string[]
    /** Number of the adopted policy that decided; searches before it was kept have none. */
    readonly policyN?: number
    /** What the permit asked for afterwards; searches before it was kept have none. */
    readonly conditions?: readonly {
      readonly id: string
      readonly sentence: string
      readonly source: string
      readonly dueHours?: number | undefined
    }[]
    /** Approvals that counted: of which kind, and by whom. */
    readonly approvals?: readonly { readonly kind: string; readonly by: UserId }[]
  }
  readonly galleryN: number
  readonly modelId: string
  readonly candidateLimit: number
  readonly entryId: EntryId
  readonly createdAt: Date
  readonly end?: {
    readonly as: SearchEnd
    readonly certificate?: SearchCertificate
    readonly refusalCode?: string
    readonly entryId: EntryId
    readonly orderSeed?: Uint8Array
    readonly at: Date
  }
}

export type Candidate = {
  readonly rank: number
  readonly personId: PersonId
  readonly bookingId: BookingId
  readonly bookedOn: string
  /** Ranking aid, never a probability of identity. */
  readonly similarity: number
}

export type SearchIntent = Omit<SearchRecord, 'id' | 'end' | 'createdAt'> & {
  readonly now: Date
}

/** Records that a search was permitted, in the transaction that queues its `search` entry. */
export async function recordIntent(tx: Tx, intent: SearchIntent): Promise<SearchId> {
  const id = newId<SearchId>()
  await tx
    .insertInto('searches')
    .values({
      id,
      request_id: intent.requestId,
      agency_id: intent.agencyId,
      requester_id: intent.requesterId,
      certificate_id: intent.certificateId,
      decision_json: JSON.stringify(intent.decision),
      gallery_n: intent.galleryN,
      model_id: intent.modelId,
      candidate_limit: intent.candidateLimit,
      entry_id: intent.entryId,
      created_at: intent.now,
    })
    .execute()
  await markRequest(tx, { id: intent.requestId, status: 'searched', now: intent.now })
  return id
}

/** Records the candidate list, in the transaction that queues its `result` entry. */
export async function recordResult(
  tx: Tx,
  result: {
    searchId: SearchId
    found: MatcherResult
    /** 32 random bytes, from which the examiners' letters follow. */
    orderSeed: Uint8Array
    entryId: EntryId
    now: Date
  },
): Promise<readonly Candidate[]> {
  await tx
    .insertInto('search_results')
    .values({
      search_id: result.searchId,
      ended_as: 'done',
      certificate_json: JSON.stringify(result.found.certificate),
      order_seed: result.orderSeed,
      refusal_code: null,
      entry_id: result.entryId,
      created_at: result.now,
    })
    .execute()
  const candidates = candidatesFrom(result.found)
  if (candidates.length === 0) return candidates
  await tx
    .insertInto('candidates')
    .values(
      candidates.map((candidate) => ({
        search_id: result.searchId,
        person_id: candidate.personId,
        booking_id: candidate.bookingId,
        booked_on: candidate.bookedOn,
        rank: candidate.rank,
        similarity: similarityText(candidate.similarity),
      })),
    )
    .execute()
  return candidates
}

/** Records that a search ended without a list, in the transaction that queues its `fail` entry. */
export async function recordFailure(
  tx: Tx,
  failure: { searchId: SearchId; as: Exclude<SearchEnd, 'done'>; code: string; entryId: EntryId; now: Date },
): Promise<void> {
  await tx
    .insertInto('search_results')
    .values({
      search_id: failure.searchId,
      ended_as: failure.as,
      certificate_json: null,
      order_seed: null,
      refusal_code: failure.code,
      entry_id: failure.entryId,
      created_at: failure.now,
    })
    .execute()
}

/** Candidates of a matcher's result, ranked from 1. */
export const candidatesFrom = (found: MatcherResult): readonly Candidate[] =>
  found.rows.map((row, at) => ({
    rank: at + 1,
    personId: row.personId,
    bookingId: row.bookingId,
    bookedOn: row.bookedOn,
    similarity: row.similarity,
  }))

/** The shortest decimal text that reads back as the same number; the log holds no floats. */
export const similarityText = (similarity: number): string => String(similarity)

const searchQuery = (db: Db | Tx) =>
  db
    .selectFrom('searches')
    .leftJoin('search_results', 'search_results.search_id', 'searches.id')
    .select([
      'searches.id',
      'searches.request_id',
      'searches.agency_id',
      'searches.requester_id',
      'searches.certificate_id',
      'searches.model_id',
      'searches.decision_json',
      'searches.gallery_n',
      'searches.candidate_limit',
      'searches.entry_id',
      'searches.created_at',
      'search_results.ended_as',
      'search_results.certificate_json',
      'search_results.order_seed',
      'search_results.refusal_code',
      'search_results.entry_id as result_entry_id',
      'search_results.created_at as ended_at',
    ])
type Row = Awaited<ReturnType<ReturnType<typeof searchQuery>['executeTakeFirstOrThrow']>>

const toRecord = (row: Row): SearchRecord => ({
  id: asId(row.id),
  requestId: asId(row.request_id),
  agencyId: asId(row.agency_id),
  requesterId: asId(row.requester_id),
  certificateId: asId(row.certificate_id),
  modelId: row.model_id,
  decision: JSON.parse(row.decision_json),
  galleryN: row.gallery_n,
  candidateLimit: row.candidate_limit,
  entryId: asId(row.entry_id),
  createdAt: row.created_at,
  ...(row.ended_as === null
    ? {}
    : {
        end: {
          as: row.ended_as as SearchEnd,
          entryId: asId<EntryId>(must(row.result_entry_id, 'entry of an ended search')),
          at: must(row.ended_at, 'time of an ended search'),
          ...(row.certificate_json ? { certificate: JSON.parse(row.certificate_json) } : {}),
          ...(row.order_seed ? { orderSeed: row.order_seed } : {}),
          ...(row.refusal_code ? { refusalCode: row.refusal_code } : {}),
        },
      }),
})

/** A search by its id. Refuses SEARCH_UNKNOWN. */
export async function searchById(db: Db | Tx, id: SearchId): Promise<SearchRecord> {
  const row = await searchQuery(db).where('searches.id', '=', id).executeTakeFirst()
  if (row) return toRecord(row)
  throw new Refused<SearchRefusalCode>({
    code: 'SEARCH_UNKNOWN',
    reason: 'There is no such search.',
    needed: 'Open it from your list.',
  })
}

/** The search of a request, once it was submitted. */
export async function searchOfRequest(db: Db | Tx, requestId: RequestId): Promise<SearchRecord | undefined> {
  const row = await searchQuery(db).where('searches.request_id', '=', requestId).executeTakeFirst()
  return row && toRecord(row)
}

/** Searches whose intent is on record without an end: cut off by a crash, or still running. */
export async function openSearches(db: Db): Promise<readonly SearchRecord[]> {
  return (await searchQuery(db).where('search_results.search_id', 'is', null).execute()).map(toRecord)
}

/** The ranked candidates of a search that ended with a list. */
export async function candidatesOf(db: Db | Tx, searchId: SearchId): Promise<readonly Candidate[]> {
  const rows = await db
    .selectFrom('candidates')
    .selectAll()
    .where('search_id', '=', searchId)
    .orderBy('rank')
    .execute()
  return rows.map((row) => ({
    rank: row.rank,
    personId: asId(row.person_id),
    bookingId: asId(row.booking_id),
    bookedOn: row.booked_on,
    similarity: Number(row.similarity),
  }))
}
