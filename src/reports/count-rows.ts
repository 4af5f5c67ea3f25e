import { dataTable, type Html, whole } from '../page/index.ts'
import type { RecountCell } from '../proof/index.ts'
import { codeInWords } from './refusal-words.ts'

/** Where a search stands, in words. */
export const standWords: Readonly<Record<string, string>> = {
  open: 'no end recorded yet',
  failed: 'ended without a list',
  listed: 'a list, not examined to the end yet',
  withdrawn: 'withdrawn before it was concluded',
  'no-lead': 'examined: no lead',
  inconclusive: 'examined: inconclusive',
  lead: 'a lead, its outcome not recorded yet',
  none: 'a lead that came to nothing',
  arrest: 'a lead, then an arrest',
  charge: 'a lead, then a charge',
  conviction: 'a lead, then a conviction',
  cleared: 'a lead, then cleared',
  misidentified: 'a lead to the wrong person',
}

/** A line of a table of counts. */
export type Row = { readonly words: string; readonly count: number }

export const countTable = (caption: string, heading: string, rows: readonly Row[]): Html =>
  dataTable({
    caption,
    heading: [heading[0]?.toUpperCase() + heading.slice(1), 'Count'],
    rows: rows.map(({ words, count }) => [words, whole(count)]),
  })

export function rowsBy(
  cells: readonly RecountCell[],
  by: 'month' | 'unit' | 'crime' | 'purpose',
): readonly Row[] {
  const sums = new Map<string, number>()
  for (const cell of cells) sums.set(cell[by], (sums.get(cell[by]) ?? 0) + cell.searches)
  const rows = [...sums].map(([name, count]) => ({
    words: by === 'crime' || by === 'purpose' ? codeInWords(name) : name,
    count,
  }))
  return by === 'month'
    ? rows.toSorted((a, b) => (a.words < b.words ? -1 : 1))
    : rows.toSorted((a, b) => b.count - a.count)
}

export const toRows = (
  counts: Readonly<Record<string, number>>,
  words: Readonly<Record<string, string>>,
  otherwise: (name: string) => string = codeInWords,
): readonly Row[] =>
  Object.entries(counts)
    .map(([name, count]) => ({ words: words[name] ?? otherwise(name), count }))
    .toSorted((a, b) => b.count - a.count)
