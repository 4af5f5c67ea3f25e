import type { FaceEngine } from '../face/index.ts'
import { type ModelId, Refused } from '../kernel/index.ts'
import type { Db, Storage, Tx } from '../storage/index.ts'
import { isUseTested, modelUntested, modelUse } from './model-use.ts'
import type { GalleryRefusalCode } from './refusal-code.ts'

type House = { readonly storage: Storage; readonly face: FaceEngine }

/** Whether the loaded model is the one that the database says is in use, and has coded every booking. */
export async function codedByOurs({ storage, face }: House): Promise<boolean> {
  const use = await modelUse(storage.db)
  if (use && use.modelId !== face.model.id) return false
  return (await uncodedCount(storage.db, face.model.id)) === 0
}

/** Refuses MODEL_UNTESTED when the model came into use and has not passed its self-test since. */
export async function refuseUntested(db: Db): Promise<void> {
  const use = await modelUse(db)
  if (use && !(await isUseTested(db, use))) throw modelUntested(use.name)
}

/** Refuses RECODING_INCOMPLETE when a booking has no template by this model. */
export async function refuseUncoded(tx: Tx, modelId: ModelId): Promise<void> {
  const bookings = await uncodedCount(tx, modelId)
  if (bookings === 0) return
  throw new Refused<GalleryRefusalCode>({
    code: 'RECODING_INCOMPLETE',
    reason: `${bookings} booking photographs are not coded by the new model; the gallery stays with the model it has.`,
    needed: 'Run casebound models use again; what was coded is kept.',
    evidence: { bookings },
  })
}

/** Bookings without a template by this model. */
async function uncodedCount(db: Db | Tx, modelId: ModelId): Promise<number> {
  return (await bookingCount(db)) - (await codedCount(db, modelId))
}

/** Bookings, whatever has coded them. */
export async function bookingCount(db: Db | Tx): Promise<number> {
  const row = await db
    .selectFrom('bookings')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Bookings that this model has coded. */
export async function codedCount(db: Db | Tx, modelId: ModelId): Promise<number> {
  const row = await db
    .selectFrom('templates')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('model_id', '=', modelId)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}
