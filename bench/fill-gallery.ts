import { randomBytes } from 'node:crypto'
import { openTemplate } from '../src/gallery/template.ts'
import { templateRow } from '../src/gallery/template-row.ts'
import { asId, type BookingId, must, newId } from '../src/kernel/index.ts'
import { loadKey, openStorage, type Storage, type Tx } from '../src/storage/index.ts'
import { Normals } from './normals.ts'
import { showProgress } from './progress.ts'

const perBatch = 500
/** Of each number, beside the mean of two real templates, whose numbers are about 0.09. */
const noise = 0.02

/**
 * Adds made-up persons to the house in a data folder that nothing else has open, until it holds this many bookings. Each has one of the
 * photographs that are there, and a template between those of two of them with some noise, so that the gallery is as crowded as theirs.
 */
export async function fillGallery(dataDir: string, bookings: number): Promise<void> {
  const storage = await openStorage({ dataDir, key: await loadKey(dataDir) })
  try {
    const there = await bookingRows(storage)
    const vectors = there.map(({ id, model_id: modelId, template, bound_to_model: boundToModel }) =>
      openTemplate(storage.key, { bookingId: asId<BookingId>(id), modelId, sealed: template, boundToModel }),
    )
    const random = new Normals(1, 0, 0)
    const progress = showProgress({
      ...{ title: 'Fill the gallery', total: bookings - there.length, unit: 'bookings' },
    })
    for (let from = there.length; from < bookings; from += perBatch) {
      const until = Math.min(bookings, from + perBatch)
      const made = Array.from({ length: until - from }, (_, more) => {
        const number = from + more
        const like = must(there[number % there.length], 'booking')
        const other = must(vectors[(number * 31 + 7) % there.length], 'template')
        const vector = between(must(vectors[number % there.length], 'template'), other, random)
        return bookingLike(storage, { like, number, vector })
      })
      await storage.transaction((tx) => addAll(tx, made))
      progress.at(until - there.length)
    }
    progress.end()
  } finally {
    await storage.close()
  }
}

type There = Awaited<ReturnType<typeof bookingRows>>[number]
const bookingRows = ({ db }: Pick<Storage, 'db'>) =>
  db
    .selectFrom('bookings')
    .innerJoin('templates', 'templates.booking_id', 'bookings.id')
    .selectAll()
    .execute()

function bookingLike(
  storage: Storage,
  { like, number, vector }: { like: There; number: number; vector: Float32Array },
) {
  const {
    booking_id: _,
    model_id: modelId,
    template: _t,
    bound_to_model: _b,
    leaf_sha256: _l,
    made_at,
    ...row
  } = like
  const booking = {
    ...row,
    ...{ id: newId<BookingId>(), person_id: `MADE-${number}`, booking_number: `MADE-${number}` },
    leaf_salt: new Uint8Array(randomBytes(32)),
  }
  return {
    booking,
    coded: templateRow(storage.key, { booking, modelId: asId(modelId), vector, madeAt: made_at }),
  }
}

async function addAll(tx: Tx, made: readonly ReturnType<typeof bookingLike>[]): Promise<void> {
  const persons = made.map(({ booking }) => ({
    ...{ id: booking.person_id, sex: 'X', birth_date: null, created_at: booking.enrolled_at },
  }))
  await tx.insertInto('persons').values(persons).execute()
  await tx
    .insertInto('bookings')
    .values(made.map(({ booking }) => booking))
    .execute()
  await tx
    .insertInto('templates')
    .values(made.map(({ coded }) => coded))
    .execute()
}

/** Of length 1, between two templates, with noise. */
function between(a: Float32Array, b: Float32Array, random: Normals): Float32Array {
  const drawn = new Float64Array(a.length)
  random.fill(drawn)
  const vector = a.map((x, at) => x + (b[at] ?? 0) + 2 * noise * (drawn[at] ?? 0))
  const length = Math.hypot(...vector)
  return vector.map((x) => x / length)
}
