import { type FilterName, filterNames, type SearchFilter } from './matcher.ts'
import { dateNumber, type RowStore, type Segment, segmentRows } from './row-store.ts'

/** Number of the filter (its place in filterNames) that excludes a row, or -1 when the row may be searched. */
export type RowFilter = (segment: Segment, row: number, segmentIndex: number) => number

/** The filters in use, in the order of filterNames. */
export const filtersInUse = (filter: SearchFilter): readonly FilterName[] =>
  filterNames.filter((name) => filter[name] !== undefined)

/** Compiles a filter against the words and slots of the store as it stands now. */
export function compileFilter(filter: SearchFilter, store: RowStore): RowFilter {
  const inUse = filtersInUse(filter)
  if (inUse.length === 0) return () => -1
  const tests = inUse.map((name) => ({
    place: filterNames.indexOf(name),
    permits: testOf(name, filter, store),
  }))
  return (segment, row, segmentIndex) => {
    for (const { place, permits } of tests) if (!permits(segment, row, segmentIndex)) return place
    return -1
  }
}

type RowTest = (segment: Segment, row: number, segmentIndex: number) => boolean

function testOf(name: FilterName, filter: SearchFilter, store: RowStore): RowTest {
  switch (name) {
    case 'agencies': {
      const permitted = permittedWords(filter.agencies ?? [], store)
      return (segment, row) => permitted[segment.agencies[row] ?? 0] === 1
    }
    case 'sex': {
      const permitted = permittedWords(filter.sex ?? [], store)
      return (segment, row) => permitted[segment.sexes[row] ?? 0] === 1
    }
    case 'bookedFrom': {
      const from = dateNumber(filter.bookedFrom ?? '')
      return (segment, row) => (segment.bookedOn[row] ?? 0) >= from
    }
    case 'bookedTo': {
      const to = dateNumber(filter.bookedTo ?? '')
      return (segment, row) => (segment.bookedOn[row] ?? 0) <= to
    }
    case 'ageAtBookingMin': {
      const least = filter.ageAtBookingMin ?? 0
      return (segment, row) => (segment.ages[row] ?? 0) >= least
    }
    case 'ageAtBookingMax': {
      const most = filter.ageAtBookingMax ?? 0
      return (segment, row) => (segment.ages[row] ?? 0) <= most
    }
    case 'excludedBookings': {
      const excluded = new Set(
        (filter.excludedBookings ?? []).flatMap((id) => store.booking(id)?.slots ?? []),
      )
      return (_segment, row, segmentIndex) => !excluded.has(segmentIndex * segmentRows + row)
    }
  }
}

function permittedWords(words: readonly string[], store: RowStore): Uint8Array {
  const permitted = new Uint8Array(store.words)
  for (const word of words) {
    const code = store.codeOf(word)
    if (code !== undefined) permitted[code] = 1
  }
  return permitted
}
