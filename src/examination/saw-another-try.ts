import { sql } from 'kysely'
import type { SearchId, UserId } from '../kernel/index.ts'
import { samePictureBits } from '../preparation/index.ts'
import type { Db, Tx } from '../storage/index.ts'

/**
 * Whether this user knows what became of another try of the picture of this search: asked for one, was shown the ranks of one, or
 * sealed a conclusion about one. Tries are one picture by the file's digest or by perceptual hash of original and working copy, as
 * they are counted (decision 0031).
 */
export async function sawAnotherTry(
  db: Db | Tx,
  of: { searchId: SearchId; userId: UserId },
): Promise<boolean> {
  const { rows } =
    await sql`select 1 from searches this where this.id = ${of.searchId} and ${triedBefore(of.userId)}`.execute(
      db,
    )
  return rows.length > 0
}

/** The same as a condition on a row of `searches` that the query calls `this`. */
export const triedBefore = (userId: UserId) => sql<boolean>`exists (
    select 1
    from requests this_request
    left join search_probes this_probe on this_probe.search_id = this.id
    join searches other on other.agency_id = this.agency_id and other.id <> this.id
    join requests other_request on other_request.id = other.request_id
    left join search_probes other_probe on other_probe.search_id = other.id
    where this_request.id = this.request_id
      and (
        other.requester_id = ${userId}
        or exists (select 1 from rank_views seen where seen.search_id = other.id and seen.user_id = ${userId})
        or exists (select 1 from examinations took where took.search_id = other.id and took.examiner_id = ${userId})
      )
      and (
        other_request.probe_sha256 = this_request.probe_sha256
        or ${looksAlike('perceptual_hash', 'perceptual_hash')}
        or ${looksAlike('perceptual_hash', 'copy_perceptual_hash')}
        or ${looksAlike('copy_perceptual_hash', 'perceptual_hash')}
        or ${looksAlike('copy_perceptual_hash', 'copy_perceptual_hash')}
      )
  )`

type Hash = 'perceptual_hash' | 'copy_perceptual_hash'
const bits = (table: string, hash: Hash) => sql`('x' || ${sql.ref(`${table}.${hash}`)})::bit(64)`

/** Searches without a hash on record are told by the file's digest alone. */
const looksAlike = (one: Hash, other: Hash) =>
  sql`coalesce(bit_count(${bits('this_probe', one)} # ${bits('other_probe', other)}) <= ${samePictureBits}, false)`
