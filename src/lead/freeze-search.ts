import { bookingsAtSearch, galleryStateNumbered } from '../gallery/index.ts'
import { asId, type BookingId, canonicalJson, must, Refused, type SearchId } from '../kernel/index.ts'
import type { MatcherResult } from '../matcher/index.ts'
import { userById } from '../people/index.ts'
import {
  candidatesFrom,
  chosenOf,
  probeOf,
  requestById,
  type SearchEnd,
  type SearchRecord,
  type SearchRequest,
  searchById,
  searchedFaces,
  searchedProbeOf,
  similarityText,
} from '../search/index.ts'
import type { Tx } from '../storage/index.ts'
import { type FrozenSearch, frozenSearchSchema } from './frozen-search.ts'
import type { House } from './house.ts'
import type { LeadRefusalCode } from './lead-record.ts'

/** What a search came to, before it is logged. */
export type EndToFreeze =
  | {
      readonly as: 'done'
      readonly found: MatcherResult
      readonly template: Float32Array
      readonly orderSeed: Uint8Array
    }
  | { readonly as: Exclude<SearchEnd, 'done'>; readonly code: string; readonly detail: string }

/** A frozen search in the blob store; the log commits to the digest. */
export type Frozen = { readonly blobId: string; readonly sha256: string }

/**
 * Freezes a search for its disclosure packet: what was compared is kept as it was, templates included, so that it can be made
 * again when the gallery and its model have gone on. Photographs stay the blobs they are; their digests are frozen.
 */
export async function freezeSearch(
  house: House,
  of: { searchId: SearchId; end: EndToFreeze },
): Promise<Frozen> {
  const search = await searchById(house.storage.db, of.searchId)
  const frozen = await frozenFacts(house, { search, end: of.end })
  return house.storage.blobs.put(new TextEncoder().encode(canonicalJson(JSON.parse(JSON.stringify(frozen)))))
}

/** Records what was frozen, in the transaction that queues the entry that commits to it. */
export async function recordFrozen(
  tx: Tx,
  of: { searchId: SearchId; frozen: Frozen; now: Date },
): Promise<void> {
  const { blobId, sha256 } = of.frozen
  await tx
    .insertInto('frozen_searches')
    .values({ search_id: of.searchId, blob_id: blobId, sha256, frozen_at: of.now })
    .execute()
}

/** The frozen search, byte for byte. Refuses NOT_FROZEN for searches from before packets were kept. */
export async function frozenSearchOf(
  house: Pick<House, 'storage'>,
  searchId: SearchId,
): Promise<{ bytes: Uint8Array; sha256: string; frozen: FrozenSearch }> {
  const row = await house.storage.db
    .selectFrom('frozen_searches')
    .selectAll()
    .where('search_id', '=', searchId)
    .executeTakeFirst()
  if (!row) {
    throw new Refused<LeadRefusalCode>({
      code: 'NOT_FROZEN',
      reason: 'Nothing was frozen of this search: it has not ended, or it ended before packets were kept.',
      needed: 'Wait for its end; of older searches disclose the lead sheet and the log entries.',
    })
  }
  const bytes = await house.storage.blobs.get(row.blob_id)
  const frozen = frozenSearchSchema.parse(JSON.parse(new TextDecoder().decode(bytes)))
  return { bytes, sha256: row.sha256, frozen }
}

async function frozenFacts(
  house: House,
  of: { search: SearchRecord; end: EndToFreeze },
): Promise<FrozenSearch> {
  const { search, end } = of
  const { db } = house.storage
  const request = await requestById(db, search.requestId)
  const { root, persons, bookings } = await galleryStateNumbered(house.storage, search.galleryN)
  const searched = await searchedProbeOf(db, search.id)
  const { id, name, dimension, finding } = house.face.model
  const { sha256, bytes, widthPx, heightPx } = probeOf(request)
  return {
    format: 'casebound-frozen-search/1',
    search: {
      ...{ id: search.id, agency: search.agencyId, createdAt: search.createdAt.toISOString() },
      ...{ candidateLimit: search.candidateLimit, tryNumber: searched?.tryNumber ?? 1 },
    },
    requester: {
      ...{ id: search.requesterId, certificateId: search.certificateId },
      name: must(await userById(db, search.requesterId), 'requester').name,
    },
    request: { ...request.details },
    policy: {
      ...search.decision,
      rulesApplied: [...search.decision.rulesApplied],
      ...policyOf(house, search),
    },
    gallery: { n: search.galleryN, root, persons, bookings },
    model: { id, name, dimension, finding },
    probe: { sha256, bytes, widthPx, heightPx },
    ...(searched?.steps && searched.copySha256
      ? { copy: { steps: searched.steps.map((step) => ({ ...step })), sha256: searched.copySha256 } }
      : {}),
    ...facesOf(request),
    ...(end.as === 'done' ? { template: templateText(end.template) } : {}),
    end: endFacts(end),
    candidates: end.as === 'done' ? await candidatesOfList(house, { found: end.found, search }) : [],
  }
}

function policyOf(house: House, { decision, createdAt }: SearchRecord): { sha256: string } {
  const text = house.policies
    .versions()
    .findLast(
      ({ pack, adoptedAt }) =>
        pack.id === decision.packId && pack.version === decision.packVersion && adoptedAt <= createdAt,
    )
  return { sha256: must(text, 'policy of a permitted search').pack.sha256 }
}

function facesOf(request: SearchRequest): Pick<FrozenSearch, 'faces' | 'chosen'> {
  const faces = searchedFaces(request)
  const chosen = chosenOf(request)
  return {
    faces: faces.map(({ face, quality }) => ({
      face: { ...face, landmarks: [...face.landmarks] },
      quality: quality.map((measure) => ({ ...measure })),
    })),
    ...(chosen ? { chosen: faces.indexOf(chosen) } : {}),
  }
}

const endFacts = (end: EndToFreeze): FrozenSearch['end'] =>
  end.as === 'done'
    ? {
        as: 'done',
        certificate: { ...end.found.certificate },
        orderSeed: Buffer.from(end.orderSeed).toString('hex'),
      }
    : { as: end.as, code: end.code, detail: end.detail }

async function candidatesOfList(house: House, of: { found: MatcherResult; search: SearchRecord }) {
  const listed = candidatesFrom(of.found)
  const ids = listed.map(({ bookingId }): BookingId => bookingId)
  const { finding } = house.face.model
  const bookings = await bookingsAtSearch(house.storage, { ids, modelId: asId(of.search.modelId), finding })
  return listed.map(({ rank, similarity }, at) => {
    const { template, ...booking } = must(bookings[at], 'booking of a candidate')
    return {
      ...booking,
      face: { ...booking.face, landmarks: [...booking.face.landmarks] },
      quality: booking.quality.map((measure) => ({ ...measure })),
      ...{ rank, similarity: similarityText(similarity), template: templateText(template) },
    }
  })
}

/** Float32, little-endian, base64. */
const templateText = (vector: Float32Array): string =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
