import { makePerson, type Person } from './identity.ts'
import { type Random, seededRandom, streamSeed } from './random.ts'
import type { PictureJob, Sitting } from './take-picture.ts'

export const AGENCY = 'DEMO-SO'
/** The dates between which everybody is booked. */
export const EARLIEST_BOOKING = '2009-11-06'
export const LATEST_BOOKING = '2026-10-31'

/** Which seeds a set is made of. */
export type Cast = {
  /** One person of the gallery each. */
  readonly persons: readonly number[]
  /** Security-camera stills; a seed that is not among the persons is somebody who was never booked. */
  readonly probes: readonly { readonly seed: number; readonly variant: number }[]
}

/** One row of the enrolment manifest. */
export type BookingRow = {
  readonly file: string
  readonly booking_number: string
  readonly person_id: string
  readonly booked_on: string
  readonly birth_date: string
  readonly sex: 'F' | 'M'
  readonly agency: string
  readonly offense: string
}

export type Booking = Sitting & {
  readonly personId: string
  readonly bookedOn: string
  readonly birthDate: string
  readonly sex: 'F' | 'M'
  readonly offense: string
}

export type ToneGroup = 'light' | 'mid' | 'deep'
export type ProbeNote = {
  readonly file: string
  readonly seed: number
  readonly variant: number
  readonly expectedPersonId: string | null
  readonly toneGroup: ToneGroup
}
export type PersonNote = { readonly personId: string; readonly seed: number; readonly toneGroup: ToneGroup }

export type GalleryPlan = {
  readonly rows: readonly BookingRow[]
  readonly jobs: readonly PictureJob[]
  readonly persons: readonly PersonNote[]
  readonly probes: readonly ProbeNote[]
}

/** 13 of 20 persons are booked a second time, some years later. */
const SECOND_BOOKINGS = { of: 20, first: 13 }

const OFFENSES = [
  'Trespass',
  'Shoplifting',
  'Driving under the influence',
  'Failure to appear',
  'Disorderly conduct',
  'Driving while suspended',
  'Vandalism',
  'Petty theft',
] as const

/** Everything about a set but the pixels: who is booked when, under which number, in which file. */
export const planGallery = ({ persons, probes }: Cast): GalleryPlan => {
  const bookings = persons.flatMap((seed, index) => bookingsOf(seed, index))
  const numbered = numberBookings(bookings)
  const noteOf = (seed: number): PersonNote | undefined => {
    const index = persons.indexOf(seed)
    return index < 0 ? undefined : { personId: personId(index), seed, toneGroup: toneGroup(makePerson(seed)) }
  }
  const probeNotes = probes.map(({ seed, variant }, index): ProbeNote => {
    const expectedPersonId = noteOf(seed)?.personId ?? null
    const file = `probes/camera-${String(index + 1).padStart(2, '0')}.jpg`
    return { file, seed, variant, expectedPersonId, toneGroup: toneGroup(makePerson(seed)) }
  })
  return {
    rows: numbered.map(({ row }) => row),
    jobs: [
      ...numbered.map(
        ({ row, booking }): PictureJob => ({ kind: 'booking', file: row.file, ...sittingOf(booking) }),
      ),
      ...probeNotes.map(({ file, seed, variant }): PictureJob => {
        const latest = bookings.findLast((booking) => booking.seed === seed)
        const sitting = latest === undefined ? { seed, yearsOlder: 0, occasion: 0 } : sittingOf(latest)
        return { kind: 'probe', file, variant, ...sitting }
      }),
    ],
    persons: persons.flatMap((seed) => noteOf(seed) ?? []),
    probes: probeNotes,
  }
}

const sittingOf = ({ seed, yearsOlder, occasion }: Booking): Sitting => ({ seed, yearsOlder, occasion })

export const toneGroup = ({ tone }: Person): ToneGroup => (tone < 4 ? 'light' : tone < 7 ? 'mid' : 'deep')

export const personId = (index: number): string => `P-${String(index + 1).padStart(6, '0')}`
export const bookingFile = (index: number): string => `bookings/B-${String(index + 1).padStart(6, '0')}.jpg`

const bookingsOf = (seed: number, index: number): readonly Booking[] => {
  const person = makePerson(seed)
  const random = seededRandom(streamSeed(seed, 'records'))
  const isBookedAgain = index % SECOND_BOOKINGS.of < SECOND_BOOKINGS.first
  const yearsBetween = Math.round(random.uniform(2, 9))
  const yearsLeft = isBookedAgain ? yearsBetween : 0
  const firstDate = randomDate(random, EARLIEST_BOOKING, addYears(LATEST_BOOKING, -yearsLeft))
  // Born up to a year before the day that would make them exactly their age, so the age holds on both days.
  const birthDate = addDays(addYears(firstDate, -person.age), -Math.round(random.uniform(1, 300)))
  const record = { seed, personId: personId(index), birthDate, sex: person.sex }
  const first = { ...record, yearsOlder: 0, occasion: 0, bookedOn: firstDate, offense: random.pick(OFFENSES) }
  if (!isBookedAgain) return [first]
  const bookedOn = addDays(addYears(firstDate, yearsBetween), -Math.round(random.uniform(0, 50)))
  return [
    first,
    { ...first, yearsOlder: yearsBetween, occasion: 1, bookedOn, offense: random.pick(OFFENSES) },
  ]
}

/** Files are named in the order of booking, and booking numbers rise within each year with gaps. */
const numberBookings = (bookings: readonly Booking[]): readonly { row: BookingRow; booking: Booking }[] => {
  const last = new Map<string, number>()
  return bookings
    .toSorted((a, b) => a.bookedOn.localeCompare(b.bookedOn) || a.personId.localeCompare(b.personId))
    .map((booking, index) => {
      const year = booking.bookedOn.slice(2, 4)
      const random = seededRandom(streamSeed(index, 'booking number'))
      const number = (last.get(year) ?? 0) + Math.round(random.uniform(40, 620))
      last.set(year, number)
      return { booking, row: rowOf(booking, { index, number: `${year}-${String(number).padStart(6, '0')}` }) }
    })
}

export const rowOf = (
  booking: Booking,
  { index, number }: { index: number; number: string },
): BookingRow => ({
  file: bookingFile(index),
  booking_number: number,
  person_id: booking.personId,
  booked_on: booking.bookedOn,
  birth_date: booking.birthDate,
  sex: booking.sex,
  agency: AGENCY,
  offense: booking.offense,
})

const DAY_MS = 86_400_000

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10)

/** The same day in another year; 29 February becomes 1 March where there is none. */
export const addYears = (date: string, years: number): string => {
  const day = new Date(Date.parse(date))
  day.setUTCFullYear(day.getUTCFullYear() + years)
  return day.toISOString().slice(0, 10)
}

const randomDate = (random: Random, from: string, to: string): string =>
  addDays(from, Math.floor(random.uniform(0, (Date.parse(to) - Date.parse(from)) / DAY_MS)))
