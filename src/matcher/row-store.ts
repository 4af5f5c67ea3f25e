import { assert, type BookingId, must, type PersonId } from '../kernel/index.ts'
import type { TemplateRow } from './matcher.ts'
import { quantiseRow, strideOf } from './quantise.ts'

/** Rows of one segment. Segments are never reallocated, so a template lies in one place and zeroing it erases it. */
export const segmentRows = 2048

/** Columns of 2048 rows. Row r's codes start at r * stride, its vector at r * dimension. */
export type Segment = {
  readonly codes: Int8Array
  readonly vectors: Float32Array
  readonly scales: Float32Array
  readonly errorNorms: Float32Array
  readonly norms: Float32Array
  /** Number of the insertion that filled the row, counted from 1; 0 means free. */
  readonly insertions: Float64Array
  readonly persons: Int32Array
  readonly agencies: Int32Array
  readonly sexes: Int32Array
  /** YYYYMMDD as a number. */
  readonly bookedOn: Int32Array
  readonly ages: Int32Array
}

type Person = { readonly personId: PersonId; readonly index: number; readonly bookings: Set<Booking> }
export type Booking = {
  readonly bookingId: BookingId
  readonly bookedOn: string
  readonly person: Person
  readonly slots: number[]
}

export const dateNumber = (date: string): number => Number(date.replaceAll('-', ''))

/**
 * Growable columns of templates. A slot numbers a row: segment floor(slot / 2048), row slot % 2048. Freed slots are
 * zeroed at once and reused. Rows must have been checked before they come here.
 */
export class RowStore {
  readonly dimension: number
  readonly stride: number
  readonly segments: Segment[] = []
  readonly #people = new Map<PersonId, Person>()
  readonly #bookings = new Map<BookingId, Booking>()
  readonly #bookingOfSlot: (Booking | undefined)[] = []
  readonly #words = new Map<string, number>()
  readonly #freeSlots: number[] = []
  readonly #freePersons: number[] = []
  #personIndexes = 0
  #insertions = 0
  #removals = 0
  #rows = 0

  constructor(dimension: number) {
    this.dimension = dimension
    this.stride = strideOf(dimension)
  }

  get rows(): number {
    return this.#rows
  }

  get persons(): number {
    return this.#people.size
  }

  /** One more than the largest person index ever in use. */
  get personIndexes(): number {
    return this.#personIndexes
  }

  /** Counts since the beginning; a search compares them to see whether the gallery moved under it. */
  get changes(): { readonly insertions: number; readonly removals: number } {
    return { insertions: this.#insertions, removals: this.#removals }
  }

  get words(): number {
    return this.#words.size
  }

  /** The number a word was stored under, or undefined when no row has ever carried it. */
  codeOf(word: string): number | undefined {
    return this.#words.get(word)
  }

  booking(bookingId: BookingId): Booking | undefined {
    return this.#bookings.get(bookingId)
  }

  bookingAt(slot: number): Booking {
    return must(this.#bookingOfSlot[slot], 'booking of a filled slot')
  }

  segmentOf(slot: number): Segment {
    return must(this.segments[Math.floor(slot / segmentRows)], 'segment')
  }

  insert(row: TemplateRow): void {
    const booking = this.#bookingFor(row)
    const slot = this.#takeSlot()
    this.#bookingOfSlot[slot] = booking
    booking.slots.push(slot)
    const segment = this.segmentOf(slot)
    const at = slot % segmentRows
    const { codes, scale, errorNorm, norm } = quantiseRow(row.vector)
    segment.codes.set(codes, at * this.stride)
    segment.vectors.set(row.vector, at * this.dimension)
    segment.scales[at] = scale
    segment.errorNorms[at] = errorNorm
    segment.norms[at] = norm
    segment.persons[at] = booking.person.index
    segment.agencies[at] = this.#codeFor(row.agency)
    segment.sexes[at] = this.#codeFor(row.sex)
    segment.bookedOn[at] = dateNumber(row.bookedOn)
    segment.ages[at] = row.ageAtBooking
    this.#rows++
    segment.insertions[at] = ++this.#insertions
    codes.fill(0)
  }

  removePerson(personId: PersonId): number {
    let removed = 0
    const bookings = this.#people.get(personId)?.bookings ?? []
    for (const { bookingId } of [...bookings]) removed += this.removeBooking(bookingId)
    return removed
  }

  removeBooking(bookingId: BookingId): number {
    const booking = this.#bookings.get(bookingId)
    if (booking === undefined) return 0
    const { person, slots } = booking
    for (const slot of slots) this.#erase(slot)
    this.#bookings.delete(bookingId)
    person.bookings.delete(booking)
    if (person.bookings.size === 0) {
      this.#people.delete(person.personId)
      this.#freePersons.push(person.index)
    }
    this.#removals += slots.length
    return slots.length
  }

  clear(): void {
    for (const personId of [...this.#people.keys()]) this.removePerson(personId)
    this.segments.length = 0
    this.#bookingOfSlot.length = 0
    this.#freeSlots.length = 0
    // Even an empty gallery that is cleared must stop a search that is still running.
    this.#removals++
  }

  #codeFor(word: string): number {
    const code = this.#words.get(word) ?? this.#words.size
    this.#words.set(word, code)
    return code
  }

  #bookingFor(row: TemplateRow): Booking {
    const known = this.#bookings.get(row.bookingId)
    if (known !== undefined) {
      assert(known.person.personId === row.personId, 'a booking of one person')
      assert(known.bookedOn === row.bookedOn, 'a booking of one date')
      return known
    }
    const person = this.#personFor(row.personId)
    const booking: Booking = { bookingId: row.bookingId, bookedOn: row.bookedOn, person, slots: [] }
    person.bookings.add(booking)
    this.#bookings.set(row.bookingId, booking)
    return booking
  }

  #personFor(personId: PersonId): Person {
    const known = this.#people.get(personId)
    if (known !== undefined) return known
    const index = this.#freePersons.pop() ?? this.#personIndexes++
    const person: Person = { personId, index, bookings: new Set() }
    this.#people.set(personId, person)
    return person
  }

  #takeSlot(): number {
    const slot = this.#freeSlots.pop() ?? this.#bookingOfSlot.length
    if (slot === this.segments.length * segmentRows) this.segments.push(emptySegment(this.dimension))
    return slot
  }

  #erase(slot: number): void {
    const segment = this.segmentOf(slot)
    const at = slot % segmentRows
    segment.codes.fill(0, at * this.stride, (at + 1) * this.stride)
    segment.vectors.fill(0, at * this.dimension, (at + 1) * this.dimension)
    const { codes: _codes, vectors: _vectors, ...columns } = segment
    for (const column of Object.values(columns)) column[at] = 0
    this.#bookingOfSlot[slot] = undefined
    this.#freeSlots.push(slot)
    this.#rows--
  }
}

function emptySegment(dimension: number): Segment {
  return {
    codes: new Int8Array(segmentRows * strideOf(dimension)),
    vectors: new Float32Array(segmentRows * dimension),
    scales: new Float32Array(segmentRows),
    errorNorms: new Float32Array(segmentRows),
    norms: new Float32Array(segmentRows),
    insertions: new Float64Array(segmentRows),
    persons: new Int32Array(segmentRows),
    agencies: new Int32Array(segmentRows),
    sexes: new Int32Array(segmentRows),
    bookedOn: new Int32Array(segmentRows),
    ages: new Int32Array(segmentRows),
  }
}
