import { type CountRow, type ShownRow, smallestShown, suppressSmall } from './suppress-small.ts'

/** One figure of a public report, with how anybody gets it from the log. */
export type Figure = { readonly title: string; readonly how: string } & (
  | { readonly kind: 'number'; readonly value: string }
  | {
      readonly kind: 'table'
      readonly heading: string
      readonly rows: readonly ShownRow[]
      readonly total: string
    }
  /** The log does not hold it; said rather than left out. */
  | { readonly kind: 'absent'; readonly why: string }
)

export const numberFigure = (title: string, value: number, how: string): Figure => ({
  ...{ kind: 'number', title, how },
  value: value.toLocaleString('en-US'),
})

export const wordsFigure = (title: string, value: string, how: string): Figure => ({
  kind: 'number',
  title,
  value,
  how,
})

export const absentFigure = (title: string, why: string): Figure => ({
  kind: 'absent',
  title,
  why,
  how: 'not derivable from the log',
})

/** A table of counts that add up, the largest first; small ones are withheld. */
export function tableFigure(
  title: string,
  of: { readonly heading: string; readonly rows: readonly CountRow[]; readonly how: string },
): Figure {
  const { heading, how } = of
  const rows = of.rows.toSorted((a, b) => b.count - a.count || (a.words < b.words ? -1 : 1))
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  const shown = suppressSmall(rows)
  if (shown === undefined)
    return wordsFigure(
      title,
      `${total.toLocaleString('en-US')} in all; not broken down, because fewer than ${smallestShown} stand in a row`,
      how,
    )
  return { kind: 'table', title, heading, how, rows: shown, total: total.toLocaleString('en-US') }
}
