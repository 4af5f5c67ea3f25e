export type { LoadProgress } from '../matcher/index.ts'
export { type Booking, bookingById, bookingSpan, listBookings } from './booking.ts'
export { type BookingAtSearch, bookingsAtSearch, photoOfBooking } from './booking-at-search.ts'
export { adultAgeYears, type BookingDraft, type CheckedBooking, checkBooking } from './check-booking.ts'
export { type EarlierSearch, rankEarlierState } from './earlier-state.ts'
export { type Enrolled, enrolBooking } from './enrol-booking.ts'
export { type EnrolmentRefusal, listEnrolmentRefusals, recordEnrolmentRefusal } from './enrolment-refusal.ts'
export {
  cancelModelChange,
  dropModelChange,
  isUseTested,
  type ModelChange,
  modelChange,
  modelUse,
} from './model-use.ts'
export {
  type Gallery,
  type GalleryState,
  galleryStateNumbered,
  type HeldGallery,
  openGallery,
} from './open-gallery.ts'
export { type NotRecoded, recodeGallery } from './recode-gallery.ts'
export type { GalleryRefusalCode } from './refusal-code.ts'
export type { StrangersFace, TicketedMatcher } from './ticketed-matcher.ts'
