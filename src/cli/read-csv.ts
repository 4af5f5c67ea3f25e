import { readFile, stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { Refused } from '../kernel/index.ts'

export type CsvRecord = { readonly record: readonly string[]; readonly line: number }
export type CsvFile = { readonly heading: readonly string[]; readonly rows: readonly CsvRecord[] }

const limits = { bytes: 512 * 1024 * 1024, recordBytes: 64 * 1024 } as const

/**
 * Reads a CSV file with a heading; `needed` says what belongs into it. The file is from outside: bounded, parsed strictly.
 * Refuses MANIFEST_MISSING, MANIFEST_TOO_LARGE, MANIFEST_MALFORMED, MANIFEST_EMPTY.
 */
export async function readCsv(path: string, words: { option: string; needed: string }): Promise<CsvFile> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile())
    throw refuse('MANIFEST_MISSING', {
      reason: `There is no file ${path}.`,
      needed: `Give the path of the CSV file with --${words.option}.`,
    })
  if (found.size > limits.bytes) {
    throw refuse('MANIFEST_TOO_LARGE', {
      reason: `The file ${path} has ${found.size} bytes; the limit is ${limits.bytes}.`,
      needed: 'Split it and take the parts one after another.',
    })
  }
  const [heading, ...rows] = parseCsv(path, await readFile(path))
  if (!heading || rows.length === 0)
    throw refuse('MANIFEST_EMPTY', { reason: `The file ${path} has no rows.`, needed: words.needed })
  return { heading: heading.record, rows }
}

/** Names of columns as they are compared: without case, and with _ for spaces. */
export const columnName = (name: string): string => name.trim().toLowerCase().replaceAll(' ', '_')

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
      reason: `The file ${path} is not a proper CSV file: ${error instanceof Error ? error.message : ''}.`,
      needed: 'Every row needs as many columns as the heading; quote values that hold commas.',
    })
  }
}

type CsvRefusalCode = 'MANIFEST_MISSING' | 'MANIFEST_TOO_LARGE' | 'MANIFEST_MALFORMED' | 'MANIFEST_EMPTY'

const refuse = (code: CsvRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<CsvRefusalCode>({ code, ...words })
