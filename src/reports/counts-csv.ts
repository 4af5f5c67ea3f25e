import type { ImportTable, Recount } from '../proof/index.ts'

/** Rows as CSV (RFC 4180) with a heading; what a spreadsheet would take for a formula is quoted. */
export const csvText = (
  heading: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string => [heading, ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('')

const quoted = (value: string | number): string =>
  typeof value === 'string' && /[",\r\n]|^[=+\-@]/.test(value)
    ? `"${value.replaceAll('"', '""')}"`
    : String(value)

/** The cells of the count. */
export const cellsCsv = ({ cells }: Recount): string =>
  csvText(
    ['month', 'unit', 'crime', 'purpose', 'stand', 'searches'],
    cells.map((cell) => [cell.month, cell.unit, cell.crime, cell.purpose, cell.stand, cell.searches]),
  )

/** Refusals by month, unit and act, with the codes they named. */
export const refusalsCsv = ({ refusalCells }: Recount): string =>
  csvText(
    ['month', 'unit', 'act', 'codes', 'refusals'],
    refusalCells.map((cell) => [cell.month, cell.unit, cell.act, cell.codes, cell.refusals]),
  )

/** Alarms, audits and cases of misuse, by where each stands. */
export const oversightCsv = ({ oversightCells }: Recount): string =>
  csvText(
    ['month', 'unit', 'what', 'from', 'stand', 'count'],
    oversightCells.map((cell) => [cell.month, cell.unit, cell.what, cell.from, cell.stand, cell.count]),
  )

/** Imported searches, which nobody attests. */
export const importsCsv = (tables: readonly ImportTable[]): string =>
  csvText(
    ['batch', 'source', 'month', 'unit', 'crime', 'purpose', 'outcome', 'searches'],
    tables.flatMap(({ n, source, cells }) =>
      cells.map((cell) => [
        n,
        source,
        cell.month,
        cell.unit,
        cell.crime,
        cell.purpose,
        cell.outcome,
        cell.searches,
      ]),
    ),
  )
