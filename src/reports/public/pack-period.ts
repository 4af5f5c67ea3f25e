import { readPeriod } from './log-facts.ts'
import { type ReportPack, recordsRequestPack } from './report-packs.ts'

const kinds = { year: /^\d{4}$/, month: /^\d{4}-\d{2}$/, week: /^\d{4}-W\d{2}$/ } as const

/** Whether a period, such as 2026, 2026-11, 2026-W47 or since-2009, is one of those that a report is made for. */
export function fitsPack(pack: ReportPack, told: string): boolean {
  const kind = pack === recordsRequestPack ? /^since-\d{4}$/ : kinds[pack.period]
  return kind.test(told) && readPeriod(told) !== undefined
}

/** Whether an imported search of a month is in a period. Imported searches tell their month; a week has none of its own. */
export const withinMonth = (period: string, month: string): boolean =>
  period.startsWith('since-') ? month >= period.slice('since-'.length) : month.startsWith(period)
