import { asId, assert, type BookingId, isIsoDate, type PersonId } from '../kernel/index.ts'

/** A row as it lies in a block of a segment file: the float32 template, and who and when. Words are numbers there. */
export type TemplateRecord = {
  readonly personId: PersonId
  readonly bookingId: BookingId
  readonly agency: number
  readonly sex: number
  /** See dayNumber and ageNumber. */
  readonly day: number
  readonly age: number
  readonly vector: Float32Array
}

/** Bytes of a row beside its vector, and those of its two ids in UTF-8 together. */
export const factBytes = 96
export const idBytesMax = 86

const millisecondsPerDay = 86_400_000
const dayZero = Date.UTC(1899, 11, 31)
const dayMax = 65_534
const ageMaxYears = 253

/** Days since 1899-12-31 of YYYY-MM-DD: 1 to 65534 in a row, so that limits outside exclude what they should. */
export const dayNumber = (date: string): number => (Date.parse(date) - dayZero) / millisecondsPerDay

export const dateOf = (day: number): string =>
  new Date(dayZero + day * millisecondsPerDay).toISOString().slice(0, 10)

/** Whole years and one: 1 to 254 in a row. */
export const ageNumber = (years: number): number => years + 1

/** Whether a row can hold the date: 1900-01-01 to 2079-06-04. */
export const isStorableDate = (date: string): boolean =>
  isIsoDate(date) && dayNumber(date) >= 1 && dayNumber(date) <= dayMax

export const isStorableAge = (years: number): boolean =>
  Number.isInteger(years) && years >= 0 && years <= ageMaxYears

/** A block holds a power of two of rows, about 4 KiB: small enough to open one for one row, large enough to load fast. */
export const blockRowsOf = (dimension: number): number =>
  2 ** Math.max(0, Math.floor(Math.log2(4096 / (dimension * 4))))

export const blockBytesOf = (dimension: number): number =>
  blockRowsOf(dimension) * (dimension * 4 + factBytes)

/** Where a row's parts lie in the block: all vectors first, aligned, then all facts. */
export type Place = { readonly row: number; readonly dimension: number }

const factsAt = ({ row, dimension }: Place): number =>
  blockRowsOf(dimension) * dimension * 4 + row * factBytes
export const vectorAt = ({ row, dimension }: Place): number => row * dimension * 4

export function writeRecord(block: Uint8Array, place: Place, record: TemplateRecord): void {
  const { vector, agency, sex, day, age } = record
  block.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength), vectorAt(place))
  const own = block.subarray(factsAt(place), factsAt(place) + factBytes).fill(0)
  const person = Buffer.from(record.personId)
  const booking = Buffer.from(record.bookingId)
  assert(person.length + booking.length <= idBytesMax, 'ids that fit a record')
  own.set([1, person.length, booking.length, age, agency & 255, agency >> 8, sex, 0, day & 255, day >> 8])
  own.set(person, 10)
  own.set(booking, 10 + person.length)
}

export function eraseRecord(block: Uint8Array, place: Place): void {
  block.fill(0, vectorAt(place), vectorAt(place) + place.dimension * 4)
  block.fill(0, factsAt(place), factsAt(place) + factBytes)
}

/** What stands in a row's facts, by the byte; loading reads millions, so no object is made for each. */
export const facts = {
  at: factsAt,
  agency: (block: Uint8Array, at: number): number => (block[at + 4] ?? 0) | ((block[at + 5] ?? 0) << 8),
  sex: (block: Uint8Array, at: number): number => block[at + 6] ?? 0,
  day: (block: Uint8Array, at: number): number => (block[at + 8] ?? 0) | ((block[at + 9] ?? 0) << 8),
  age: (block: Uint8Array, at: number): number => block[at + 3] ?? 0,
  person: (block: Uint8Array, at: number): Uint8Array =>
    block.subarray(at + 10, at + 10 + (block[at + 1] ?? 0)),
  booking: (block: Uint8Array, at: number): Uint8Array => {
    const from = at + 10 + (block[at + 1] ?? 0)
    return block.subarray(from, from + (block[at + 2] ?? 0))
  },
} as const

const text = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString()

/** Whose the row is, and of which day. */
export function ids(block: Uint8Array, place: Place): Pick<TemplateRecord, 'personId' | 'bookingId' | 'day'> {
  const at = factsAt(place)
  return {
    personId: asId(text(facts.person(block, at))),
    bookingId: asId(text(facts.booking(block, at))),
    day: facts.day(block, at),
  }
}

/** The vector is a copy. */
export function readRecord(block: Uint8Array, place: Place): TemplateRecord {
  const at = factsAt(place)
  const from = vectorAt(place)
  return {
    ...ids(block, place),
    agency: facts.agency(block, at),
    sex: facts.sex(block, at),
    age: facts.age(block, at),
    vector: new Float32Array(block.slice(from, from + place.dimension * 4).buffer),
  }
}
