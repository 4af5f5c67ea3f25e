import { importTables } from '../archive/index.ts'
import { isoDate, Refused } from '../kernel/index.ts'
import { publicationStates, recountLogFolder } from '../ledger/index.ts'
import { fromBase64, type ImportTable } from '../proof/index.ts'
import {
  gatherFacts,
  type PublicReport,
  publicReport,
  type ReportPack,
  readPeriod,
  withinMonth,
} from '../reports/index.ts'
import type { Services } from './services.ts'

/**
 * Makes a public report of a period from the log of the house, which is verified whole first; entries younger than the delay are left out.
 * Refuses NOTHING_PUBLIC_YET, and LOG_DAMAGED where anything does not hold.
 */
export async function reportOfLog(
  { house, logDir }: Services,
  of: { readonly pack: ReportPack; readonly period: string; readonly delayDays: number },
): Promise<PublicReport> {
  const { storage, clock, ledger } = house
  const { open } = await publicationStates({ storage, clock, delayDays: of.delayDays })
  const gathered = gatherFacts()
  const { report, recount } = await recountLogFolder(logDir, {
    vkey: ledger.vkey,
    onEntry: (entry, index) => {
      if (index < open.size) gathered.add(entry, index)
    },
  })
  if (recount === undefined) throw damaged(report.problems[0]?.what ?? 'unknown')
  const facts = gathered.facts()
  const fixed = new Set(facts.house.flatMap(({ entry }) => (entry.t === 'import' ? [entry.n] : [])))
  const tables = (await importTables(house)).filter(({ n }) => fixed.has(n))
  const root = fromBase64(open.note.split('\n')[2] ?? '') ?? new Uint8Array(0)
  return publicReport({
    ...{ pack: of.pack, facts, period: readPeriod(of.period) ?? { words: of.period, within: () => false } },
    imports: tables.map(({ text }) => JSON.parse(text) as ImportTable),
    withinMonth: (month) => withinMonth(of.period, month),
    source: {
      ...{ origin: ledger.origin, size: open.size, vkey: ledger.vkey, madeOn: isoDate(clock.now()) },
      root: Buffer.from(root).toString('hex'),
    },
  })
}

const damaged = (what: string) =>
  new Refused<'LOG_DAMAGED'>({
    code: 'LOG_DAMAGED',
    reason: `The log does not hold, so nothing is reported from it: ${what}.`,
    needed: 'See all findings: casebound log verify.',
  })
