import { asId, type BookingId, type ModelId } from '../kernel/index.ts'
import { bookingLeaf } from './booking-leaf.ts'
import { sealTemplate } from './template.ts'

/** What a template is bound to of its booking. */
export type CodedBooking = {
  readonly id: string
  readonly booking_number: string
  readonly person_id: string
  readonly photo_sha256: string
  readonly leaf_salt: Uint8Array
}

/** The row that keeps one model's template of a booking: the vector sealed, and the leaf that the gallery commits to. */
export function templateRow(
  key: Uint8Array,
  of: { booking: CodedBooking; modelId: ModelId; vector: Float32Array; madeAt: Date },
) {
  const { booking, modelId, vector, madeAt } = of
  const bookingId = asId<BookingId>(booking.id)
  return {
    booking_id: booking.id,
    model_id: modelId,
    template: sealTemplate(key, { bookingId, modelId, vector }),
    bound_to_model: true,
    leaf_sha256: bookingLeaf({
      ...{ bookingId, bookingNumber: booking.booking_number, personId: booking.person_id },
      ...{ photoSha256: booking.photo_sha256, modelId, leafSalt: booking.leaf_salt },
    }),
    made_at: madeAt,
  }
}
