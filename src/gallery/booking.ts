import type { Face } from '../face/index.ts'
import { asId, type BookingId, type PersonId, Refused } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import type { GalleryRefusalCode } from './refusal-code.ts'

export type Booking = {
  readonly id: BookingId
  readonly bookingNumber: string
  readonly personId: PersonId
  readonly agencyCode: string
  readonly bookedOn: string
  readonly ageAtBooking: number
  readonly photoBlobId: string
  readonly enrolledAt: Date
  readonly face: Face
  readonly widthPx: number
  readonly heightPx: number
}

const columns = [
  'id',
  'booking_number',
  'person_id',
  'agency_code',
  'booked_on',
  'age_at_booking',
  'photo_blob_id',
  'enrolled_at',
  'face_json',
] as const

const bookingQuery = (storage: Storage) => storage.db.selectFrom('bookings').select(columns)
type Row = Awaited<ReturnType<ReturnType<typeof bookingQuery>['executeTakeFirstOrThrow']>>

function toBooking(row: Row): Booking {
  const found: { face: Face; widthPx: number; heightPx: number } = JSON.parse(row.face_json)
  return {
    id: asId(row.id),
    bookingNumber: row.booking_number,
    personId: asId(row.person_id),
    agencyCode: row.agency_code,
    bookedOn: row.booked_on,
    ageAtBooking: row.age_at_booking,
    photoBlobId: row.photo_blob_id,
    enrolledAt: row.enrolled_at,
    ...found,
  }
}

/** The booking with this id. Refuses BOOKING_UNKNOWN. */
export async function bookingById(storage: Storage, id: BookingId): Promise<Booking> {
  const row = await bookingQuery(storage).where('id', '=', id).executeTakeFirst()
  if (row) return toBooking(row)
  throw new Refused<GalleryRefusalCode>({
    code: 'BOOKING_UNKNOWN',
    reason: 'There is no such booking in the gallery; it may have been removed.',
  })
}

/** Bookings newest first, `pageSize` a page, whose booking number or person id contains `find`. */
export async function listBookings(
  storage: Storage,
  asked: { page: number; pageSize: number; find?: string | undefined },
): Promise<{ bookings: readonly Booking[]; total: number }> {
  const pattern = `%${(asked.find ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  const wanted = bookingQuery(storage).where((where) =>
    where.or([where('booking_number', 'ilike', pattern), where('person_id', 'ilike', pattern)]),
  )
  const rows = await wanted
    .orderBy('booked_on', 'desc')
    .orderBy('id')
    .limit(asked.pageSize)
    .offset((asked.page - 1) * asked.pageSize)
    .execute()
  const count = await wanted
    .clearSelect()
    .select((select) => select.fn.countAll<string>().as('total'))
    .executeTakeFirstOrThrow()
  return { bookings: rows.map(toBooking), total: Number(count.total) }
}

/** Dates of the oldest and newest booking; undefined in an empty gallery. */
export async function bookingSpan(storage: Storage): Promise<{ oldest: string; newest: string } | undefined> {
  const row = await storage.db
    .selectFrom('bookings')
    .select((select) => [select.fn.min('booked_on').as('oldest'), select.fn.max('booked_on').as('newest')])
    .executeTakeFirst()
  return row?.oldest && row.newest ? { oldest: row.oldest, newest: row.newest } : undefined
}
