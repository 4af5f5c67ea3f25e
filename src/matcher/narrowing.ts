import { type FilterName, filterNames, type SearchFilter } from './matcher.ts'
import { memoryMap } from './memory-map.ts'
import type { Segment } from './segment.ts'
import { ageNumber, dayNumber } from './template-record.ts'

/** The filters in use, in the order of filterNames. */
export const filtersInUse = (filter: SearchFilter): readonly FilterName[] =>
  filterNames.filter((name) => filter[name] !== undefined)

/** A filter as the kernel takes it: one bit for each filter, the days and ages as pairs of limits. */
export type Narrowing = { readonly inUse: number; readonly days: number; readonly ages: number }

const clamped = (value: number, largest: number): number => Math.max(0, Math.min(largest, value))

/** Limits beyond what rows can hold become the nearest that permits the same rows: no row stands at either end. */
export function narrowingOf(filter: SearchFilter): Narrowing {
  const { bookedFrom, bookedTo, ageAtBookingMin = 0, ageAtBookingMax = 254 } = filter
  const from = bookedFrom === undefined ? 0 : clamped(dayNumber(bookedFrom), 65_535)
  const to = bookedTo === undefined ? 65_535 : clamped(dayNumber(bookedTo), 65_535)
  const min = clamped(ageNumber(Math.ceil(ageAtBookingMin)), 255)
  const max = clamped(ageNumber(Math.floor(ageAtBookingMax)), 255)
  const bits = filtersInUse(filter).map((name) => 1 << filterNames.indexOf(name))
  return {
    inUse: bits.reduce((sum, bit) => sum | bit, 0),
    days: ((to << 16) | from) >>> 0,
    ages: (max << 8) | min,
  }
}

/** Writes which words of the segment the filter permits where the kernel looks for them; 1 permits. */
export function writeWords(segment: Segment, { agencies, sex }: SearchFilter): void {
  const { agenciesAt, sexesAt } = memoryMap
  const { buffer } = segment.memory.memory
  const permit = (at: number, { size, numbers }: { size: number; numbers: readonly number[] }) => {
    const table = new Uint8Array(buffer, at, size).fill(0)
    for (const number of numbers) if (number >= 0) table[number] = 1
  }
  if (agencies) permit(agenciesAt, { size: 65_536, numbers: agencies.map((word) => segment.agencyOf(word)) })
  if (sex)
    permit(sexesAt, { size: 256, numbers: sex.map((word) => segment.sexOf(word)).filter((n) => n > 0) })
}
