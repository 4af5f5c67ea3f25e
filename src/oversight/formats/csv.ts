import type { Layout } from './layout.ts'
import { type Shape, space } from './shape.ts'
import { tableSighting } from './table-sighting.ts'

/** The cells of one record (RFC 4180): quotes around a cell, two for one within it. Undefined where a quote is not closed. */
export function csvCells(text: string, separator: string): readonly string[] | undefined {
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (text.charCodeAt(at) !== 34) {
      const end = text.indexOf(separator, at)
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end))
      if (end < 0) return cells
      at = end + 1
      continue
    }
    const close = closingQuote(text, at + 1)
    if (close < 0) return undefined
    const end = text.indexOf(separator, close)
    cells.push(
      text.slice(at + 1, close).replaceAll('""', '"') +
        (end < 0 ? text.slice(close + 1) : text.slice(close + 1, end)),
    )
    if (end < 0) return cells
    at = end + 1
  }
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text.charCodeAt(at + 1) !== 34) return at
  }
  return -1
}

/** Comma-separated, and its relatives with semicolons or tabs. A whole record has as many cells as the heading names. */
export const csvShape = (layout: Layout): Shape => {
  const separator = layout.separator ?? ','
  const { fewestColumns = 1, mostColumns = fewestColumns } = layout
  const byWords = ['mail', 'inventory', 'purchase', 'sign-on'].includes(layout.table ?? '')
  return {
    ...{
      separator: separator.charCodeAt(0),
      runs: false,
      quoted: true,
      multiline: byWords,
      anchor: '.',
      readAll: byWords,
    },
    isWhole: ({ separators, quoteOpen }) =>
      !quoteOpen && separators + 1 >= fewestColumns && separators + 1 <= mostColumns,
    read: (text) => {
      const cells = csvCells(text, separator)
      return cells === undefined ? 'broken' : tableSighting(cells, layout)
    },
    afterDirective: () => layout,
  }
}

/** W3C extended: cells between spaces, quotes around those that hold some. The line #Fields: says which stand where, and may come again. */
export const w3cShape = (layout: Layout, fields: (directive: string) => Layout | undefined): Shape => ({
  ...{ separator: (layout.separator ?? ' ').charCodeAt(0), runs: layout.separator === ' ', quoted: true },
  ...{ multiline: false, anchor: '.', readAll: layout.table === 'mail' },
  isWhole: ({ separators, quoteOpen, bytes, end }) => {
    const trailing = bytes[end - 1] === space ? 1 : 0
    return !quoteOpen && separators + 1 - trailing === (layout.fewestColumns ?? 0)
  },
  read: (text) => {
    const cells =
      layout.separator === ' '
        ? text
            .trim()
            .match(/"[^"]*"|\S+/g)
            ?.map(unquoted)
        : csvCells(text, layout.separator ?? ',')
    return cells === undefined ? 'broken' : tableSighting(cells, layout)
  },
  afterDirective: (text) => fields(text) ?? layout,
})

const unquoted = (cell: string): string => (cell.startsWith('"') ? cell.slice(1, -1) : cell)

/** Zeek's tab-separated logs; #fields names the columns. */
export const zeekShape = (layout: Layout, fields: (directive: string) => Layout | undefined): Shape => ({
  ...{ separator: 9, runs: false, quoted: false, multiline: false, anchor: '.', readAll: false },
  isWhole: ({ separators }) => separators + 1 === layout.fewestColumns,
  read: (text) => tableSighting(text.split('\t'), layout),
  afterDirective: (text) => fields(text) ?? layout,
})
