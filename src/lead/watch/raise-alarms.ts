import { createHash } from 'node:crypto'
import { canonicalJson, newId, type SearchId, type UserId } from '../../kernel/index.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { Tx } from '../../storage/index.ts'
import type { Tripped } from './tripwires.ts'

type House = { readonly ledger: Ledger; readonly clock: { now(): Date } }

export type Act = {
  readonly userId: UserId
  readonly agencyId: string
  readonly searchId?: SearchId | undefined
}

/**
 * Raises alarms in the transaction of the act that tripped the wires: the act and its alarm are on record together, or neither is.
 * Whoever acts is told nothing.
 */
export async function raiseAlarms(
  house: House,
  tx: Tx,
  of: { act: Act; tripped: readonly Tripped[] },
): Promise<void> {
  const { userId, agencyId, searchId } = of.act
  for (const { rule, words } of of.tripped) {
    const content = canonicalJson({ rule, words, search: searchId ?? '' })
    const entryId = await house.ledger.queue(tx, {
      ...{ type: 'alarm', unit: agencyId, fields: { step: 'raised', rule } },
      hidden: { actor: userId, content: createHash('sha256').update(content).digest('hex') },
    })
    await tx
      .insertInto('alarms')
      .values({
        ...{ id: newId<string>(), agency_id: agencyId, rule, user_id: userId, search_id: searchId ?? null },
        ...{ words, entry_id: entryId, raised_at: house.clock.now() },
      })
      .execute()
  }
}
