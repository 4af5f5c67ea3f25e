import { z } from '@hono/zod-openapi'
import { isoDateText, sha256Text } from './basic.ts'

export const bookingFieldsSchema = z
  .object({
    booking_number: z.string().max(200),
    person_id: z.string().max(200),
    booked_on: z.string().max(40),
    birth_date: z.string().max(40).optional(),
    age_at_booking: z.string().max(10).optional(),
    sex: z.string().max(40).optional(),
    agency: z.string().max(200),
    file: z
      .string()
      .max(1_000)
      .openapi({ description: 'name of the photograph in the import, for the report' }),
    run: z.string().max(64).openapi({ description: 'id of the import run' }),
  })
  .openapi('BookingFields')

export const enrolledSchema = z
  .object({
    status: z.enum(['enrolled', 'already-enrolled']),
    bookingId: z.string(),
    bookingNumber: z.string(),
    personId: z.string(),
    warnings: z
      .array(z.string())
      .openapi({ description: 'what the policy in force warns of in the photograph' }),
  })
  .openapi('Enrolled')

export const galleryStateSchema = z
  .object({
    persons: z.number().int(),
    bookings: z.number().int(),
    uncommitted: z
      .number()
      .int()
      .openapi({ description: 'bookings enrolled since the last committed state' }),
    n: z.number().int().optional(),
    root: sha256Text.optional(),
    logIndex: z.number().int().optional(),
    modelName: z.string(),
    modelId: z.string(),
    oldestBooking: isoDateText.optional(),
    newestBooking: isoDateText.optional(),
  })
  .openapi('GalleryState')

export const bookingRowSchema = z
  .object({
    bookingId: z.string(),
    bookingNumber: z.string(),
    personId: z.string(),
    agency: z.string(),
    bookedOn: isoDateText,
    ageAtBooking: z.number().int(),
    enrolledAt: z.string(),
    imageUrl: z.string(),
  })
  .openapi('BookingRow')

export const enrolmentRefusalSchema = z
  .object({
    id: z.string(),
    file: z.string(),
    bookingNumber: z.string().optional(),
    code: z.string(),
    reason: z.string(),
    needed: z.string(),
    refusedAt: z.string(),
  })
  .openapi('EnrolmentRefusal')
