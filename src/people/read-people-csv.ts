import { parse } from 'csv-parse/sync'
import type { PeopleRow } from './import-people.ts'
import { refused } from './refusal-code.ts'

const columns = ['login', 'name', 'roles'] as const
const bytesMost = 512 * 1024

/** Reads a list of people: a heading with login, name and roles in any order, one person a line. Refuses IMPORT_MALFORMED. */
export function readPeopleCsv(text: string): readonly PeopleRow[] {
  if (text.length > bytesMost) throw malformed(`it has ${text.length} characters; ${bytesMost} are the most`)
  // The text is from outside: bounded, and parsed strictly.
  const records = recordsOf(text)
  const heading = records[0]?.record.map((name) => name.trim().toLowerCase()) ?? []
  const missing = columns.filter((column) => !heading.includes(column))
  if (missing.length > 0) throw malformed(`the first line does not name ${missing.join(', ')}`)
  if (records.length === 1) throw malformed('there is nobody below the first line')
  return records.slice(1).map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(columns.map((column) => [column, record[heading.indexOf(column)] ?? ''])),
  }))
}

type Read = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

function recordsOf(text: string): readonly Read[] {
  try {
    const options = { bom: true, info: true, skip_empty_lines: true, max_record_size: 4096 } as const
    const delimiter = [',', ';'].find((one) => firstLine(text).includes(one)) ?? ','
    // With `info` each record comes with where it stood; the types of the package leave that out.
    return parse(text, { ...options, delimiter }) as unknown as Read[]
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : 'it cannot be read')
  }
}

const firstLine = (text: string): string => text.split(/\r?\n/, 1)[0] ?? ''

const malformed = (why: string) =>
  refused({
    code: 'IMPORT_MALFORMED',
    reason: `The list is not a proper CSV file: ${why}.`,
    needed:
      'Begin with the line login,name,roles and write one person a line; several roles stand apart by blanks.',
  })
