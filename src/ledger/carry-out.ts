import type { EntryId } from '../kernel/index.ts'
import type { Tx } from '../storage/index.ts'
import type { LoggedEntry } from './draft.ts'
import { type Erasing, type Erasure, type ErasureOrder, eraseValues, prepareErasure } from './erase-values.ts'

/** Carries an erasure out: in one transaction with what `also` does, then settled, then the keys are destroyed. */
export async function carryOut(
  context: Erasing & { readonly settled: (id: EntryId) => Promise<LoggedEntry> },
  order: ErasureOrder,
  also: (tx: Tx) => Promise<void>,
): Promise<{ readonly entries: readonly LoggedEntry[]; readonly values: number }> {
  const { storage, settled } = context
  const going = await prepareErasure(context, order.items)
  // The keys of an epoch wrap what belongs to others too.
  const erasure = await storage.actingFor(undefined, () =>
    storage.transaction(async (tx): Promise<Erasure> => {
      const done = await eraseValues(context, tx, { order, going })
      await also(tx)
      return done
    }),
  )
  const entries = await Promise.all(erasure.entryIds.map((id) => settled(id)))
  await erasure.destroyKeys()
  return { entries, values: erasure.values }
}
