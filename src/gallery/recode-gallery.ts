import { type FaceEngine, photosInFlight } from '../face/index.ts'
import { type Clock, isRefused } from '../kernel/index.ts'
import { type Storage, sqlOrdered } from '../storage/index.ts'
import { bookingCount, codedCount } from './coding.ts'
import { type RecodedRow, recodeBooking, recodedColumns } from './recode-booking.ts'

export type RecodeProgress = {
  /** Bookings that the new model has coded, of all that are there. */
  readonly done: number
  readonly total: number
}

/** A booking that could not be coded, and why. */
export type NotRecoded = { readonly bookingId: string; readonly code: string; readonly reason: string }

type House = { readonly storage: Storage; readonly clock: Clock }
type Recoding = {
  readonly engine: FaceEngine
  readonly onProgress?: ((progress: RecodeProgress) => void) | undefined
  /** Stops between two batches; what was coded stays. */
  readonly signal?: AbortSignal | undefined
}

/** Photographs that are committed together: what a crash may cost. */
const batchSize = 8

/**
 * Codes every booking that this engine's model has not coded yet, while the gallery goes on with the model it has. Runs on
 * from where it was cut off. Gives the bookings that could not be coded; nothing is left out silently.
 */
export async function recodeGallery(house: House, recoding: Recoding): Promise<readonly NotRecoded[]> {
  const { engine, signal, onProgress } = recoding
  const failed: NotRecoded[] = []
  const total = await bookingCount(house.storage.db)
  let done = await codedCount(house.storage.db, engine.model.id)
  onProgress?.({ done, total })
  let after = ''
  for (;;) {
    const rows = await nextRows(house.storage, { modelId: engine.model.id, after })
    if (rows.length === 0 || signal?.aborted) return failed
    for (let from = 0; from < rows.length; from += batchSize) {
      if (signal?.aborted) return failed
      const batch = rows.slice(from, from + batchSize)
      const coded = await codeBatch(house, { engine, batch, failed })
      await keep(house.storage, coded)
      done += coded.length
      onProgress?.({ done, total: Math.max(total, done) })
    }
    after = rows.at(-1)?.id ?? after
  }
}

const nextRows = (storage: Storage, of: { modelId: string; after: string }): Promise<RecodedRow[]> =>
  storage.db
    .selectFrom('bookings')
    .leftJoin('templates', (join) =>
      join.onRef('templates.booking_id', '=', 'bookings.id').on('templates.model_id', '=', of.modelId),
    )
    .select(recodedColumns)
    .where('templates.booking_id', 'is', null)
    .where(sqlOrdered('bookings.id'), '>', of.after)
    .orderBy(sqlOrdered('bookings.id'))
    .limit(batchSize * 32)
    .execute()

type Coded = Awaited<ReturnType<typeof recodeBooking>>

async function codeBatch(
  house: House,
  of: { engine: FaceEngine; batch: readonly RecodedRow[]; failed: NotRecoded[] },
): Promise<readonly Coded[]> {
  const { engine, failed } = of
  const waiting = [...of.batch]
  const coded: Coded[] = []
  const work = async () => {
    for (let row = waiting.shift(); row; row = waiting.shift()) {
      try {
        const now = house.clock.now()
        coded.push(await recodeBooking({ storage: house.storage, engine, now }, row))
      } catch (error) {
        const [code, reason] = isRefused(error) ? [error.code, error.reason] : ['FAULT', String(error)]
        failed.push({ bookingId: row.id, code, reason })
      }
    }
  }
  await Promise.all(Array.from({ length: photosInFlight }, work))
  return coded
}

/** A booking that was removed meanwhile gets no template. */
async function keep(storage: Storage, coded: readonly Coded[]): Promise<void> {
  if (coded.length === 0) return
  await storage.transaction(async (tx) => {
    const ids = coded.map((one) => one.booking_id)
    const there = await tx.selectFrom('bookings').select('id').where('id', 'in', ids).execute()
    const present = new Set(there.map(({ id }) => id))
    const rows = coded.filter((one) => present.has(one.booking_id))
    if (rows.length === 0) return
    await tx
      .insertInto('templates')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  })
}
