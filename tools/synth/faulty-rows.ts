import { addYears, type Booking, type BookingRow, type GalleryPlan, personId, rowOf } from './gallery-plan.ts'
import { makePerson } from './identity.ts'
import type { PictureJob, Sitting } from './take-picture.ts'

export type FaultyRow = { readonly row: BookingRow; readonly job: PictureJob; readonly because: string }

/** Persons who appear only in rows that enrolment must refuse. */
const EXTRAS = {
  future: 9001,
  child: 9029,
  duplicate: 9035,
  broken: 9004,
  left: 9005,
  right: 9006,
  wall: 9007,
}

const FUTURE_DATE = '2031-01-01'
const DATE = '2025-06-14'

/** One row for each thing that goes wrong in real archives, so that the demo's enrolment report has refusals. */
export const faultyRows = (plan: GalleryPlan): readonly FaultyRow[] => {
  const sameYear = plan.rows.filter((row) => row.booked_on.startsWith(DATE.slice(0, 4)))
  const taken = (sameYear.at(-1) ?? plan.rows.at(-1))?.booking_number ?? '25-000001'
  const faults: readonly ((next: NextRow) => FaultyRow)[] = [
    (next) => withoutFace(next(EXTRAS.wall, '25-090001')),
    (next) => withTwoFaces(next(EXTRAS.left, '25-090002')),
    (next) => unreadable(next(EXTRAS.broken, '25-090003')),
    (next) => ({ ...next(EXTRAS.duplicate, taken), because: 'booking number already taken' }),
    (next) => underAge(next(EXTRAS.child, '25-090005')),
    (next) => inTheFuture(next(EXTRAS.future, '31-090006')),
  ]
  return faults.map((fault, index) => fault((seed, number) => plainRow({ plan, index, seed, number })))
}

type NextRow = (seed: number, number: string) => Omit<FaultyRow, 'because'>

const plainRow = (of: {
  plan: GalleryPlan
  index: number
  seed: number
  number: string
}): Omit<FaultyRow, 'because'> => {
  const person = makePerson(of.seed)
  const sitting: Sitting = { seed: of.seed, yearsOlder: 0, occasion: 0 }
  const booking: Booking = {
    ...sitting,
    personId: personId(of.plan.persons.length + of.index),
    bookedOn: DATE,
    birthDate: addYears(DATE, -person.age),
    sex: person.sex,
    offense: 'Trespass',
  }
  const row = rowOf(booking, { index: of.plan.rows.length + of.index, number: of.number })
  return { row, job: { kind: 'booking', file: row.file, ...sitting } }
}

type Plain = Omit<FaultyRow, 'because'>

const withoutFace = ({ row }: Plain): FaultyRow => ({
  row,
  job: { kind: 'nobody', file: row.file, seed: EXTRAS.wall },
  because: 'no face in the picture',
})

const withTwoFaces = ({ row }: Plain): FaultyRow => {
  const sitting = (seed: number): Sitting => ({ seed, yearsOlder: 0, occasion: 0 })
  const sittings = [sitting(EXTRAS.left), sitting(EXTRAS.right)] as const
  return { row, job: { kind: 'twoPersons', file: row.file, sittings }, because: 'two faces in the picture' }
}

const unreadable = ({ row }: Plain): FaultyRow => ({
  row,
  job: { kind: 'truncated', file: row.file, seed: EXTRAS.broken, yearsOlder: 0, occasion: 0 },
  because: 'the file is truncated and cannot be read',
})

// Only the record says so: nobody is drawn younger than an adult.
const underAge = ({ row, job }: Plain): FaultyRow => ({
  row: { ...row, birth_date: addYears(row.booked_on, -17) },
  job,
  because: 'under 18 at booking',
})

const inTheFuture = ({ row, job }: Plain): FaultyRow => ({
  row: { ...row, booked_on: FUTURE_DATE },
  job,
  because: 'booking date in the future',
})
