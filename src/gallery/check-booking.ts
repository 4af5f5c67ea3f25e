import { isIsoDate, Refused, yearsBetween } from '../kernel/index.ts'
import type { GalleryRefusalCode } from './refusal-code.ts'

/** Youngest age at booking that is enrolled (rule GAL-09: juvenile bookings stay out). */
export const adultAgeYears = 18

/** One row of a booking import, as it came: nothing in it is trusted yet. */
export type BookingDraft = {
  readonly bookingNumber: string
  readonly personId: string
  readonly bookedOn: string
  /** YYYY-MM-DD; where the agency has none, `ageAtBooking` stands in. */
  readonly birthDate?: string | undefined
  /** Whole years, as text. */
  readonly ageAtBooking?: string | undefined
  readonly sex?: string | undefined
  readonly agencyCode: string
}

export type CheckedBooking = {
  readonly bookingNumber: string
  readonly personId: string
  readonly agencyCode: string
  readonly bookedOn: string
  readonly birthDate: string | undefined
  readonly ageAtBooking: number
  readonly sex: string
}

/** Sex as recorded, by the codes of ANSI/NIST-ITL field 10.024 family: M, F, X (other), U (unknown). */
const sexCodes = ['M', 'F', 'X', 'U']
const idPattern = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/

/**
 * Checks what a booking says of itself against today (YYYY-MM-DD).
 * Refuses SOURCE_NOT_BOOKING, DATE_INVALID, AGE_UNKNOWN, BOOKED_IN_FUTURE, UNDER_AGE, SEX_CODE_UNKNOWN.
 */
export function checkBooking(draft: BookingDraft, today: string): CheckedBooking {
  for (const [column, value] of Object.entries({
    booking_number: draft.bookingNumber,
    person_id: draft.personId,
    agency: draft.agencyCode,
  })) {
    if (!idPattern.test(value)) throw notABooking(column, value)
  }
  const bookedOn = calendarDate('booked_on', draft.bookedOn)
  const birthDate = draft.birthDate?.trim() ? calendarDate('birth_date', draft.birthDate) : undefined
  if (bookedOn > today) throw inFuture(bookedOn, today)
  const ageAtBooking = birthDate ? yearsBetween(birthDate, bookedOn) : statedAge(draft.ageAtBooking)
  if (ageAtBooking < adultAgeYears) throw underAge(ageAtBooking)
  const sex = (draft.sex ?? '').trim().toUpperCase() || 'U'
  if (!sexCodes.includes(sex)) throw sexUnknown(sex)
  const { bookingNumber, personId, agencyCode } = draft
  return { bookingNumber, personId, agencyCode, bookedOn, birthDate, sex, ageAtBooking }
}

function statedAge(text: string | undefined): number {
  const years = (text ?? '').trim()
  if (/^\d{1,3}$/.test(years) && Number(years) <= 120) return Number(years)
  throw new Refused<GalleryRefusalCode>({
    code: 'AGE_UNKNOWN',
    reason: 'Neither a birth date nor the age at booking is given.',
    needed: 'Give birth_date (YYYY-MM-DD), or age_at_booking in whole years.',
  })
}

function calendarDate(column: string, text: string): string {
  const date = text.trim()
  if (isIsoDate(date) && date >= '1900-01-01') return date
  throw new Refused<GalleryRefusalCode>({
    code: 'DATE_INVALID',
    reason: `${column} is ${JSON.stringify(date.slice(0, 40))}, which is not a calendar date.`,
    needed: 'Write dates as YYYY-MM-DD, for example 2021-04-17.',
    evidence: { column },
  })
}

const notABooking = (column: string, value: string) =>
  new Refused<GalleryRefusalCode>({
    code: 'SOURCE_NOT_BOOKING',
    reason:
      value === ''
        ? `The ${column} is missing; only bookings enter the gallery.`
        : `The ${column} ${JSON.stringify(value.slice(0, 70))} is not one: letters, digits and . _ / - only, at most 64.`,
    needed: 'Give booking number, person id and arresting agency for every photograph.',
    evidence: { column },
  })
const inFuture = (bookedOn: string, today: string) =>
  new Refused<GalleryRefusalCode>({
    code: 'BOOKED_IN_FUTURE',
    reason: `The booking date ${bookedOn} lies after today, ${today}.`,
    needed: 'Correct booked_on in the manifest and run the import again.',
    evidence: { bookedOn, today },
  })
const underAge = (ageYears: number) =>
  new Refused<GalleryRefusalCode>({
    code: 'UNDER_AGE',
    reason:
      ageYears < 0
        ? 'The birth date lies after the booking date.'
        : `The person was ${ageYears} at booking; under ${adultAgeYears} is not enrolled.`,
    needed: 'Leave juvenile bookings out; if a date is wrong, correct it and run the import again.',
    evidence: { ageAtBooking: ageYears, limit: adultAgeYears },
  })
const sexUnknown = (sex: string) =>
  new Refused<GalleryRefusalCode>({
    code: 'SEX_CODE_UNKNOWN',
    reason: `The sex code ${JSON.stringify(sex.slice(0, 20))} is not one of ${sexCodes.join(', ')}.`,
    needed: 'Use M, F, X or U, or leave the column empty.',
  })
