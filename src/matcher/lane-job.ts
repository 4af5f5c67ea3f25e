import type { BookingId, PersonId } from '../kernel/index.ts'
import type { BlockSource } from './block-reader.ts'
import type { CodeLayout } from './code-layout.ts'
import type { SegmentFinding } from './lane-findings.ts'

/** A segment as every lane sees it. */
export type SegmentView = {
  readonly id: number
  readonly memory: SharedMemory
  readonly dimension: number
  readonly stride: number
  readonly front: number
  readonly chunksAt: number
  /** Where the axes stand along which rows are coded; 0 for none. */
  readonly axesAt: number
  /** Where its rows lie in full. */
  readonly source: BlockSource
}

/** One pass over segments. Lanes take chunks from one counter, so that none waits while another has work. */
export type PassJob = {
  /** The next chunk to take, over all segments in order. */
  readonly next: Int32Array
  readonly segments: readonly {
    readonly id: number
    /** The segment's number in the search, which stands in slots. */
    readonly place: number
    readonly rows: number
    /** Excluded rows by number, ascending; only with a filter. */
    readonly excluded: readonly number[]
    /** Whether the search is narrowed by anything; then the words of the segment stand in its memory. */
    readonly narrowed: boolean
  }[]
}

export type ScanJob = PassJob & {
  readonly kind: 'scan'
  readonly queries: number
  readonly k: number
  /** For each query, what a row must be able to reach, raised by every lane: floats as sortable whole numbers. */
  readonly thresholds: Int32Array
  readonly narrowing: { readonly inUse: number; readonly days: number; readonly ages: number }
}

/** Reads a segment file into its memory. */
export type LoadJob = {
  readonly kind: 'load'
  readonly next: Int32Array
  readonly id: number
  readonly blocks: number
  /** How many words the header names; a row with a later one has outlived a header that was lost. */
  readonly agencies: number
  readonly sexes: number
  /** Ids of persons and of bookings whose rows are to be forgotten: an expungement that a crash cut off. */
  readonly condemnedPersons: readonly string[]
  readonly condemnedBookings: readonly string[]
}

/** Looks along which axes the rows of files lie, before any is read into memory. */
export type SurveyJob = {
  readonly kind: 'survey'
  readonly next: Int32Array
  readonly dimension: number
  readonly files: readonly { readonly source: BlockSource; readonly blocks: number }[]
}

/** Computes the similarity of single rows from their files. */
export type ScoreJob = {
  readonly kind: 'score'
  readonly next: Int32Array
  readonly queries: readonly Float32Array[]
  /** Three numbers for each: a segment's id, a row of it, and which of the queries it is compared with. An array of objects takes ten times as long to hand over. */
  readonly rows: Int32Array
}

/** For benchmarks: reads all codes, or multiplies them with the first query, and does nothing else. */
export type GaugeJob = PassJob & { readonly kind: 'read' | 'bare' }

export type LaneJob = ScanJob | LoadJob | SurveyJob | ScoreJob | GaugeJob

export type ScanFindings = {
  readonly kind: 'scan'
  readonly scanned: number
  /** By filter, in the order of filterNames. */
  readonly filteredOut: readonly number[]
  readonly queries: readonly SegmentFinding[]
}

export type LoadFindings = {
  readonly kind: 'load'
  readonly rows: number
  readonly freeRows: readonly number[]
  readonly condemnedRows: readonly number[]
  readonly damagedBlocks: readonly number[]
}

/** Of the lane that looked, where there was enough to see. */
export type SurveyFindings = { readonly kind: 'survey'; readonly layout?: CodeLayout }

export type ScoreFindings = {
  readonly kind: 'score'
  /** Places in the job, and for each what was computed; a row that could not be read is missing. */
  readonly places: readonly number[]
  readonly similarities: readonly number[]
  readonly personIds: readonly PersonId[]
  readonly bookingIds: readonly BookingId[]
  readonly days: readonly number[]
}

export type LaneFindings =
  | ScanFindings
  | LoadFindings
  | SurveyFindings
  | ScoreFindings
  | { readonly kind: 'gauge' }

/** Findings while a lane gathers them. */
export type Mutable<T> = {
  -readonly [Key in keyof T]: T[Key] extends readonly (infer Item)[] ? Item[] : T[Key]
}
