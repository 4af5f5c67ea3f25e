import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import type { PastTable } from '../archive/index.ts'
import { Refused } from '../kernel/index.ts'

const limits = { bytes: 256 * 1024 * 1024, recordBytes: 64 * 1024 } as const

/**
 * Reads the table of an older system's searches whole. A row with too few or too many cells is kept, so that it can be listed as
 * broken. Refuses MANIFEST_MISSING, MANIFEST_TOO_LARGE, MANIFEST_MALFORMED.
 */
export async function readPastCsv(
  path: string,
): Promise<{ readonly sha256: string; readonly table: PastTable }> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile())
    throw refuse('MANIFEST_MISSING', {
      reason: `There is no file ${path}.`,
      needed: 'Give the path of the CSV file.',
    })
  if (found.size > limits.bytes)
    throw refuse('MANIFEST_TOO_LARGE', {
      reason: `The file ${path} has ${found.size} bytes; the limit is ${limits.bytes}.`,
      needed: 'Split it and import the parts one after another.',
    })
  const bytes = await readFile(path)
  const [heading, ...rows] = parsed(bytes, path)
  if (heading === undefined || rows.length === 0)
    throw refuse('MANIFEST_MALFORMED', {
      reason: `The file ${path} has no rows below a heading.`,
      needed: 'A CSV file whose first row names the columns.',
    })
  return {
    sha256: createHash('sha256').update(bytes).digest('hex'),
    table: {
      columns: heading.record.map((name) => name.trim()),
      records: rows.map(({ record, info }) => ({ line: info.lines, cells: record })),
    },
  }
}

type Parsed = { readonly record: string[]; readonly info: { readonly lines: number } }

function parsed(bytes: Uint8Array, path: string): Parsed[] {
  try {
    return parse(Buffer.from(bytes), {
      ...{ bom: true, info: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true },
      ...{ max_record_size: limits.recordBytes, delimiter: [',', ';', '\t'] },
    }) as unknown as Parsed[]
  } catch (error) {
    throw refuse('MANIFEST_MALFORMED', {
      reason: `The file ${path} is not a proper CSV file: ${error instanceof Error ? error.message : ''}.`,
      needed: 'Quote values that hold commas, and close every quote.',
    })
  }
}

type PastCsvCode = 'MANIFEST_MISSING' | 'MANIFEST_TOO_LARGE' | 'MANIFEST_MALFORMED'
const refuse = (code: PastCsvCode, words: { reason: string; needed: string }) =>
  new Refused<PastCsvCode>({ code, ...words })
