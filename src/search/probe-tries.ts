import { sql } from 'kysely'
import type { FaceEngine } from '../face/index.ts'
import type { SearchId } from '../kernel/index.ts'
import type { Recipe } from '../preparation/index.ts'
import type { Db, Storage, Tx } from '../storage/index.ts'
import { type OfPicture, searchesOfPicture } from './earlier-searches.ts'
import { digestsOf } from './pixel-thread.ts'
import { type ProbeFace, probeOf, readProbe } from './probe.ts'
import type { SearchRequest } from './search-request.ts'
import { chosenOf, type SearchedPicture } from './searched-picture.ts'

/** The picture a search was made with, as recorded with its intent. */
export type SearchedProbe = {
  readonly searchId: SearchId
  readonly probeSha256: string
  /** 1 for the first search with this picture in the agency. */
  readonly tryNumber: number
  readonly steps?: Recipe
  readonly copySha256?: string
  /** PNG of the working copy, others blurred. */
  readonly copyBlobId?: string
  readonly chosen?: ProbeFace
}

type House = { readonly storage: Storage; readonly face: FaceEngine }

/** The hash by which tries of one picture are grouped; read anew for drafts that were made before it was kept. */
export async function probeHash(house: House, request: SearchRequest): Promise<string> {
  return probeOf(request).perceptualHash ?? (await digestsOf(await readProbe(house, request))).perceptualHash
}

/**
 * Which try of this picture within its agency the next search of this request would be: searches with the same file, or with
 * an original or a working copy that looks the same, are counted, however they ended.
 */
export async function nextTry(db: Db | Tx, of: OfPicture): Promise<number> {
  const { earlier } = await searchesOfPicture(db, of)
    .select((count) => count.fn.countAll<string>().as('earlier'))
    .executeTakeFirstOrThrow()
  return Number(earlier) + 1
}

/** Any number that no other part of the house uses. */
const triesLock = 7_215_002

/** One search after another counts, so that two at once are not both the same try. Held until the transaction ends. */
export async function countTries(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(triesLock)})`.execute(tx)
}

/** Records what was searched, in the transaction of the search's intent. */
export async function recordSearchedProbe(
  tx: Tx,
  recorded: {
    searchId: SearchId
    request: SearchRequest
    copy: SearchedPicture['copy']
    perceptualHash: string
    tryNumber: number
    copyBlobId: string | undefined
    now: Date
  },
): Promise<void> {
  const { request, copy } = recorded
  const chosen = chosenOf(request)
  await tx
    .insertInto('search_probes')
    .values({
      search_id: recorded.searchId,
      agency_id: request.agencyId,
      probe_sha256: probeOf(request).sha256,
      perceptual_hash: recorded.perceptualHash,
      try_number: recorded.tryNumber,
      steps_json: copy ? JSON.stringify(copy.recipe.steps) : null,
      copy_sha256: copy?.sha256 ?? null,
      copy_perceptual_hash: copy?.perceptualHash ?? null,
      copy_blob_id: recorded.copyBlobId ?? null,
      face_json: chosen ? JSON.stringify(chosen) : null,
      created_at: recorded.now,
    })
    .execute()
}

/** What a search was made with; undefined for searches recorded before this was kept. */
export async function searchedProbeOf(db: Db | Tx, searchId: SearchId): Promise<SearchedProbe | undefined> {
  const row = await db
    .selectFrom('search_probes')
    .selectAll()
    .where('search_id', '=', searchId)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    searchId,
    probeSha256: row.probe_sha256,
    tryNumber: row.try_number,
    ...(row.steps_json ? { steps: JSON.parse(row.steps_json) } : {}),
    ...(row.copy_sha256 ? { copySha256: row.copy_sha256 } : {}),
    ...(row.copy_blob_id ? { copyBlobId: row.copy_blob_id } : {}),
    ...(row.face_json ? { chosen: JSON.parse(row.face_json) } : {}),
  }
}
