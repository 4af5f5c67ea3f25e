import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { parse } from 'csv-parse'
import { Refused } from '../kernel/index.ts'

export type CsvRecord = { readonly record: readonly string[]; readonly line: number }
export type CsvFile = { readonly heading: readonly string[]; readonly rows: readonly CsvRecord[] }

const limits = { bytes: 512 * 1024 * 1024, recordBytes: 64 * 1024 } as const

type Words = { readonly option: string; readonly needed: string }

/**
 * Reads a CSV file with a heading whole; `needed` says what belongs into it. The file is from outside: bounded, parsed strictly.
 * Refuses MANIFEST_MISSING, MANIFEST_TOO_LARGE, MANIFEST_MALFORMED, MANIFEST_EMPTY.
 */
export async function readCsv(path: string, words: Words): Promise<CsvFile> {
  const records: CsvRecord[] = []
  for await (const record of csvRecords(path, words)) records.push(record)
  const [heading, ...rows] = records
  if (!heading || rows.length === 0) throw csvEmpty(path, words)
  return { heading: heading.record, rows }
}

/** The records of a CSV file one after the other, the heading first, however long it is. Refuses as `readCsv`, but not an empty one. */
export async function* csvRecords(path: string, words: Words): AsyncGenerator<CsvRecord> {
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
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    max_record_size: limits.recordBytes,
    relax_column_count: false,
  })
  const file = createReadStream(path).on('error', (error) => parser.destroy(error))
  try {
    for await (const { record, info } of file.pipe(parser)) yield { record, line: info.lines }
  } catch (error) {
    throw refuse('MANIFEST_MALFORMED', {
      reason: `The file ${path} is not a proper CSV file: ${error instanceof Error ? error.message : ''}.`,
      needed: 'Every row needs as many columns as the heading; quote values that hold commas.',
    })
  } finally {
    file.destroy()
  }
}

export const csvEmpty = (path: string, { needed }: Words) =>
  refuse('MANIFEST_EMPTY', { reason: `The file ${path} has no rows.`, needed })

/** Names of columns as they are compared: without case, and with _ for spaces. */
export const columnName = (name: string): string => name.trim().toLowerCase().replaceAll(' ', '_')

type CsvRefusalCode = 'MANIFEST_MISSING' | 'MANIFEST_TOO_LARGE' | 'MANIFEST_MALFORMED' | 'MANIFEST_EMPTY'

const refuse = (code: CsvRefusalCode, words: { reason: string; needed: string }) =>
  new Refused<CsvRefusalCode>({ code, ...words })
