import { asId, type EntryId, type SearchId, type UserId } from '../kernel/index.ts'
import type { Db, Tx } from '../storage/index.ts'

/** That a search was withdrawn before it was concluded; nobody examines it any more. */
export type Withdrawal = {
  readonly searchId: SearchId
  readonly withdrawnBy: UserId
  readonly reason: string
  readonly entryId: EntryId
  readonly withdrawnAt: Date
}

/** How a search was withdrawn; undefined where it was not. */
export async function withdrawalOf(db: Db | Tx, searchId: SearchId): Promise<Withdrawal | undefined> {
  const row = await db
    .selectFrom('withdrawals')
    .selectAll()
    .where('search_id', '=', searchId)
    .executeTakeFirst()
  return (
    row && {
      ...{ searchId, withdrawnBy: asId<UserId>(row.withdrawn_by), reason: row.reason },
      ...{ entryId: asId<EntryId>(row.entry_id), withdrawnAt: row.withdrawn_at },
    }
  )
}

/** Records a withdrawal, in the transaction that queues its `withdraw` entry. */
export async function recordWithdrawal(tx: Tx, withdrawal: Withdrawal): Promise<void> {
  const { searchId, withdrawnBy, reason, entryId, withdrawnAt } = withdrawal
  await tx
    .insertInto('withdrawals')
    .values({
      ...{ search_id: searchId, withdrawn_by: withdrawnBy, reason },
      ...{ entry_id: entryId, withdrawn_at: withdrawnAt },
    })
    .execute()
}
