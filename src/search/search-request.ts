import { createHash } from 'node:crypto'
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
import type { IncidentPlace } from './incident-place.ts'
import type { Probe } from './probe.ts'
import { type ProbeRecipe, recipeById } from './probe-recipe.ts'
import type { SearchRefusalCode } from './refusal-code.ts'

/** A court order or the like, as the requester copies it from the paper. */
export type OrderDetails = {
  /** A kind of the pack. */
  readonly kind: string
  readonly number: string
  /** The court or authority that gave it. */
  readonly issuedBy: string
  /** Days, YYYY-MM-DD; it counts from the first to the last, both whole. */
  readonly issuedOn: string
  readonly validTo: string
}

/** What a requester says of a search; every field may still be missing in a draft. Codes are those of the pack. */
export type RequestDetails = {
  readonly caseNumber?: string | undefined
  readonly crime?: string | undefined
  readonly purpose?: string | undefined
  readonly narrative?: string | undefined
  /** Where it happened. */
  readonly incidentPlace?: IncidentPlace | undefined
  readonly source?: string | undefined
  /** What the requester declares the image to show; undefined is not said. */
  readonly imageKind?: string | undefined
  readonly howObtained?: string | undefined
  readonly protectedActivity?: boolean | undefined
  readonly onBehalfOf?: string | undefined
  readonly emergency?: boolean | undefined
  /** Answers to the questions of the pack, by their codes. */
  readonly answers?: Readonly<Record<string, boolean>> | undefined
  /** Statute of the offence, as the pack writes it or as people cite it. */
  readonly statute?: string | undefined
  readonly orders?: readonly OrderDetails[] | undefined
  /** Running number at the desk of the other agency's request that this search serves. */
  readonly outsideRequest?: number | undefined
  readonly candidateLimit?: number | undefined
  /** Place in the list of faces of the picture that is searched. */
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
  /** The chosen recipe, whose working copy is searched; undefined searches the original. */
  readonly recipe: ProbeRecipe | undefined
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What of a request tells what is compared: the picture, the working copy, and which face. */
export type Pictured = Pick<SearchRequest, 'probe' | 'recipe' | 'details'>

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

type Row = {
  id: string
  agency_id: string
  requester_id: string
  status: string
  details_json: string
  probe_json: string | null
  recipe_id: string | null
  created_at: Date
  updated_at: Date
}

async function toRequest(db: Db | Tx, row: Row): Promise<SearchRequest> {
  const id = asId<RequestId>(row.id)
  return {
    id,
    agencyId: asId(row.agency_id),
    requesterId: asId(row.requester_id),
    status: row.status as RequestStatus,
    details: JSON.parse(row.details_json),
    probe: row.probe_json === null ? undefined : JSON.parse(row.probe_json),
    recipe:
      row.recipe_id === null
        ? undefined
        : await recipeById(db, { requestId: id, recipeId: asId(row.recipe_id) }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

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
  if (row) return toRequest(db, row)
  throw new Refused<SearchRefusalCode>({
    code: 'REQUEST_UNKNOWN',
    reason: 'There is no such request of yours.',
    needed: 'Open it from your list of requests.',
  })
}

/** A request by its id, whoever asked; for acts that are allowed to know. */
export async function requestById(db: Db | Tx, id: RequestId): Promise<SearchRequest> {
  const row = await db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return toRequest(db, row)
}

/** Saves what was said since; fields not given stay. Refuses REQUEST_NOT_DRAFT once it was searched. */
export async function saveRequest(
  house: House,
  change: { request: SearchRequest; details: RequestDetails },
): Promise<SearchRequest> {
  const { request, details } = change
  await changeDraft(house, request, async (tx) => {
    await tx
      .updateTable('requests')
      .set({ details_json: JSON.stringify({ ...request.details, ...details }) })
      .where('id', '=', request.id)
      .execute()
  })
  return ownRequest(house.storage.db, request)
}

/** Changes what belongs to a draft, in one transaction. Refuses REQUEST_NOT_DRAFT, also when it was searched since it was read. */
export async function changeDraft<T>(
  house: House,
  request: SearchRequest,
  change: (tx: Tx) => Promise<T>,
): Promise<T> {
  mayChange(request)
  return house.storage.transaction(async (tx) => {
    const touched = await tx
      .updateTable('requests')
      .set({ status: 'draft', updated_at: house.clock.now() })
      .where('id', '=', request.id)
      .where('status', '<>', 'searched')
      .executeTakeFirst()
    if (touched.numUpdatedRows === 0n) throw notDraft()
    return change(tx)
  })
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
  if (contentOf(current) === contentOf(submitted)) return
  throw new Refused<SearchRefusalCode>({
    code: 'REQUEST_NOT_DRAFT',
    reason: 'This request was changed after it was submitted.',
    needed: 'Read it again and submit it as it is now.',
  })
}

const contentOf = ({ details, probe, recipe }: SearchRequest): string =>
  // Through JSON, as the database keeps it: what is undefined is not there.
  canonicalJson({
    details: JSON.parse(JSON.stringify(details), inWholeCharacters),
    probe: probe?.blobId ?? '',
    copy: copyOf(recipe),
    faces: facesOf(probe),
  })

/** Hex SHA-256 of what a request asks for: its details, its picture, its copy and its faces. Whoever approves it approves this. */
export const contentSha256 = (request: SearchRequest): string =>
  createHash('sha256').update(contentOf(request)).digest('hex')

/** Canonical JSON holds no half of a character; such a text stands there as its escapes. */
const inWholeCharacters = (_name: string, value: unknown): unknown =>
  typeof value === 'string' && !value.isWellFormed() ? JSON.stringify(value) : value

const copyOf = (recipe: ProbeRecipe | undefined) =>
  recipe === undefined ? '' : `${recipe.id} ${recipe.updatedAt.getTime()}`
/** A face placed by hand is added to those that were found, and one placed again takes its place. */
const facesOf = (probe: Probe | undefined) => probe?.faces.map(({ placed }) => placed ?? '') ?? []

export const notDraft = () =>
  new Refused<SearchRefusalCode>({
    code: 'REQUEST_NOT_DRAFT',
    reason: 'This request was already searched; it stays as it was logged.',
    needed: 'Begin a new request.',
  })
