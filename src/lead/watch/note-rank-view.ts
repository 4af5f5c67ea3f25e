import type { SearchId, UserId } from '../../kernel/index.ts'
import { addRankView, rankViewsSince } from '../../search/index.ts'
import type { House } from '../house.ts'
import { raiseAlarms } from './raise-alarms.ts'
import { manyOpened } from './tripwires.ts'
import { wireSetting } from './wire-setting.ts'

const hourMs = 3_600_000

/**
 * Notes that somebody saw the ranks or the conclusion of a search: from now on he is not blind to it. Whoever opens many within an hour
 * trips a wire, once for each such hour.
 */
export async function noteRankView(
  house: Pick<House, 'storage' | 'ledger' | 'clock'>,
  of: { userId: UserId; searchId: SearchId },
): Promise<void> {
  const { userId, searchId } = of
  const now = house.clock.now()
  const since = new Date(now.getTime() - hourMs)
  await house.storage.transaction(async (tx) => {
    if (!(await addRankView(tx, { searchId, userId, now }))) return
    const setting = await wireSetting(tx)
    if (!setting.wires.includes('many-opened')) return
    const words = manyOpened(await rankViewsSince(tx, { userId, since }), setting)
    if (words === undefined) return
    const already = await tx
      .selectFrom('alarms')
      .select('id')
      .where('user_id', '=', userId)
      .where('rule', '=', 'many-opened')
      .where('raised_at', '>', since)
      .executeTakeFirst()
    if (already) return
    const { agency_id: agencyId } = await tx
      .selectFrom('users')
      .select('agency_id')
      .where('id', '=', userId)
      .executeTakeFirstOrThrow()
    const act = { userId, agencyId }
    await raiseAlarms(house, tx, { act, tripped: [{ rule: 'many-opened', words }] })
  })
}
