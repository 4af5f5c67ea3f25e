import { createRoute, z } from '@hono/zod-openapi'
import * as s from '../schemas/gallery.ts'
import { errors, idParams, image, json, upload } from './route-parts.ts'

export const galleryRoute = createRoute({
  method: 'get',
  path: '/api/gallery',
  operationId: 'gallery',
  tags: ['gallery'],
  responses: { 200: json(s.galleryStateSchema, 'the gallery and its committed state'), ...errors },
})
export const listBookingsRoute = createRoute({
  method: 'get',
  path: '/api/gallery/bookings',
  operationId: 'listBookings',
  tags: ['gallery'],
  request: {
    query: z.object({
      page: z.coerce.number().int().min(1).max(1_000_000).default(1),
      find: z.string().max(100).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({
        bookings: z.array(s.bookingRowSchema),
        total: z.number().int(),
        pageSize: z.number().int(),
      }),
      'newest first',
    ),
    ...errors,
  },
})
export const bookingImageRoute = createRoute({
  method: 'get',
  path: '/api/gallery/bookings/{id}/photo',
  operationId: 'bookingImage',
  tags: ['gallery'],
  request: { params: idParams },
  responses: { 200: image('the booking photograph'), ...errors },
})
export const enrolBookingRoute = createRoute({
  method: 'post',
  path: '/api/gallery/bookings',
  operationId: 'enrolBooking',
  tags: ['gallery'],
  request: upload(s.bookingFieldsSchema.shape),
  responses: {
    200: json(s.enrolledSchema, 'was there already'),
    201: json(s.enrolledSchema, 'enrolled'),
    ...errors,
  },
})
export const commitGalleryRoute = createRoute({
  method: 'post',
  path: '/api/gallery/commit',
  operationId: 'commitGallery',
  tags: ['gallery'],
  responses: { 200: json(s.galleryStateSchema, 'the state is numbered and in the log'), ...errors },
})
export const enrolmentRefusalsRoute = createRoute({
  method: 'get',
  path: '/api/gallery/refusals',
  operationId: 'enrolmentRefusals',
  tags: ['gallery'],
  responses: {
    200: json(z.object({ refusals: z.array(s.enrolmentRefusalSchema) }), 'newest first, at most 500'),
    ...errors,
  },
})
