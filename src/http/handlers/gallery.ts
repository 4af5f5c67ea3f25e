import type { OpenAPIHono } from '@hono/zod-openapi'
import {
  bookingById,
  bookingSpan,
  enrolBooking,
  listBookings,
  listEnrolmentRefusals,
  recordEnrolmentRefusal,
} from '../../gallery/index.ts'
import { asId, isRefused, Refused } from '../../kernel/index.ts'
import type { User } from '../../people/index.ts'
import { checkRole } from '../check-role.ts'
import { imageAnswer, wholeJpeg } from '../image-answer.ts'
import * as routes from '../routes/gallery-routes.ts'
import { bookingFieldsSchema } from '../schemas/gallery.ts'
import type { Env, Services } from '../services.ts'
import { uploadedPhoto } from './uploaded-photo.ts'

const pageSize = 50
const refusalsShown = 500

export function galleryHandlers(app: OpenAPIHono<Env>, services: Services): void {
  const { house } = services
  app.openapi(routes.galleryRoute, async (context) => {
    checkRole(context.get('session').user, 'gallery')
    return context.json(await galleryAnswer(services), 200)
  })
  app.openapi(routes.commitGalleryRoute, async (context) => {
    checkRole(context.get('session').user, 'enrol')
    await house.gallery.commit()
    return context.json(await galleryAnswer(services), 200)
  })
  app.openapi(routes.listBookingsRoute, async (context) => {
    checkRole(context.get('session').user, 'gallery')
    const { page, find } = context.req.valid('query')
    const { bookings, total } = await listBookings(house.storage, { page, pageSize, find })
    return context.json({ bookings: bookings.map(bookingAnswer), total, pageSize }, 200)
  })
  app.openapi(routes.bookingImageRoute, async (context) => {
    checkRole(context.get('session').user, 'gallery')
    const booking = await bookingById(house.storage, asId(context.req.valid('param').id))
    return imageAnswer(await wholeJpeg(house.face, await house.storage.blobs.get(booking.photoBlobId)))
  })
  app.openapi(routes.enrolmentRefusalsRoute, async (context) => {
    checkRole(context.get('session').user, 'gallery')
    const refusals = await listEnrolmentRefusals(house.storage, refusalsShown)
    const answers = refusals.map(({ bookingNumber, refusedAt, ...refusal }) => ({
      ...refusal,
      ...(bookingNumber === undefined ? {} : { bookingNumber }),
      refusedAt: refusedAt.toISOString(),
    }))
    return context.json({ refusals: answers }, 200)
  })
  app.openapi(routes.enrolBookingRoute, async (context) => {
    const { user } = context.get('session')
    checkRole(user, 'enrol')
    const { photo, fields } = await uploadedPhoto(context)
    const enrolled = await enrolOrRecord(services, { user, photo, fields })
    const answer = {
      status: enrolled.status,
      bookingId: enrolled.bookingId,
      bookingNumber: fields.booking_number ?? '',
      personId: enrolled.personId,
      warnings: [...enrolled.warnings],
    }
    return enrolled.status === 'enrolled' ? context.json(answer, 201) : context.json(answer, 200)
  })
}

async function enrolOrRecord(
  { house }: Services,
  offer: { user: User; photo: Uint8Array; fields: Record<string, string> },
) {
  const parsed = bookingFieldsSchema.safeParse(offer.fields)
  if (!parsed.success) {
    throw new Refused({
      code: 'BODY_INVALID',
      reason: `The field ${String(parsed.error.issues[0]?.path[0] ?? '')} of the booking is missing or too long.`,
      needed: 'Send booking_number, person_id, booked_on, birth_date, agency, file and run.',
    })
  }
  const fields = parsed.data
  try {
    return await enrolBooking(house, {
      photo: offer.photo,
      draft: {
        bookingNumber: fields.booking_number,
        personId: fields.person_id,
        bookedOn: fields.booked_on,
        birthDate: fields.birth_date,
        ageAtBooking: fields.age_at_booking,
        sex: fields.sex,
        agencyCode: fields.agency,
      },
    })
  } catch (error) {
    if (isRefused(error)) {
      await recordEnrolmentRefusal(house, {
        refused: error,
        file: fields.file,
        bookingNumber: fields.booking_number,
        runId: fields.run,
        recordedBy: offer.user.id,
      })
    }
    throw error
  }
}

async function galleryAnswer({ house }: Services) {
  const { gallery, ledger, face, storage } = house
  const state = gallery.state()
  const uncommitted = await gallery.uncommitted()
  const logged = state && (await ledger.find(asId(state.entryId)))
  const span = await bookingSpan(storage)
  return {
    persons: state?.persons ?? 0,
    bookings: (state?.bookings ?? 0) + uncommitted,
    uncommitted,
    ...(state ? { n: state.n, root: state.root } : {}),
    ...(logged ? { logIndex: logged.index } : {}),
    modelName: face.model.name,
    modelId: face.model.id,
    ...(span ? { oldestBooking: span.oldest, newestBooking: span.newest } : {}),
  }
}

const bookingAnswer = (booking: Awaited<ReturnType<typeof bookingById>>) => ({
  bookingId: booking.id,
  bookingNumber: booking.bookingNumber,
  personId: booking.personId,
  agency: booking.agencyCode,
  bookedOn: booking.bookedOn,
  ageAtBooking: booking.ageAtBooking,
  enrolledAt: booking.enrolledAt.toISOString(),
  imageUrl: `/api/gallery/bookings/${booking.id}/photo`,
})
