import { createHash } from 'node:crypto'
import { canonicalJson, isIsoDate } from '../../kernel/index.ts'
import { refused } from '../refusal-code.ts'
import {
  isCode,
  type PastField,
  type PastMapping,
  type PublishedField,
  pastFields,
  publishedFields,
} from './past-mapping.ts'

/** One search of an older system, as it is kept. */
export type PastSearch = { readonly date: string } & {
  readonly [field in Exclude<PastField, 'date'>]?: string
}

export type PastRow = { readonly line: number; readonly key: string; readonly search: PastSearch }
export type BrokenRow = { readonly line: number; readonly why: string }

export type PastRows = {
  readonly rows: readonly PastRow[]
  readonly broken: readonly BrokenRow[]
  /** Values that stand for no code yet, with how often each occurs, the most frequent first. */
  readonly unmapped: readonly {
    readonly field: PublishedField
    readonly value: string
    readonly times: number
  }[]
}

export type PastTable = {
  readonly columns: readonly string[]
  readonly records: readonly { readonly line: number; readonly cells: readonly string[] }[]
}

/** Reads a table by its mapping: every row is a search or a broken row with the reason. Refuses COLUMN_MISSING. `today` bounds dates. */
export function readPastRows(
  table: PastTable,
  of: { readonly mapping: PastMapping; readonly today: string },
): PastRows {
  const { mapping, today } = of
  const places = placesOf(table.columns, mapping)
  const rows: PastRow[] = []
  const broken: BrokenRow[] = []
  const unmapped = new Map<string, number>()
  const seen = new Map<string, number>()
  for (const { line, cells } of table.records) {
    const found = readRow({ cells, columns: table.columns.length }, { mapping, places, today, unmapped })
    if ('why' in found) broken.push({ line, why: found.why })
    else {
      const { search } = found
      const key = keyOf(search)
      const before = seen.get(key)
      if (before !== undefined) broken.push({ line, why: `is the same search as line ${before}` })
      else rows.push({ line, key, search })
      seen.set(key, before ?? line)
    }
  }
  return { rows, broken, unmapped: [...unmapped].sort((a, b) => b[1] - a[1]).map(toUnmapped) }
}

type Places = ReadonlyMap<PastField, number>
type Reading = { mapping: PastMapping; places: Places; today: string; unmapped: Map<string, number> }

function placesOf(columns: readonly string[], mapping: PastMapping): Places {
  const places = new Map<PastField, number>()
  for (const field of pastFields) {
    const name = mapping.columns[field]
    if (name === undefined) continue
    const at = columns.indexOf(name)
    if (at < 0)
      throw refused({
        code: 'COLUMN_MISSING',
        reason: `The file has no column ${JSON.stringify(name)}, which the mapping names for ${field}.`,
        needed: `One of its columns: ${columns.map((one) => JSON.stringify(one)).join(', ')}.`,
      })
    places.set(field, at)
  }
  return places
}

function readRow(
  row: { cells: readonly string[]; columns: number },
  reading: Reading,
): { readonly search: PastSearch } | { readonly why: string } {
  if (row.cells.length !== row.columns)
    return { why: `has ${row.cells.length} cells; the heading has ${row.columns}` }
  const raw = new Map(
    [...reading.places].map(([field, at]) => [field, (row.cells[at] ?? '').trim().normalize('NFC')]),
  )
  const date = readDate(raw.get('date') ?? '', reading.mapping.dateFormat)
  if (date === undefined)
    return {
      why: `has the date ${shown(raw.get('date') ?? '')}, which is not written ${reading.mapping.dateFormat}`,
    }
  if (date > reading.today) return { why: `has the date ${date}, which lies in the future` }
  const search: Record<string, string> = { date }
  for (const [field, value] of raw) {
    if (field === 'date' || value === '') continue
    if (Buffer.byteLength(value) > 500) return { why: `has more than 500 bytes in ${field}` }
    const published = publishedFields.find((one) => one === field)
    const code = published === undefined ? value : (reading.mapping.values[published]?.[value] ?? value)
    if (published !== undefined && !isCode(code)) {
      const name = `${published}\n${value}`
      reading.unmapped.set(name, (reading.unmapped.get(name) ?? 0) + 1)
      return {
        why: `has ${shown(value)} as its ${published}, which is no code; name one under values.${published}`,
      }
    }
    search[field] = code
  }
  return { search: search as PastSearch }
}

const toUnmapped = ([name, times]: [string, number]) => {
  const [field, value = ''] = name.split('\n')
  return { field: field as PublishedField, value, times }
}

/** `MM/DD/YYYY` and its like; a time after a space is left out. */
function readDate(text: string, format: PastMapping['dateFormat']): string | undefined {
  const parts = text.split(/[ T]/)[0]?.split(/[-/.]/) ?? []
  const names = format.split(/[-/.]/)
  if (parts.length !== 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return undefined
  const of = (name: string) => (parts[names.indexOf(name)] ?? '').padStart(name.length, '0')
  const date = `${of('YYYY')}-${of('MM')}-${of('DD')}`
  return isIsoDate(date) && date >= '1970' ? date : undefined
}

/** The same search when it comes again: by its id there, or, where it had none, by all that is known of it. */
export const keyOf = (search: Pick<PastSearch, 'id'>): string =>
  createHash('sha256')
    .update(canonicalJson(search.id === undefined ? search : { id: search.id }))
    .digest('hex')

const shown = (text: string): string => JSON.stringify(text.slice(0, 60))
