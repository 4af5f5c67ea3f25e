import type { Face, StoredQualityMeasure } from '../face/index.ts'
import { asId, type BookingId, type ModelId, must, type PersonId } from '../kernel/index.ts'
import type { Storage } from '../storage/index.ts'
import { openTemplate } from './template.ts'

/** A booking with all that was compared of it in a search. */
export type BookingAtSearch = {
  readonly bookingId: BookingId
  readonly bookingNumber: string
  readonly personId: PersonId
  readonly agencyCode: string
  readonly bookedOn: string
  readonly ageAtBooking: number
  readonly photoSha256: string
  /** The face that the template was made of, in pixels of the photograph. */
  readonly face: Face
  /** Whether the model in use found that face itself; otherwise it may have looked anew when the gallery was coded for it. */
  readonly foundByModel: boolean
  readonly quality: readonly StoredQualityMeasure[]
  readonly leafSha256: string
  /** Unit-length float32 vector of the given model. */
  readonly template: Float32Array
}

/** What was compared of these bookings by this model, in the order of the ids given. */
export async function bookingsAtSearch(
  storage: Storage,
  of: { ids: readonly BookingId[]; modelId: ModelId; finding: string },
): Promise<readonly BookingAtSearch[]> {
  if (of.ids.length === 0) return []
  const rows = await storage.db
    .selectFrom('bookings')
    .innerJoin('templates', 'templates.booking_id', 'bookings.id')
    .selectAll()
    .where('model_id', '=', of.modelId)
    .where('bookings.id', 'in', [...of.ids])
    .execute()
  return of.ids.map((bookingId) => {
    const row = must(
      rows.find(({ id }) => id === bookingId),
      'booking of a held gallery',
    )
    const { face }: { face: Face } = JSON.parse(row.face_json)
    return {
      bookingId,
      bookingNumber: row.booking_number,
      personId: asId(row.person_id),
      agencyCode: row.agency_code,
      bookedOn: row.booked_on,
      ageAtBooking: row.age_at_booking,
      photoSha256: row.photo_sha256,
      face,
      foundByModel: row.face_finding === of.finding,
      quality: JSON.parse(row.quality_json),
      leafSha256: row.leaf_sha256,
      template: openTemplate(storage.key, {
        ...{ bookingId, modelId: of.modelId, sealed: row.template },
        boundToModel: row.bound_to_model,
      }),
    }
  })
}

/** The booking photograph as it was enrolled; undefined where the booking is no longer in the gallery. */
export async function photoOfBooking(
  storage: Storage,
  bookingId: BookingId,
): Promise<Uint8Array | undefined> {
  const row = await storage.db
    .selectFrom('bookings')
    .select('photo_blob_id')
    .where('id', '=', bookingId)
    .executeTakeFirst()
  if (!row || !(await storage.blobs.has(row.photo_blob_id))) return undefined
  return storage.blobs.get(row.photo_blob_id)
}
