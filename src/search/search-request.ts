import {
  type AgencyId,
  asId,
  type Clock,
  canonicalJson,
  newId,
  Refused,
  type RequestId,
  type UserId,
} from '../kernel/index.ts'
import type { Db, Storage, Tx } from '../storage/index.ts'
import type { Probe } from './probe.ts'
import type { SearchRefusalCode } from './refusal-code.ts'

/** What a requester says of a search; every field may still be missing in a draft. Codes are those of the pack. */
export type RequestDetails = {
  readonly caseNumber?: string | undefined
  readonly crime?: string | undefined
  readonly purpose?: string | undefined
  readonly narrative?: string | undefined
  readonly source?: string | undefined
  readonly howObtained?: string | undefined
  readonly protectedActivity?: boolean | undefined
  readonly onBehalfOf?: string | undefined
  readonly emergency?: boolean | undefined
  readonly candidateLimit?: number | undefined
  readonly faceIndex?: number | undefined
}

export type RequestStatus = 'draft' | 'refused' | 'searched'

export type SearchRequest = {
  readonly id: RequestId
  readonly agencyId: AgencyId
  readonly requesterId: UserId
  readonly status: RequestStatus
  readonly details: RequestDetails
  readonly probe: Probe | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
}

type House = { readonly storage: Storage; readonly clock: Clock }

/** Begins a request as a draft of its requester. */
export async function createRequest(
  house: House,
  draft: { agencyId: AgencyId; requesterId: UserId; details: RequestDetails },
): Promise<SearchRequest> {
  const id = newId<RequestId>()
  const now = house.clock.now()
  await house.storage.db
    .insertInto('requests')
    .values({
      id,
      agency_id: draft.agencyId,
      requester_id: draft.requesterId,
      status: 'draft',
      details_json: JSON.stringify(draft.details),
      probe_blob_id: null,
      probe_sha256: null,
      probe_json: null,
      created_at: now,
      updated_at: now,
    })
    .execute()
  return ownRequest(house.storage.db, { id, requesterId: draft.requesterId })
}

const toRequest = (row: {
  id: string
  agency_id: string
  requester_id: string
  status: string
  details_json: string
  probe_json: string | null
  created_at: Date
  updated_at: Date
}): SearchRequest => ({
  id: asId(row.id),
  agencyId: asId(row.agency_id),
  requesterId: asId(row.requester_id),
  status: row.status as RequestStatus,
  details: JSON.parse(row.details_json),
  probe: row.probe_json === null ? undefined : JSON.parse(row.probe_json),
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** One of the requester's own requests. Refuses REQUEST_UNKNOWN, also for somebody else's. */
export async function ownRequest(
  db: Db | Tx,
  asked: { id: RequestId; requesterId: UserId },
): Promise<SearchRequest> {
  const row = await db
    .selectFrom('requests')
    .selectAll()
    .where('id', '=', asked.id)
    .where('requester_id', '=', asked.requesterId)
    .executeTakeFirst()
  if (row) return toRequest(row)
  throw new Refused<SearchRefusalCode>({
    code: 'REQUEST_UNKNOWN',
    reason: 'There is no such request of yours.',
    needed: 'Open it from your list of requests.',
  })
}

/** A request by its id, whoever asked; for acts that are allowed to know. */
export async function requestById(db: Db | Tx, id: RequestId): Promise<SearchRequest> {
  const row = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return toRequest(row)
}

/** The requester's own requests, newest first, at most 200. */
export async function listRequests(db: Db, requesterId: UserId): Promise<readonly SearchRequest[]> {
  const rows = await db
    .selectFrom('requests')
    .selectAll()
    .where('requester_id', '=', requesterId)
    .orderBy('created_at', 'desc')
    .limit(200)
    .execute()
  return rows.map(toRequest)
}

/** Saves what was said since; fields not given stay. Refuses REQUEST_NOT_DRAFT once it was searched. */
export async function saveRequest(
  house: House,
  change: { request: SearchRequest; details: RequestDetails },
): Promise<SearchRequest> {
  mayChange(change.request)
  const saved = await house.storage.db
    .updateTable('requests')
    .set({
      details_json: JSON.stringify({ ...change.request.details, ...change.details }),
      status: 'draft',
      updated_at: house.clock.now(),
    })
    .where('id', '=', change.request.id)
    .where('status', '<>', 'searched')
    .executeTakeFirst()
  // It may have been searched since it was read.
  if (saved.numUpdatedRows === 0n) throw notDraft()
  return ownRequest(house.storage.db, change.request)
}

/** Notes how the last submission of a request ended. */
export async function markRequest(
  tx: Tx,
  mark: { id: RequestId; status: RequestStatus; now: Date },
): Promise<void> {
  await tx
    .updateTable('requests')
    .set({ status: mark.status, updated_at: mark.now })
    .where('id', '=', mark.id)
    .execute()
}

/** Refuses REQUEST_NOT_DRAFT: a request that was searched stays as it was. */
export function mayChange(request: SearchRequest): void {
  if (request.status === 'searched') throw notDraft()
}

/**
 * Refuses REQUEST_NOT_DRAFT when the request that is about to be searched is not, in this transaction, what its
 * requester submitted: what the log says of a search must be what was searched.
 */
export async function stillAsSubmitted(tx: Tx, submitted: SearchRequest): Promise<void> {
  const current = await requestById(tx, submitted.id)
  mayChange(current)
  const content = ({ details, probe }: SearchRequest) =>
    canonicalJson({ details, probe: probe?.blobId ?? '' })
  if (content(current) === content(submitted)) return
  throw new Refused<SearchRefusalCode>({
    code: 'REQUEST_NOT_DRAFT',
    reason: 'This request was changed after it was submitted.',
    needed: 'Read it again and submit it as it is now.',
  })
}

export const notDraft = () =>
  new Refused<SearchRefusalCode>({
    code: 'REQUEST_NOT_DRAFT',
    reason: 'This request was already searched; it stays as it was logged.',
    needed: 'Begin a new request.',
  })
