import { asId, type BookingId, type ModelId, type PersonId } from '../kernel/index.ts'
import type { TemplateRow } from './matcher.ts'

/** Made-up templates for the tests of this room and for the benchmark; seeded, so that every run sees the same. */

export const sampleModel = asId<ModelId>('sample-model')
export const sampleRoot = 'ab'.repeat(32)

export { seededRandom } from '../kernel/sample-random.ts'

/** The vector divided by its length, as float32. */
export function unitVector(values: Iterable<number>): Float32Array {
  const vector = Float64Array.from(values)
  const length = Math.hypot(...vector)
  return Float32Array.from(vector, (value) => value / length)
}

export const randomVector = (random: () => number, dimension: number): Float32Array =>
  unitVector(Array.from({ length: dimension }, () => random() + random() + random() - 1.5))

/** A row with the facts that matter to a test and plain ones for the rest. */
export function sampleRow(
  facts: Partial<TemplateRow> & { readonly vector: Float32Array },
  ids: { readonly person: string; readonly booking: string },
): TemplateRow {
  return {
    personId: asId<PersonId>(ids.person),
    bookingId: asId<BookingId>(ids.booking),
    agency: 'Fairhaven PD',
    sex: 'F',
    bookedOn: '2021-03-04',
    ageAtBooking: 30,
    ...facts,
  }
}
