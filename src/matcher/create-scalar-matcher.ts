import { assert, type ModelId } from '../kernel/index.ts'
import { innerProduct } from './inner-product.ts'
import type { Comparison } from './key-comparison.ts'
import {
  type FilterName,
  filterNames,
  type Matcher,
  type MatcherOptions,
  type MatcherResult,
  type RankedPerson,
  type SearchFilter,
  type SearchOptions,
  type TemplateRow,
} from './matcher.ts'
import { checkDimension, checkRow, checkSearch } from './refusals.ts'

const engine = 'float32-scalar'

/**
 * The oracle: compares every permitted row in float32, sorts everything, and shares nothing with the other engine but
 * the checks at the door and innerProduct. Simple enough to believe by reading; blocks the event loop while it searches.
 */
export function createScalarMatcher(options: MatcherOptions): Matcher & { compareBookings(): Comparison } {
  checkDimension(options.dimension)
  let rows: TemplateRow[] = []
  let open = true
  function remove(leaves: (row: TemplateRow) => boolean): number {
    assert(open, 'a matcher that is still open')
    const leaving = rows.filter(leaves)
    for (const { vector } of leaving) vector.fill(0)
    rows = rows.filter((row) => !leaves(row))
    return leaving.length
  }
  function search(query: Float32Array, wanted: SearchOptions): MatcherResult {
    checkSearch(query, wanted, options)
    assert(open, 'a matcher that is still open')
    return searchAll(rows, { query, wanted, modelId: options.modelId })
  }
  return {
    modelId: options.modelId,
    dimension: options.dimension,
    engine,
    size: () => {
      assert(open, 'a matcher that is still open')
      return { rows: rows.length }
    },
    insert: (row) => {
      checkRow(row, options)
      assert(open, 'a matcher that is still open')
      rows.push({ ...row, vector: Float32Array.from(row.vector) })
    },
    expunge: async (personId) => remove((row) => row.personId === personId),
    expungeBooking: async (bookingId) => remove((row) => row.bookingId === bookingId),
    search: async (query, wanted) => search(query, wanted),
    searchMany: async (queries, wanted) => queries.map((query) => search(query, wanted)),
    compareBookings: () => comparisonOf(rows),
    close: async () => {
      if (open) remove(() => true)
      open = false
    },
  }
}

function comparisonOf(rows: readonly TemplateRow[]): Comparison {
  const unseen = new Set<string>(rows.map(({ bookingId }) => bookingId))
  const all = new Set(unseen)
  return {
    holds: (bookingId) => {
      unseen.delete(bookingId)
      return all.has(bookingId)
    },
    strays: () => [...unseen],
  }
}

type Request = { readonly query: Float32Array; readonly wanted: SearchOptions; readonly modelId: ModelId }

function searchAll(gallery: readonly TemplateRow[], { query, wanted, modelId }: Request): MatcherResult {
  const filter = wanted.filter ?? {}
  const excluders = gallery.map((row) => excluderOf(row, filter))
  const permitted = gallery.filter((_, index) => excluders[index] === undefined)
  const bestOf = new Map<string, RankedPerson>()
  for (const { personId, bookingId, bookedOn, vector } of permitted) {
    const row = { personId, bookingId, bookedOn, similarity: innerProduct(query, vector) }
    const known = bestOf.get(personId)
    if (known === undefined || compare(row, known, 'bookingId') < 0) bestOf.set(personId, row)
  }
  const rows = [...bestOf.values()].sort((a, b) => compare(a, b, 'personId')).slice(0, wanted.k)
  const last = rows[wanted.k - 1]
  return {
    rows,
    certificate: {
      version: 2,
      exact: true,
      modelId,
      galleryRoot: wanted.galleryRoot,
      dimension: query.length,
      rowsInGallery: gallery.length,
      rowsScanned: permitted.length,
      rowsFilteredOut: Object.fromEntries(
        filterNames
          .filter((name) => filter[name] !== undefined)
          .map((name) => [name, excluders.filter((excluder) => excluder === name).length]),
      ),
      k: wanted.k,
      returned: rows.length,
      ...(last === undefined ? {} : { kthSimilarity: last.similarity }),
      rowsRescored: permitted.length,
      boundViolations: 0,
      engine,
    },
  }
}

/** Negative when `a` stands first: similarity descending, then the id ascending. */
function compare(a: RankedPerson, b: RankedPerson, tie: 'personId' | 'bookingId'): number {
  if (a.similarity !== b.similarity) return b.similarity - a.similarity
  return a[tie] === b[tie] ? 0 : a[tie] < b[tie] ? -1 : 1
}

/** The first filter that excludes the row, if any. ISO dates compare as text. */
function excluderOf(row: TemplateRow, filter: SearchFilter): FilterName | undefined {
  const { agencies, sex, bookedFrom, bookedTo, ageAtBookingMin, ageAtBookingMax, excludedBookings } = filter
  if (agencies !== undefined && !agencies.includes(row.agency)) return 'agencies'
  if (sex !== undefined && !sex.includes(row.sex)) return 'sex'
  if (bookedFrom !== undefined && row.bookedOn < bookedFrom) return 'bookedFrom'
  if (bookedTo !== undefined && row.bookedOn > bookedTo) return 'bookedTo'
  if (ageAtBookingMin !== undefined && row.ageAtBooking < ageAtBookingMin) return 'ageAtBookingMin'
  if (ageAtBookingMax !== undefined && row.ageAtBooking > ageAtBookingMax) return 'ageAtBookingMax'
  if (excludedBookings?.includes(row.bookingId) === true) return 'excludedBookings'
  return undefined
}
