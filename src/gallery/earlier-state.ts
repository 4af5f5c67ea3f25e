import { asId, type BookingId, type ModelId } from '../kernel/index.ts'
import { createScalarMatcher, type MatcherResult } from '../matcher/index.ts'
import { appendLeaf, type CompactRange, rangeRoot } from '../proof/index.ts'
import { type Storage, sqlOrdered } from '../storage/index.ts'
import { openTemplate } from './template.ts'

/** A logged state of the gallery, and the template to rank its bookings by. */
export type EarlierSearch = {
  readonly root: string
  readonly bookings: number
  readonly modelId: ModelId
  readonly query: Float32Array
  readonly k: number
}

/**
 * Ranks the gallery as it was in an earlier state, by the plain engine that compares every template in float32: bookings that came later
 * are left out. Undefined where what was there before no longer gives that state's root: one was removed since, or another model coded
 * them. Whoever calls it must have shown that the search is in the log; it asks for no ticket because it repeats one.
 */
export async function rankEarlierState(
  storage: Storage,
  { root, bookings, modelId, query, k }: EarlierSearch,
): Promise<MatcherResult | undefined> {
  const rows = await storage.db
    .selectFrom('templates')
    .innerJoin('bookings', 'bookings.id', 'templates.booking_id')
    .innerJoin('persons', 'persons.id', 'bookings.person_id')
    .select(['bookings.id', 'person_id', 'agency_code', 'booked_on', 'age_at_booking', 'persons.sex'])
    .select(['leaf_sha256', 'template', 'bound_to_model'])
    .where('model_id', '=', modelId)
    .orderBy('enrolled_at')
    .orderBy(sqlOrdered('bookings.id'))
    .limit(bookings)
    .execute()
  const inOrder = rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  let range: CompactRange = { size: 0, nodes: [] }
  for (const { leaf_sha256 } of inOrder) range = appendLeaf(range, Buffer.from(leaf_sha256, 'hex'))
  if (Buffer.from(rangeRoot(range)).toString('hex') !== root) return undefined
  const matcher = createScalarMatcher({ modelId, dimension: query.length })
  try {
    for (const row of inOrder) {
      const bookingId = asId<BookingId>(row.id)
      matcher.insert({
        ...{ personId: asId(row.person_id), bookingId, agency: row.agency_code, sex: row.sex },
        ...{ bookedOn: row.booked_on, ageAtBooking: row.age_at_booking },
        vector: openTemplate(storage.key, {
          ...{ bookingId, modelId, sealed: row.template, boundToModel: row.bound_to_model },
        }),
      })
    }
    return await matcher.search(query, { k, galleryRoot: root })
  } finally {
    await matcher.close()
  }
}
