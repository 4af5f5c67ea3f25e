import type { Clock } from '../kernel/index.ts'
import type { Recipe } from '../preparation/index.ts'
import type { Db, Storage, Tx } from '../storage/index.ts'
import type { Bench } from './examiner-recipe.ts'

/** A copy that an examiner was shown in the place of the probe. */
export type Look = {
  /** Of the pixels of the copy. */
  readonly copySha256: string
  /** Made by a recipe of his own; otherwise the copy that was searched. */
  readonly own: boolean
  readonly steps: Recipe
}

/** Notes, before it is shown, that an examiner looks at a copy; once for each copy. */
export async function noteLook(
  house: { readonly storage: Storage; readonly clock: Clock },
  { searchId, examinerId, copySha256, own, steps }: Bench & Look,
): Promise<void> {
  await house.storage.db
    .insertInto('examiner_looks')
    .values({
      search_id: searchId,
      examiner_id: examinerId,
      copy_sha256: copySha256,
      own,
      steps_json: JSON.stringify(steps),
      seen_at: house.clock.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The copies an examiner was shown, first to last. */
export async function looksOf(db: Db | Tx, { searchId, examinerId }: Bench): Promise<readonly Look[]> {
  const rows = await db
    .selectFrom('examiner_looks')
    .selectAll()
    .where('search_id', '=', searchId)
    .where('examiner_id', '=', examinerId)
    .orderBy('seen_at')
    .execute()
  return rows.map((row) => ({
    copySha256: row.copy_sha256,
    own: row.own,
    steps: JSON.parse(row.steps_json),
  }))
}
