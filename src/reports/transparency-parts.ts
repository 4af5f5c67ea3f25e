import { barFigure, figureBesideTable, type Html, html, section, whole } from '../page/index.ts'
import type { Counts, ImportTable, Recount, RefusalCell } from '../proof/index.ts'
import { countTable, type Row } from './count-rows.ts'
import { actInWords, codeInWords, refusalInWords } from './refusal-words.ts'

/** How often a rule said no, why in words, and when. */
export function refused(recount: Recount): Html {
  if (recount.refusals === 0)
    return section('Why requests were refused', 'No refusal is recorded in these entries.')
  const months = summed(recount.refusalCells, ({ month }) => month)
  return section(
    'Why requests were refused',
    `${whole(recount.refusals)} times a rule said no. One refusal may have several reasons, so the rows may add up to more.`,
    countTable('Refusals by reason', 'Reason', inOrder(recount.refusalsByCode, refusalInWords)),
    html`<div class="pair-of-figures">${countTable('Refusals by what was refused', 'When', inOrder(recount.refusalsByAct, actInWords))}${countTable(
      'Refusals by unit',
      'Unit',
      summed(recount.refusalCells, ({ unit }) => unit),
    )}</div>`,
    figureBesideTable({
      title: 'Refusals by month',
      words: 'A week counts in the month of its Thursday.',
      svg: barFigure(months, `Bars: refusals in each month, ${listed(months)}.`),
      table: countTable('Refusals by month', 'Month', months),
    }),
  )
}

/** What was taken over from older systems: shown apart, because nobody attests it. */
export function importedBefore(tables: readonly ImportTable[]): Html {
  if (tables.length === 0) return html``
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  const cells = tables.flatMap((table) => table.cells)
  const years = [...sumBy(cells, ({ month }) => month.slice(0, 4))]
    .sort()
    .map(([words, count]) => ({ words, count }))
  const by = (name: 'unit' | 'crime' | 'purpose' | 'outcome') =>
    countTable(
      `Imported searches by ${name}`,
      name,
      largestFirst(sumBy(cells, (cell) => (name === 'unit' ? cell.unit : codeInWords(cell[name])))),
    )
  return section(
    'Before this log',
    `${whole(rows)} searches were made in an older system and taken over. They are fixed since then, but nothing proves that they are all, or right: they are unattested, and no other figure on this page holds them.`,
    figureBesideTable({
      title: 'Imported, unattested searches by year',
      words: `${tables.length === 1 ? 'One batch' : `${whole(tables.length)} batches`} of ${[...new Set(tables.map(({ source }) => source))].join(', ')}.`,
      svg: barFigure(years, `Bars: imported searches in each year, ${listed(years)}.`),
      table: countTable('Imported, unattested searches by year', 'Year', years),
    }),
    html`<div class="pair-of-figures">${(['unit', 'crime', 'purpose', 'outcome'] as const).map(by)}</div>`,
  )
}

/** What was opened for somebody and what was destroyed, in values of entries. */
export function aboutTheRecord({ disclosedByAudience, erasedByBasis }: Recount): Html {
  const [opened, gone] = [total(disclosedByAudience), total(erasedByBasis)]
  if (opened + gone === 0)
    return section('Sealed values', 'No sealed value of these entries was opened for anybody or destroyed.')
  return section(
    'Sealed values',
    `Names, case numbers and candidates are sealed in the entries. ${whole(opened)} sealed values were opened for somebody, ${whole(gone)} were destroyed; the entries stay and are counted.`,
    html`<div class="pair-of-figures">${opened === 0 ? undefined : countTable('Values opened, by recipient', 'Recipient', inOrder(disclosedByAudience, codeInWords))}${
      gone === 0
        ? undefined
        : countTable('Values destroyed, by ground', 'Ground', inOrder(erasedByBasis, codeInWords))
    }</div>`,
  )
}

const total = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0)
const listed = (rows: readonly Row[]): string =>
  rows.map(({ words, count }) => `${words} ${count}`).join(', ')

const inOrder = (counts: Counts, words: (name: string) => string): readonly Row[] =>
  largestFirst(new Map(Object.entries(counts).map(([name, count]) => [words(name), count])))

const largestFirst = (sums: ReadonlyMap<string, number>): readonly Row[] =>
  [...sums].map(([words, count]) => ({ words, count })).toSorted((a, b) => b.count - a.count)

const summed = (cells: readonly RefusalCell[], of: (cell: RefusalCell) => string): readonly Row[] => {
  const sums = new Map<string, number>()
  for (const cell of cells) sums.set(of(cell), (sums.get(of(cell)) ?? 0) + cell.refusals)
  return [...sums].sort().map(([words, count]) => ({ words, count }))
}

function sumBy(cells: ImportTable['cells'], of: (cell: ImportTable['cells'][number]) => string) {
  const sums = new Map<string, number>()
  for (const cell of cells) sums.set(of(cell), (sums.get(of(cell)) ?? 0) + cell.searches)
  return sums
}
