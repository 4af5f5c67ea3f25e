import { asId, type BookingId, type ModelId, type PersonId } from '../kernel/index.ts'
import type { StoredMatcher } from '../matcher/index.ts'
import { appendLeaf, type CompactRange, rangeRoot } from '../proof/index.ts'
import { type Storage, sqlOrdered, type Tx } from '../storage/index.ts'
import { openTemplate } from './template.ts'

/** What the matcher holds now, and what had to be done for it. */
export type InStep = {
  /** Merkle root over the salted leaves of the bookings, in order of their ids; hex. */
  readonly root: string
  readonly bookings: number
  readonly persons: number
  /** Bookings that the matcher did not have. */
  readonly inserted: number
  /** Bookings that only the matcher had: removed from the database, and now from the matcher too. */
  readonly expunged: number
}

type Of = { readonly storage: Storage; readonly modelId: ModelId }

/** Bookings read at once, and templates opened at once. */
const pageRows = 10_000
const templateRows = 500

/**
 * Makes the matcher hold exactly the bookings of the database that this model has coded. The database decides:
 * what the template files lost is put back, what they kept too long is forgotten.
 */
export async function bringIntoStep(of: Of, matcher: StoredMatcher): Promise<InStep> {
  const comparison = matcher.compareBookings()
  // In one transaction nobody enrols, so that root, counts and matcher speak of the same bookings.
  const present = await of.storage.transaction(async (tx) => {
    let range: CompactRange = { size: 0, nodes: [] }
    let inserted = 0
    for await (const page of pages(tx, of.modelId)) {
      for (const row of page) range = appendLeaf(range, Buffer.from(row.leaf_sha256, 'hex'))
      const missing = page.map(({ id }) => id).filter((id) => !comparison.holds(id))
      await insertBookings(of, { tx, matcher, ids: missing })
      inserted += missing.length
    }
    const root = Buffer.from(rangeRoot(range)).toString('hex')
    return { root, bookings: range.size, persons: await personCount(tx, of.modelId), inserted }
  })
  let expunged = 0
  for (const id of comparison.strays()) {
    await matcher.expungeBooking(asId<BookingId>(id))
    expunged++
  }
  await matcher.flush()
  const { rows } = matcher.size()
  if (rows !== present.bookings)
    throw new Error(`the matcher holds ${rows} templates of ${present.bookings} bookings`)
  return { ...present, expunged }
}

async function* pages(tx: Tx, modelId: string) {
  let after = ''
  for (;;) {
    const page = await tx
      .selectFrom('templates')
      .select(['booking_id as id', 'leaf_sha256'])
      .where('model_id', '=', modelId)
      .where(sqlOrdered('booking_id'), '>', after)
      .orderBy(sqlOrdered('booking_id'))
      .limit(pageRows)
      .execute()
    if (page.length > 0) yield page
    if (page.length < pageRows) return
    after = page.at(-1)?.id ?? after
  }
}

async function personCount(tx: Tx, modelId: string): Promise<number> {
  const row = await tx
    .selectFrom('bookings')
    .innerJoin('templates', 'templates.booking_id', 'bookings.id')
    .select(({ fn }) => fn.count<string>('person_id').distinct().as('persons'))
    .where('model_id', '=', modelId)
    .executeTakeFirstOrThrow()
  return Number(row.persons)
}

async function insertBookings(
  { storage, modelId }: Of,
  of: { tx: Tx; matcher: StoredMatcher; ids: readonly string[] },
): Promise<void> {
  for (let from = 0; from < of.ids.length; from += templateRows) {
    const rows = await of.tx
      .selectFrom('bookings')
      .innerJoin('persons', 'persons.id', 'bookings.person_id')
      .innerJoin('templates', 'templates.booking_id', 'bookings.id')
      .select(['bookings.id', 'person_id', 'agency_code', 'booked_on', 'age_at_booking'])
      .select(['persons.sex', 'template', 'bound_to_model'])
      .where('templates.model_id', '=', modelId)
      .where('bookings.id', 'in', of.ids.slice(from, from + templateRows))
      .execute()
    for (const row of rows) {
      const bookingId = asId<BookingId>(row.id)
      of.matcher.insert({
        personId: asId<PersonId>(row.person_id),
        bookingId,
        agency: row.agency_code,
        sex: row.sex,
        bookedOn: row.booked_on,
        ageAtBooking: row.age_at_booking,
        vector: openTemplate(storage.key, {
          ...{ bookingId, modelId, sealed: row.template },
          boundToModel: row.bound_to_model,
        }),
      })
    }
  }
}
