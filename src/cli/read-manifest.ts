import { Refused } from '../kernel/index.ts'
import { type CsvRecord, columnName, csvEmpty, csvRecords } from './read-csv.ts'

export type ManifestRow = {
  readonly line: number
  readonly file: string
  readonly fields: {
    readonly booking_number: string
    readonly person_id: string
    readonly booked_on: string
    readonly birth_date: string
    readonly age_at_booking: string
    readonly sex: string
    readonly agency: string
  }
}

/** Each column with the other names it is known by; the first is ours. */
const columns = {
  file: ['file', 'filename', 'photo', 'image', 'path'],
  booking_number: ['booking_number', 'booking', 'booking_no', 'bookingnumber'],
  person_id: ['person_id', 'person', 'subject_id', 'personid'],
  booked_on: ['booked_on', 'booking_date', 'booked', 'date', 'bookingdate'],
  birth_date: ['birth_date', 'dob', 'date_of_birth', 'birthdate'],
  age_at_booking: ['age_at_booking', 'age'],
  sex: ['sex', 'gender'],
  agency: ['agency', 'arresting_agency', 'agency_code'],
} as const
type Column = keyof typeof columns
type ColumnPlaces = Partial<Record<Column, number>>
const needed: readonly Column[] = ['file', 'booking_number', 'person_id', 'booked_on']

export const manifestHelp = [
  'The manifest is a CSV file with a heading. Columns: file, booking_number, person_id, booked_on (YYYY-MM-DD),',
  'birth_date (YYYY-MM-DD) or age_at_booking, and, if you have them, sex (M, F, X, U) and agency (your own unless said).',
].join('\n')

/** The rows of a manifest: how many there are, and each as often as it is asked for, never all of them in memory. */
export type Manifest = { readonly count: number; readonly rows: () => AsyncIterable<ManifestRow> }

const words = { option: 'manifest', needed: manifestHelp }

/**
 * Reads a booking manifest once from end to end, so that a faulty one is refused before a photograph is enrolled; its rows are
 * read again as they are wanted. Refuses MANIFEST_MISSING, MANIFEST_TOO_LARGE, MANIFEST_MALFORMED, COLUMN_MISSING, MANIFEST_EMPTY.
 * The file is from outside: bounded, parsed strictly, every value kept as text for the gallery to judge.
 */
export async function readManifest(path: string, ownAgency: string): Promise<Manifest> {
  let heading: readonly string[] | undefined
  let count = -1
  for await (const { record } of csvRecords(path, words)) {
    heading ??= record
    count++
  }
  if (!heading || count < 1) throw csvEmpty(path, words)
  const at = columnPlaces(path, heading)
  return { count, rows: () => manifestRows(path, { at, ownAgency }) }
}

async function* manifestRows(
  path: string,
  { at, ownAgency }: { at: ColumnPlaces; ownAgency: string },
): AsyncGenerator<ManifestRow> {
  let isHeading = true
  for await (const { record, line } of csvRecords(path, words)) {
    if (!isHeading) yield manifestRow({ record, line }, { at, ownAgency })
    isHeading = false
  }
}

function manifestRow(
  { record, line }: CsvRecord,
  { at, ownAgency }: { at: ColumnPlaces; ownAgency: string },
): ManifestRow {
  const value = (column: Column) => (record[at[column] ?? -1] ?? '').trim()
  return {
    line,
    file: value('file'),
    fields: {
      booking_number: value('booking_number'),
      person_id: value('person_id'),
      booked_on: value('booked_on'),
      birth_date: value('birth_date'),
      age_at_booking: value('age_at_booking'),
      sex: value('sex'),
      agency: value('agency') || ownAgency,
    },
  }
}

function columnPlaces(path: string, heading: readonly string[]): ColumnPlaces {
  const names = heading.map(columnName)
  const places: ColumnPlaces = {}
  for (const [column, known] of Object.entries(columns)) {
    const place = names.findIndex((name) => (known as readonly string[]).includes(name))
    if (place >= 0) places[column as Column] = place
  }
  const missing: Column[] = needed.filter((column) => places[column] === undefined)
  if (places.birth_date === undefined && places.age_at_booking === undefined) missing.push('birth_date')
  if (missing.length === 0) return places
  throw new Refused<'COLUMN_MISSING'>({
    code: 'COLUMN_MISSING',
    reason: `The manifest ${path} has no column ${missing.join(', ')}; it has ${heading.join(', ').slice(0, 300)}.`,
    needed: manifestHelp,
  })
}
