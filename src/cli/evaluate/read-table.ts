import { basename } from 'node:path'
import type { ValueTable } from '../../evaluation/index.ts'
import { columnName, readCsv } from '../read-csv.ts'

/** Reads a CSV file as a table of named values; refuses as `readCsv` does. */
export async function readTable(
  path: string,
  words: { option: string; needed: string },
): Promise<ValueTable> {
  const { heading, rows } = await readCsv(path, words)
  const columns = heading.map(columnName)
  return {
    name: basename(path),
    columns,
    rows: rows.map(({ record, line }) => ({
      line,
      values: Object.fromEntries(columns.map((column, at) => [column, (record[at] ?? '').trim()])),
    })),
  }
}
