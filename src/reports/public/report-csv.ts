import { csvText } from '../counts-csv.ts'
import type { Figure } from './figure.ts'
import type { PublicReport } from './public-report.ts'

/** A public report as CSV: a row for each number, with how it is derived. */
export function reportCsv(report: PublicReport): string {
  const { pack, period, source } = report
  const rowsOf = (figure: Figure): readonly (readonly string[])[] => {
    if (figure.kind === 'absent') return [[figure.title, '', '', figure.why]]
    if (figure.kind === 'number') return [[figure.title, '', figure.value, figure.how]]
    return [
      ...figure.rows.map(({ words, shown }) => [figure.title, words, shown, figure.how]),
      [figure.title, 'All', figure.total, figure.how],
    ]
  }
  return csvText(
    ['report', 'period', 'tier', 'figure', 'row', 'value', 'how', 'log', 'entries', 'root'],
    [
      ...report.figures.flatMap(rowsOf).map((row) => ['attested', ...row]),
      ...report.imported.flatMap(rowsOf).map((row) => ['imported, unattested', ...row]),
    ].map((row) => [pack.name, period, ...row, source.origin, source.size, source.root]),
  )
}
