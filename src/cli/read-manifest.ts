import { readFile, stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { Refused } from '../kernel/index.ts'

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

const limits = { bytes: 512 * 1024 * 1024, recordBytes: 64 * 1024 } as const

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
const needed: readonly Column[] = ['file', 'booking_number', 'person_id', 'booked_on']

export const manifestHelp = [
  'The manifest is a CSV file with a heading. Columns: file, booking_number, person_id, booked_on (YYYY-MM-DD),',
  'birth_date (YYYY-MM-DD) or age_at_booking, and, if you have them, sex (M, F, X, U) and agency (your own unless said).',
].join('\n')

/**
 * Reads a booking manifest. Refuses MANIFEST_MISSING, MANIFEST_TOO_LARGE, MANIFEST_MALFORMED, COLUMN_MISSING, MANIFEST_EMPTY.
 * The file is from outside: bounded, parsed strictly, every value kept as text for the gallery to judge.
 */
export async function readManifest(path: string, ownAgency: string): Promise<readonly ManifestRow[]> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile())
    throw refuse('MANIFEST_MISSING', {
      reason: `There is no file ${path}.`,
      needed: 'Give the path of the CSV file with --manifest.',
    })
  if (found.size > limits.bytes) {
    throw refuse('MANIFEST_TOO_LARGE', {
      reason: `The manifest ${path} has ${found.size} bytes; the limit is ${limits.bytes}.`,
      needed: 'Split it and import the parts one after another.',
    })
  }
  const records = parseCsv(path, await readFile(path))
  const [heading, ...rows] = records
  if (!heading || rows.length === 0) {
    throw refuse('MANIFEST_EMPTY', { reason: `The manifest ${path} has no rows.`, needed: manifestHelp })
  }
  const at = columnPlaces(path, heading.record)
  return rows.map(({ record, line }) => {
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
  })
}

type CsvRecord = { readonly record: readonly string[]; readonly line: number }

function parseCsv(path: string, bytes: Uint8Array): readonly CsvRecord[] {
  try {
    const parsed = parse(Buffer.from(bytes), {
      bom: true,
      info: true,
      skip_empty_lines: true,
      max_record_size: limits.recordBytes,
      relax_column_count: false,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return parsed.map(({ record, info }) => ({ record, line: info.lines }))
  } catch (error) {
    throw refuse('MANIFEST_MALFORMED', {
      reason: `The manifest ${path} is not a proper CSV file: ${error instanceof Error ? error.message : ''}.`,
      needed: 'Every row needs as many columns as the heading; quote values that hold commas.',
    })
  }
}

function columnPlaces(path: string, heading: readonly string[]): Partial<Record<Column, number>> {
  const names = heading.map((name) => name.trim().toLowerCase().replaceAll(' ', '_'))
  const places: Partial<Record<Column, number>> = {}
  for (const [column, known] of Object.entries(columns)) {
    const place = names.findIndex((name) => (known as readonly string[]).includes(name))
    if (place >= 0) places[column as Column] = place
  }
  const missing: Column[] = needed.filter((column) => places[column] === undefined)
  if (places.birth_date === undefined && places.age_at_booking === undefined) missing.push('birth_date')
  if (missing.length === 0) return places
  throw refuse('COLUMN_MISSING', {
    reason: `The manifest ${path} has no column ${missing.join(', ')}; it has ${heading.join(', ').slice(0, 300)}.`,
    needed: manifestHelp,
  })
}

type ManifestRefusalCode =
  | 'MANIFEST_MISSING'
  | 'MANIFEST_TOO_LARGE'
  | 'MANIFEST_MALFORMED'
  | 'MANIFEST_EMPTY'
  | 'COLUMN_MISSING'

const refuse = (code: ManifestRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<ManifestRefusalCode>({ code, ...words })
