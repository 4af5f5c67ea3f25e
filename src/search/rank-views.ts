import type { SearchId, UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'

/** Notes that somebody saw ranks and similarities; false where he had seen them before. */
export async function addRankView(
  tx: Tx,
  view: { searchId: SearchId; userId: UserId; now: Date },
): Promise<boolean> {
  const added = await tx
    .insertInto('rank_views')
    .values({ search_id: view.searchId, user_id: view.userId, seen_at: view.now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

/** Of how many searches this user saw the ranks for the first time since a moment. */
export async function rankViewsSince(tx: Tx, of: { userId: UserId; since: Date }): Promise<number> {
  const { seen } = await tx
    .selectFrom('rank_views')
    .select((select) => select.fn.countAll<string>().as('seen'))
    .where('user_id', '=', of.userId)
    .where('seen_at', '>', of.since)
    .executeTakeFirstOrThrow()
  return Number(seen)
}

/** Whether this user saw the ranks of this search. */
export async function sawRanks(db: Db | Tx, view: { searchId: SearchId; userId: UserId }): Promise<boolean> {
  const row = await db
    .selectFrom('rank_views')
    .select('user_id')
    .where('search_id', '=', view.searchId)
    .where('user_id', '=', view.userId)
    .executeTakeFirst()
  return row !== undefined
}
