import type { BookingId } from '../kernel/index.ts'
import type { Examination } from './examination-record.ts'
import { type FeatureRelation, features } from './features.ts'
import type { Pin } from './pins.ts'

/** A facial component that was compared, and the numbers of the pins that point at it. */
export type ComparedFeature = {
  readonly code: string
  readonly title: string
  readonly relation: FeatureRelation
  readonly note?: string
  readonly pins: readonly number[]
}

/** How an examiner compared the probe with one booking photograph; components in the order of the list. */
export type Comparison = { readonly features: readonly ComparedFeature[]; readonly pins: readonly Pin[] }

/** What a sealed examination holds of one booking; undefined where nothing was noted of it. */
export function comparedWith(examination: Examination, bookingId: BookingId): Comparison | undefined {
  const answer = examination.answers?.find((one) => one.bookingId === bookingId)
  const own = examination.bookingId === bookingId ? examination.features : {}
  const notes = answer?.features ?? own
  const pins = answer?.pins ?? []
  const compared = features.flatMap(({ code, title }) => {
    const noted = notes[code]
    if (noted === undefined) return []
    const numbers = pins.filter(({ feature }) => feature === code).map(({ number }) => number)
    const { relation, note } = noted
    return [{ ...{ code, title, relation }, ...(note ? { note } : {}), pins: numbers }]
  })
  return compared.length === 0 && pins.length === 0 ? undefined : { features: compared, pins }
}
