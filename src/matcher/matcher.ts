import type { BookingId, ModelId, PersonId } from '../kernel/index.ts'

/** One photograph's template with the facts that a search may filter by. */
export type TemplateRow = {
  readonly personId: PersonId
  readonly bookingId: BookingId
  readonly agency: string
  /** As recorded by the agency; compared as written. */
  readonly sex: string
  /** YYYY-MM-DD. */
  readonly bookedOn: string
  /** Whole years. */
  readonly ageAtBooking: number
  /** Unit length within 1e-3; copied on insert. */
  readonly vector: Float32Array
  /** When given, must be the matcher's own model. */
  readonly modelId?: ModelId
}

/**
 * Narrows a search. An absent field does not narrow; an empty list of agencies or sexes permits nobody.
 * Dates and ages are inclusive on both ends.
 */
export type SearchFilter = {
  readonly agencies?: readonly string[]
  readonly sex?: readonly string[]
  readonly bookedFrom?: string
  readonly bookedTo?: string
  readonly ageAtBookingMin?: number
  readonly ageAtBookingMax?: number
  readonly excludedBookings?: readonly BookingId[]
}

/** The names of the filters in the order in which they are tried: a row counts for the first that excludes it. */
export const filterNames = [
  'agencies',
  'sex',
  'bookedFrom',
  'bookedTo',
  'ageAtBookingMin',
  'ageAtBookingMax',
  'excludedBookings',
] as const
export type FilterName = (typeof filterNames)[number]

/** A person in the list, represented by the best of their permitted bookings. */
export type RankedPerson = {
  readonly personId: PersonId
  /** The person's best booking: similarity descending, then bookingId ascending. */
  readonly bookingId: BookingId
  readonly bookedOn: string
  /** Inner product of the two float32 templates, rounded once to float32: see innerProduct. */
  readonly similarity: number
}

/**
 * What one search proves about itself: every permitted row was scanned and no row left out of re-scoring
 * could have been among the k best persons. checkCertificate reads it.
 */
export type SearchCertificate = {
  readonly version: 2
  readonly exact: true
  readonly modelId: ModelId
  /** Hex SHA-256 of the gallery state, as the caller gave it. */
  readonly galleryRoot: string
  readonly dimension: number
  readonly rowsInGallery: number
  /** Rows that passed every filter; each was compared with the query. */
  readonly rowsScanned: number
  /** One key per filter in use; rowsScanned plus these is rowsInGallery. */
  readonly rowsFilteredOut: Readonly<Record<string, number>>
  readonly k: number
  readonly returned: number
  /** Similarity of the last person, when k persons were returned. */
  readonly kthSimilarity?: number
  /** Largest possible similarity of any row not re-scored; absent when all were. Never above kthSimilarity. */
  readonly largestExcludedUpperBound?: number
  readonly rowsRescored: number
  readonly boundViolations: 0
  readonly engine: string
}

/** Rows are ordered by similarity descending, then personId ascending (by UTF-16 code units). */
export type MatcherResult = {
  readonly rows: readonly RankedPerson[]
  readonly certificate: SearchCertificate
}

export type SearchOptions = {
  /** Distinct persons wanted, 1 to 200. */
  readonly k: number
  /** Hex SHA-256 of the gallery state that this matcher holds now. */
  readonly galleryRoot: string
  readonly filter?: SearchFilter
  /** When given, must be the matcher's own model. */
  readonly modelId?: ModelId
}

export type MatcherOptions = {
  readonly modelId: ModelId
  /** 64 to 1024. */
  readonly dimension: number
}

/**
 * Ranks persons by the similarity of their templates to a query, exactly. One matcher holds one model's templates.
 * Every engine keeps this contract (contract.ts) and gives the same rows for the same gallery and query.
 */
export type Matcher = {
  readonly modelId: ModelId
  readonly dimension: number
  /** Name of the way of computing, as it stands in certificates. */
  readonly engine: string
  size(): { readonly rows: number }
  /**
   * Visible to every search that begins afterwards.
   * Refuses DIMENSION_MISMATCH, NOT_FINITE, TEMPLATE_NOT_UNIT, MODEL_MISMATCH, ID_TOO_LONG.
   */
  insert(row: TemplateRow): void
  /**
   * Forgets a person: gives the number of rows removed, once they are zeroed in memory and, where there are files,
   * overwritten and flushed. A search that is running meanwhile is refused.
   */
  expunge(personId: PersonId): Promise<number>
  /** The same for one booking. */
  expungeBooking(bookingId: BookingId): Promise<number>
  /** Refuses what insert refuses, and K_OUT_OF_RANGE, GALLERY_CHANGED, BOUND_VIOLATED (see refusals.ts). */
  search(query: Float32Array, options: SearchOptions): Promise<MatcherResult>
  /** The same for many queries at once, in the order given: cheaper, because each row is fetched once for many. */
  searchMany(queries: readonly Float32Array[], options: SearchOptions): Promise<readonly MatcherResult[]>
  /** Flushes what was inserted, zeroes and drops everything in memory; any later use is a bug. */
  close(): Promise<void>
}
