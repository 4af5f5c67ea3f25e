import { type ModelInfo, modelDigest } from '../face/index.ts'
import { dropModelChange, type ModelChange, modelChange } from '../gallery/index.ts'
import { type EntryId, must, type UserId } from '../kernel/index.ts'
import { wholeHouse } from '../ledger/index.ts'
import type { Tx } from '../storage/index.ts'
import type { House } from './house.ts'

type By = { readonly model: ModelInfo; readonly userId: UserId | null }

/** Notes that the gallery is being coded with another model, so that a start after a crash goes on with it. */
export async function beginModelChange(
  { storage, clock, face }: Pick<House, 'storage' | 'clock' | 'face'>,
  of: By & { userId: UserId },
): Promise<ModelChange> {
  return storage.transaction(async (tx) => {
    const replaced = await modelChange(tx)
    if (replaced && replaced.modelId !== of.model.id)
      await dropModelChange(tx, { change: replaced, inUse: face.model.id })
    await tx
      .insertInto('model_change')
      .values({ model_id: of.model.id, name: of.model.name, begun_by: of.userId, begun_at: clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return must(await modelChange(tx), 'the change that was just noted')
  })
}

/** The model comes into use: the row and its `model` entry, in the caller's transaction; a change that led to it is over. */
export async function recordModelUse(
  { ledger, clock }: Pick<House, 'ledger' | 'clock'>,
  of: By & { tx: Tx },
): Promise<EntryId> {
  const { tx, model, userId } = of
  const entryId = await ledger.queue(tx, {
    type: 'model',
    unit: wholeHouse,
    fields: { model: modelDigest(model.id), name: model.name, dims: model.dimension },
    hidden: userId === null ? {} : { actor: userId },
  })
  const last = await tx.selectFrom('model_uses').select('n').orderBy('n', 'desc').limit(1).executeTakeFirst()
  // A house from before uses were kept has none; its change is no founding, and wants a self-test.
  const n = (last?.n ?? (userId === null ? 0 : 1)) + 1
  await tx
    .insertInto('model_uses')
    .values({
      n,
      model_id: model.id,
      name: model.name,
      licence: model.licence,
      finding: model.finding,
      entry_id: entryId,
      begun_by: userId,
      begun_at: clock.now(),
    })
    .execute()
  await tx.deleteFrom('model_change').execute()
  return entryId
}
