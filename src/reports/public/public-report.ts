import type { ImportTable } from '../../proof/index.ts'
import { type Figure, tableFigure } from './figure.ts'
import { makeFigure } from './figures.ts'
import { factsWithin, type LogFacts, type Period } from './log-facts.ts'
import type { ReportPack } from './report-packs.ts'
import { type CountRow, smallestShown } from './suppress-small.ts'

/** Where the figures come from: anybody who has this log can make them again. */
export type ReportSource = {
  readonly origin: string
  readonly size: number
  /** Root of the entries, in hex. */
  readonly root: string
  readonly vkey: string
  /** Calendar date, YYYY-MM-DD. */
  readonly madeOn: string
}

export type PublicReport = {
  readonly pack: ReportPack
  readonly period: string
  readonly source: ReportSource
  readonly figures: readonly Figure[]
  /** What was imported from older systems within the period; nobody attests it, and no figure holds it. */
  readonly imported: readonly Figure[]
}

/** Makes a report of a period from the public fields of a verified log. */
export function publicReport(of: {
  readonly pack: ReportPack
  readonly period: Period
  readonly facts: LogFacts
  readonly imports: readonly ImportTable[]
  readonly withinMonth: (month: string) => boolean
  readonly source: ReportSource
}): PublicReport {
  const facts = factsWithin(of.facts, of.period.within)
  return {
    ...{ pack: of.pack, period: of.period.words, source: of.source },
    figures: of.pack.figures.map((name) => makeFigure(name, { facts, all: of.facts })),
    imported: importedFigures(of.imports, of.withinMonth),
  }
}

function importedFigures(
  tables: readonly ImportTable[],
  withinMonth: (month: string) => boolean,
): readonly Figure[] {
  const cells = tables.flatMap((table) => table.cells).filter(({ month }) => withinMonth(month))
  if (cells.length === 0) return []
  const how = 'published tables imports/<n>.json, whose hashes stand in the entries import; unattested'
  const by = (name: 'unit' | 'crime' | 'purpose' | 'outcome' | 'month', words: string): Figure => {
    const sums = new Map<string, number>()
    for (const cell of cells) {
      const key = name === 'month' ? cell.month.slice(0, 4) : cell[name]
      sums.set(key, (sums.get(key) ?? 0) + cell.searches)
    }
    const rows: CountRow[] = [...sums].map(([word, count]) => ({ words: word, count }))
    return tableFigure(`Imported, unattested searches by ${words}`, { heading: words, rows, how })
  }
  return [
    by('month', 'year'),
    by('unit', 'unit'),
    by('crime', 'crime'),
    by('purpose', 'purpose'),
    by('outcome', 'result'),
  ]
}

/** What a reader must know of the figures, in the words of all three forms. */
export const reportNotes = ({ source, pack }: PublicReport): readonly string[] => [
  `Every figure is counted from the public fields of the first ${source.size.toLocaleString('en-US')} entries of the log ${source.origin}, after all of them were verified; how is said below each. Whoever has the log can count again.`,
  `A week counts in the month and year of its Thursday. Searches stand where the log had them on ${source.madeOn}; what is recorded later changes later reports.`,
  `Counts below ${smallestShown} are withheld, and others with them, so that none can be worked out; arrests, convictions and wrong leads are always shown. The log itself is public and holds each entry.`,
  `${pack.imposedBy}: ${pack.due}. ${pack.note} This is not legal advice.`,
]
